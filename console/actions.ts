/** What the forms ask for, each through the endpoint that a program would use. */
import type { Form } from './form.ts';
import { pay } from './inbox/pay.ts';
import { path } from './markup.ts';
import { type PageReply, seeOther } from './reply.ts';
import type { Site } from './site.ts';

export type Action = (site: Site, form: Form) => Promise<PageReply>;

const turnClock: Action = async ({ ask }, { text, back }) => {
  const order = text('by') ? { advanceBy: text('by') } : { advanceTo: text('to') };
  await ask.send('POST', '/_local/clock', order);
  return seeOther(back);
};

const hold: Action = async ({ ask }, { text, back }) => {
  const until = text('until');
  const body = { reason: text('reason'), ...(until && { until }) };
  await ask.send('PUT', path`/v1/invoices/${text('invoice')}/hold`, body);
  await ask.send('POST', '/_local/settle');
  return seeOther(back);
};

const release: Action = async ({ ask }, { text, back }) => {
  await ask.send('DELETE', path`/v1/invoices/${text('invoice')}/hold`);
  await ask.send('POST', '/_local/settle');
  return seeOther(back);
};

const reportOutcome: Action = async ({ ask }, { text, back }) => {
  const [note, promisedOn] = [text('note'), text('promisedOn')];
  const body = { outcome: text('outcome'), ...(note && { note }), ...(promisedOn && { promisedOn }) };
  await ask.send('POST', path`/v1/tasks/${text('task')}/outcome`, body);
  await ask.send('POST', '/_local/settle');
  return seeOther(back);
};

export const ACTIONS: ReadonlyMap<string, Action> = new Map([
  ['/console/clock', turnClock],
  ['/console/pay', pay],
  ['/console/hold', hold],
  ['/console/release', release],
  ['/console/outcome', reportOutcome],
]);
