/** The healthy stories into which faults are put: each function has one in which it makes its calls. */
import type { FunctionName } from '../../lib/function-roster.ts';
import type { StoryOptions } from '../support/scenario.ts';
import type { Act } from './act.ts';

export interface Scene {
  readonly name: string;
  /** The functions whose calls suffer in it. */
  readonly of: readonly FunctionName[];
  /** Only these of their calls; the others suffer in another scene. */
  readonly only?: RegExp;
  /** Calls that are known to be made in this scene, whatever they make in others. */
  readonly known?: Readonly<Partial<Record<FunctionName, readonly string[]>>>;
  readonly options: StoryOptions;
  /** What goes out where nothing fails, reports apart. */
  readonly letters: readonly string[];
  readonly play: (act: Act) => Promise<void>;
}

/** Ten days to pay: too short a term for a check-in before it is due. */
const terms = ({ story }: Act) => ({ issuedOn: story.on(-10) });
export const invoices = (act: Act, fields: Readonly<Record<string, unknown>> = {}) =>
  act.says('POST', '/v1/invoices', act.bill({ ...terms(act), ...fields }));

export const chased: Scene = {
  name: 'reminded, then paid to the bank',
  letters: ['friendly', 'receipt'],
  of: [
    ...([
      'receive-invoices',
      'start-due-cases',
      'evaluate-escalation',
      'send-reminder',
      'receive-delivery-event',
    ] as const),
    ...(['receive-payments', 'wake-case', 'publish-events', 'send-receipts'] as const),
  ],
  options: { begins: -1 },
  async play(act) {
    await invoices(act);
    for (const day of [4, 7, 8]) await act.goTo(day);
    await act.pays('1200.00');
    for (const day of [9, 14]) await act.goTo(day);
  },
};

/** INV-2 rides: it is due three days after INV-1, and its own step falls due before the customer may be written to again. */
export const shared: Scene = {
  name: 'reminded together with another one',
  letters: ['friendly', 'receipt', 'receipt'],
  of: ['send-reminder', 'evaluate-escalation'],
  // What consolidation adds: the look at the others, the claim for all of them, its outcome, and the rider's own record.
  only: /^(dynamodb\.(TransactWriteItems|Query|GetItem 5)|ses)/,
  known: {
    'evaluate-escalation': ['dynamodb.TransactWriteItems 1'],
    'send-reminder': ['dynamodb.Query 1', 'dynamodb.TransactWriteItems 1', 'dynamodb.TransactWriteItems 2'],
  },
  options: { begins: -1 },
  async play(act) {
    await act.says(
      'POST',
      '/v1/invoices',
      act.bill({ ...terms(act) }, { ...terms(act), invoiceNumber: 'INV-2', dueOn: act.story.on(2) }),
    );
    for (const day of [4, 7, 8]) await act.goTo(day);
    await act.pays('1200.00');
    await act.pays('1200.00', { paymentId: 'P-2', invoiceNumber: 'INV-2' });
    for (const day of [9, 14]) await act.goTo(day);
  },
};

export const held: Scene = {
  name: 'held for some days, then reminded',
  letters: ['friendly', 'receipt'],
  of: [],
  options: { begins: -1 },
  async play(act) {
    await invoices(act);
    await act.goTo(1);
    await act.says('PUT', '/v1/invoices/INV-1/hold', { reason: 'dispute' });
    await act.goTo(5);
    await act.says('DELETE', '/v1/invoices/INV-1/hold');
    for (const day of [7, 8]) await act.goTo(day);
    await act.pays('1200.00');
    for (const day of [10, 14]) await act.goTo(day);
  },
};

/** Long enough for two reminders, wherever a week is missing; `days` are those on which somebody looks. */
export const patient: Scene = {
  name: 'reminded twice, then paid to the bank',
  letters: ['friendly', 'second', 'receipt'],
  of: [],
  options: { begins: -1 },
  async play(act) {
    await invoices(act);
    const from = act.jumpsFrom;
    for (const day of [1, 5, 8, 11, 15, 18]) {
      if (from !== undefined && day > from && day <= from + 7) continue;
      await act.goTo(day);
      if (day === from) await act.jumpTo(day + 7);
    }
    await act.pays('1200.00');
    for (const day of [20, 27]) await act.goTo(day);
  },
};

export const paidByCard: Scene = {
  name: 'reminded, then paid through Stripe',
  letters: ['friendly', 'receipt'],
  of: ['receive-stripe-event', 'apply-payment'],
  options: { begins: 2 },
  async play(act) {
    await invoices(act);
    for (const day of [4, 5]) await act.goTo(day);
    await act.paysByCard(120_000);
    for (const day of [7, 14]) await act.goTo(day);
  },
};

export const refused: Scene = {
  name: 'refused by the mail provider, looked at by a person',
  letters: ['person-needed', 'friendly', 'receipt'],
  of: ['ask-a-person'],
  options: { begins: 2 },
  async play(act) {
    act.story.faults.order({ service: 'ses', operation: 'SendEmail', by: 'send-reminder', fault: 'refuse' });
    await invoices(act);
    for (const day of [4, 7, 8]) await act.goTo(day);
    await act.pays('1200.00');
    for (const day of [9, 14]) await act.goTo(day);
  },
};

export const called: Scene = {
  name: 'called by a colleague, promised and paid',
  letters: ['second', 'call', 'receipt'],
  of: ['open-task', 'receive-instruction', 'answer-query'],
  options: { begins: 12 },
  async play(act) {
    await invoices(act, { total: '8000.00' });
    for (const day of [14, 15, 16, 17]) await act.goTo(day);
    for (const path of ['/v1/invoices', '/v1/invoices/INV-1', '/v1/invoices/INV-1/timeline', '/v1/customers/C-1'])
      await act.says('GET', path);
    const { body } = await act.says('GET', '/v1/tasks');
    for (const { taskId, kind, state } of Object(body).tasks ?? [])
      if (kind === 'call' && state === 'open')
        await act.says('POST', `/v1/tasks/${taskId}/outcome`, {
          outcome: 'in_payment_pipe',
          promisedOn: act.story.on(24),
        });
    await act.says('PUT', '/v1/customers/C-1/hold', { reason: 'dispute' });
    await act.says('DELETE', '/v1/customers/C-1/hold');
    await act.goTo(21);
    await act.pays('8000.00');
    for (const day of [22, 28]) await act.goTo(day);
  },
};

export const reported: Scene = {
  name: 'reported every morning',
  letters: ['friendly', 'receipt'],
  of: ['send-report'],
  options: { begins: 2, reports: true },
  async play(act) {
    await invoices(act);
    for (const day of [4, 6]) await act.goTo(day);
    await act.pays('1200.00');
    await act.goTo(9);
  },
};

export const texted: Scene = {
  name: 'reminded by a text message',
  letters: ['text', 'receipt'],
  of: ['send-reminder'],
  only: /^sms/,
  options: { begins: 17, creditor: { policyId: 'b2b-with-sms', smsOrigination: '+447700900999' } },
  async play(act) {
    const contacts = [{ email: 'ap@acme.example', mobile: '+447700900123', smsConsent: true, roles: ['billing'] }];
    await invoices(act, { customer: { contacts } });
    for (const day of [18, 21]) await act.goTo(day);
    await act.pays('1200.00');
    for (const day of [22, 28]) await act.goTo(day);
  },
};

export const scenes: readonly Scene[] = [chased, shared, paidByCard, refused, called, reported, texted];
