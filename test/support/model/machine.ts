/** The state machine of statemachines/dunning.asl.json as far as the properties need it: it drives the real handlers. */
import type { NextDecision } from '../../../core/case/next.ts';
import type { CaseRef } from '../../../core/ports.ts';
import { asFault } from '../../../functions/_shared/errors.ts';
import { createHandler as askAPerson } from '../../../functions/ask-a-person/handler.ts';
import { createHandler as evaluate } from '../../../functions/evaluate-escalation/handler.ts';
import { createHandler as openTask } from '../../../functions/open-task/handler.ts';
import { createHandler as sendReminder } from '../../../functions/send-reminder/handler.ts';
import type { Rows } from '../memory-rows.ts';
import { Aborted, type Actor, Died, ledgerOf, mailerOf, type Outside, texterOf, vaultOf } from './outside.ts';
import type { Timers } from './timers.ts';

export type Execution = Actor & {
  readonly name: string;
  next: NextDecision | undefined;
  fault: string;
  tries: number;
  token: string | undefined;
};

type State = 'EvaluateEscalation' | 'WhatIsDue' | 'SendReminder' | 'OpenTask' | 'AskAPerson' | 'Await' | 'AwaitAPerson';

const RETRIES = 6;
/** A case that takes more than this many transitions within an hour runs in circles. */
const TRANSITIONS_AN_HOUR = 300;

export function createMachine(outside: Outside, rows: Rows, timers: Timers) {
  const executions: Execution[] = [];
  const circles = new Set<State>();
  const busy = { hour: '', transitions: 0 };
  let tokens = 0;

  function handlersOf(execution: Execution) {
    const deps = {
      ledger: ledgerOf(outside, execution),
      vault: vaultOf(outside, execution),
      mailer: mailerOf(outside, execution),
      texter: texterOf(outside, execution),
      clock: timers.clock,
      ids: { next: () => `claim-${++tokens}` },
      countSent: () => undefined,
      alarm: () => undefined,
    };
    const step = () => ({ ...execution.ref, stepId: execution.next?.then.stepId ?? 'none' });
    return {
      EvaluateEscalation: () => evaluate(deps)(execution.ref),
      SendReminder: () => sendReminder(deps)(step()),
      OpenTask: () => openTask(deps)(step()),
      AskAPerson: () => askAPerson(deps)({ ...execution.ref, fault: execution.fault }),
    };
  }

  function count(state: State): void {
    const hour = timers.clock.now().slice(0, 13);
    busy.transitions = busy.hour === hour ? busy.transitions + 1 : 1;
    busy.hour = hour;
    if (busy.transitions > TRANSITIONS_AN_HOUR) circles.add(state);
  }

  async function go(execution: Execution, state: State): Promise<void> {
    for (let at: State | undefined = state; at && execution.alive; ) {
      count(at);
      if (circles.size > 0) execution.alive = false;
      else at = await enter(execution, at);
    }
  }

  /** The next state, or nothing where the execution waits or has ended. */
  async function enter(execution: Execution, state: State): Promise<State | undefined> {
    switch (state) {
      case 'WhatIsDue':
        return whatIsDue(execution);
      case 'Await':
      case 'AwaitAPerson':
        return park(execution, state);
      default:
        return task(execution, state);
    }
  }

  function whatIsDue(execution: Execution): State | undefined {
    const { kind, then } = execution.next ?? { kind: 'superseded', then: { action: 'evaluate' } };
    if (kind === 'wait') return 'Await';
    if (kind === 'act')
      return then.action === 'remind'
        ? 'SendReminder'
        : then.action === 'open-task'
          ? 'OpenTask'
          : 'EvaluateEscalation';
    execution.alive = false;
    return undefined;
  }

  async function task(
    execution: Execution,
    state: 'EvaluateEscalation' | 'SendReminder' | 'OpenTask' | 'AskAPerson',
  ): Promise<State | undefined> {
    try {
      execution.next = await handlersOf(execution)[state]();
      execution.tries = 0;
      if (state === 'EvaluateEscalation') return 'WhatIsDue';
      return state === 'AskAPerson' ? 'AwaitAPerson' : 'Await';
    } catch (error) {
      return caught(execution, state, error);
    }
  }

  function caught(execution: Execution, state: State, error: unknown): State | undefined {
    if (error instanceof Aborted) {
      execution.alive = false;
      return undefined;
    }
    const fault = error instanceof Died ? 'Lambda.Unknown' : asFault(error).name;
    const retried = fault === 'StepUnavailable' || fault === 'StepDeferred';
    if (retried && execution.tries < RETRIES) timers.in(2 ** ++execution.tries * 1000, () => go(execution, state));
    else if (retried || state === 'AskAPerson') {
      execution.tries = 0;
      timers.in(3_600_000, () => go(execution, 'EvaluateEscalation'));
    } else {
      execution.fault = fault;
      return 'AskAPerson';
    }
    return undefined;
  }

  async function park(execution: Execution, state: 'Await' | 'AwaitAPerson'): Promise<State | undefined> {
    const { next, ref } = execution;
    if (!next) return 'EvaluateEscalation';
    const trouble = outside.troubles.next();
    if (trouble?.kind === 'event') await trouble.run();
    const token = `token-${++tokens}`;
    const { decisionVersion, leaseUntil, waitSeconds } = next;
    if (!rows.park({ ...ref, decisionVersion, token, leaseUntil })) return 'EvaluateEscalation';
    execution.token = token;
    timers.in(waitSeconds * 1000, async () => {
      if (execution.token !== token) return;
      execution.token = undefined;
      execution.next = { ...next, kind: next.kind === 'wait' ? 'act' : next.kind };
      await go(execution, state === 'Await' ? 'WhatIsDue' : 'EvaluateEscalation');
    });
    return undefined;
  }

  return {
    executions,
    /** Where something ran in circles; everything has been ended then. */
    circles,
    /** A start with the name of a running execution succeeds and starts nothing. */
    async start(name: string, ref: CaseRef): Promise<void> {
      if (executions.some((known) => known.name === name)) return;
      const execution: Execution = {
        name,
        ref,
        alive: true,
        seen: ['nobody looked'],
        next: undefined,
        fault: '',
        tries: 0,
        token: undefined,
      };
      executions.push(execution);
      timers.in(0, () => go(execution, 'EvaluateEscalation'));
    },
    async wake(token: string): Promise<'woken' | 'gone'> {
      const execution = executions.find((one) => one.token === token && one.alive);
      if (!execution) return 'gone';
      execution.token = undefined;
      await go(execution, 'EvaluateEscalation');
      return 'woken';
    },
  };
}
