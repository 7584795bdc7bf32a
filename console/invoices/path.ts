/** The way an execution went: every state it visited, how long it stayed, and where it stands. */
import type { Execution } from '../answers.ts';
import { type Html, html, path, withQuery } from '../markup.ts';
import { codeWords, lasting, moment, stateWords, type Zone } from '../words.ts';

/** States that pass at once and decide only where to go. */
const isQuestion = (state: string): boolean => state === 'WhatIsDue';

export type PathView = {
  readonly invoiceId: string;
  /** Oldest first. */
  readonly names: readonly string[];
  readonly execution: Execution | undefined;
  readonly now: string;
  readonly zone: Zone;
};

export function executionPath({ invoiceId, names, execution, now, zone }: PathView): Html {
  if (!execution) return html`<section><h2>Path</h2><p class="muted">No execution has started yet.</p></section>`;
  const { name, status, startedAt, stoppedAt, wakeAt, transitions, visits, input } = execution;
  const running = status === 'RUNNING';
  return html`<section><h2>Path <i class="tag ${running ? 'open' : 'grey'}">${codeWords(status.toLowerCase())}</i></h2>
<p class="muted small">Cycle ${input.cycle ?? '?'}, run ${input.run ?? '?'}: ${transitions} transitions since ${moment(startedAt, zone)}${
    stoppedAt && `, ended ${moment(stoppedAt, zone)}`
  }</p>${runs(invoiceId, names, name)}
<ol class="path">${visits.map((visit, index) => {
    const current = running && index === visits.length - 1;
    return stop({ visit, current, now, zone, wakeAt: current ? wakeAt : undefined });
  })}${!running && html`<li class="end"><b>${codeWords(status.toLowerCase())}</b></li>`}</ol></section>`;
}

type Stop = {
  readonly visit: Execution['visits'][number];
  readonly current: boolean;
  readonly now: string;
  readonly zone: Zone;
  readonly wakeAt: string | undefined;
};

function stop({ visit: { state, enteredAt, exitedAt, retries = 0 }, current, now, zone, wakeAt }: Stop): Html {
  const stay = lasting(enteredAt, exitedAt ?? now);
  return html`<li class="${isQuestion(state) && !current && 'small'}"${current && html` aria-current="step"`}>
<b title="${state}">${stateWords(state)}</b> <time class="muted" datetime="${enteredAt}">${moment(enteredAt, zone)}</time>
${stay && html`<span class="stay">${current ? `for ${stay} so far` : `stayed ${stay}`}</span>`}${
  retries > 0 && html`<span class="stay">${retries} ${retries === 1 ? 'retry' : 'retries'}</span>`
}${wakeAt && html`<span class="stay">until ${moment(wakeAt, zone)} at the latest</span>`}</li>`;
}

/** An invoice has one execution at a time, but may have had others before. */
function runs(invoiceId: string, names: readonly string[], shown: string): Html | false {
  return (
    names.length > 1 &&
    html`<nav class="chips" aria-label="Executions">${names.map(
      (name, index) =>
        html`<a href="${withQuery(path`/invoices/${invoiceId}`, { run: name })}"${name === shown && html` aria-current="true"`}>${index + 1}</a>`,
    )}</nav>`
  );
}
