/** Those who stand around Dunlin in a scene: they say the same again until it was heard, and look after it every few days. */
import type { Answer, Story } from '../support/scenario/story.ts';
import type { Stage } from '../support/scenario.ts';
import { createOperator, insist } from './operator.ts';

export type Act = ReturnType<typeof createAct>;

/** `jumpsFrom`: the day on which the clock loses a week. */
export function createAct(stage: Stage, story: Story, jumpsFrom?: number) {
  const operator = createOperator(stage, story);
  const complaints: string[] = [];
  /** Moments from which on nobody may be chased, and until when. */
  const quiet: { from: string; until: string }[] = [];
  const payments: string[] = [];
  const links: string[] = [];
  const now = (): string => new Date(stage.pipeline.now()).toISOString();

  /** An ERP pushes the same body again, Stripe repeats its webhook and a person clicks again: any 5xx is no answer. */
  const until = (ask: () => Promise<Answer>): Promise<Answer> =>
    insist(stage.pipeline, async () => {
      const answer = await ask();
      if (answer.status >= 500) throw new Error(`expected an answer, found ${answer.status}`);
      return answer;
    });

  async function says(method: string, path: string, body?: unknown): Promise<Answer> {
    const answer = await until(() => story.ask(method, path, body));
    if (answer.status !== 200) complaints.push(`${method} ${path} was answered ${answer.status}`);
    for (const { status } of Object(answer.body).results ?? [])
      if (status !== 'accepted' && status !== 'unchanged') complaints.push(`${method} ${path} was ${status}`);
    return answer;
  }

  async function pays(amount: string, fields: Readonly<Record<string, unknown>> = {}): Promise<void> {
    const payment = { paymentId: 'P-1', invoiceNumber: 'INV-1', amount, currency: 'GBP', receivedAt: now(), ...fields };
    await says('POST', '/v1/payments', { payments: [payment] });
    payments.push(`erp#${payment.paymentId}`);
    quiet.push({ from: now(), until: '9999' });
  }

  /** Reads the page of the link in the newest mail of the kind, then presses its button until something else is said than to try again. */
  async function follows(what: string, label: string, form: Readonly<Record<string, string>>): Promise<void> {
    const { text = '' } = story.letters().findLast((letter) => letter.what === what) ?? {};
    const [link = ''] = text.split(`${label}:`)[1]?.match(/https?:\/\/\S+\/v1\/links\/[\w.-]+/) ?? [];
    links.push(label);
    const look = await until(() => page(link));
    if (look.status !== 200) complaints.push(`the page of "${label}" was answered ${look.status}`);
    const pressed = await until(() => page(link, { method: 'POST', body: new URLSearchParams(form) }));
    // 410: it was used already, by a press whose answer was lost.
    if (pressed.status !== 200 && pressed.status !== 410)
      complaints.push(`pressing "${label}" was answered ${pressed.status}`);
  }

  async function page(link: string, init: RequestInit = {}): Promise<Answer> {
    const response = await fetch(link, init);
    return { status: response.status, body: await response.text() };
  }

  /** Stripe's word of the whole invoice being paid. */
  async function paysByCard(amount: number): Promise<void> {
    const intent = {
      object: 'payment_intent',
      id: `pi_${story.creditorId}`,
      amount,
      currency: 'gbp',
      metadata: { dunlin_invoice_id: 'INV-1' },
    };
    const { status } = await until(() => story.stripe('payment_intent.succeeded', intent, `evt_${story.creditorId}`));
    if (status !== 200) complaints.push(`Stripe was answered ${status}`);
    payments.push(`stripe#${intent.id}`);
    quiet.push({ from: now(), until: '9999' });
  }

  /** Days pass; then somebody looks at what the alarms tell of, and it is seen whether the case still has its moment. */
  async function goTo(day: number, time?: string): Promise<void> {
    await story.goTo(day, time);
    await operator.mend();
    if (isSweeping()) await expectReached();
  }

  /** A sweep that is kept from running reaches nobody; its alarm rings instead. */
  const isSweeping = (): boolean => !story.faults.pending().some(({ operation }) => operation === 'start-due-cases');

  async function expectReached(): Promise<void> {
    const [state, dueAt] = [await story.field('caseState'), await story.field('dueAt')];
    const overdue = new Date(stage.pipeline.now() - 30 * 60_000).toISOString();
    if (state === 'open' && (typeof dueAt !== 'string' || dueAt < overdue))
      complaints.push(`the open case is due ${String(dueAt)} and was not reached by ${now()}`);
  }

  /** The clock stands days later all at once, and whatever was due meanwhile comes late. */
  async function jumpTo(day: number): Promise<void> {
    await stage.pipeline.timeline.jumpTo(Date.parse(story.at(day)));
    await goTo(day, '13:00');
  }

  return {
    story,
    jumpsFrom,
    operator,
    complaints,
    quiet,
    payments,
    links,
    now,
    says,
    pays,
    paysByCard,
    follows,
    goTo,
    jumpTo,
    bill: story.bill,
  };
}
