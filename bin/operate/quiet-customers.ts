/** `customers hold | release | do-not-contact | reply | answered`: what quiets a whole customer, and what ends it. */
import type { CustomerWish } from '../../core/case/customer-instruction.ts';
import { tellCustomer } from '../../functions/_shared/tell-customer.ts';
import { type Command, text } from './command.ts';
import { kindIn } from './hold-kind.ts';
import { OperatorError } from './operator-error.ts';
import type { Values } from './values.ts';

type Deed = {
  readonly name: string;
  readonly summary: string;
  readonly example: string;
  /** What each option is for, beside the creditor and the customer. */
  readonly options: Readonly<Record<string, string>>;
  readonly wish: (values: Values) => CustomerWish;
  readonly done: string;
};

const UNTIL = 'a day (through it, on the customer’s clock) or an instant';
const REASON = 'shown to finance beside the customer';

const DEEDS: readonly Deed[] = [
  {
    name: 'hold',
    summary: 'sends nothing for any invoice of a customer until a day, or until it is released',
    example: "--reason 'administration since May' --kind insolvency",
    options: {
      reason: REASON,
      until: `${UNTIL}; left out: until "customers release"`,
      kind: 'person (left out), legal, insolvency, breathing-space or do-not-contact',
    },
    wish: (values) => ({
      do: 'hold',
      reason: values.required('reason'),
      until: values.text('until'),
      kind: kindIn(values),
    }),
    done: 'Held: nothing is sent for any of its invoices meanwhile.',
  },
  {
    name: 'release',
    summary: 'ends the hold of a customer, do-not-contact included',
    example: '',
    options: {},
    wish: () => ({ do: 'lift' }),
    done: 'Released: the paths of its invoices go on.',
  },
  {
    name: 'do-not-contact',
    summary: 'never writes to a customer again, until it is released',
    example: "--reason 'asked in writing'",
    options: { reason: REASON },
    wish: (values) => ({ do: 'hold', kind: 'do-not-contact', reason: values.required('reason') }),
    done: 'Kept: nothing is sent for any of its invoices until "customers release".',
  },
  {
    name: 'reply',
    summary: 'notes that a customer wrote back and waits for an answer',
    example: '--until 2026-02-10',
    options: { until: `${UNTIL}; left out: five weekdays, unless "customers answered" comes first` },
    wish: (values) => ({ do: 'reply', until: values.text('until') }),
    done: 'Noted: nothing is sent before the answer.',
  },
  {
    name: 'answered',
    summary: 'notes that a customer was answered',
    example: '',
    options: {},
    wish: () => ({ do: 'answered' }),
    done: 'Noted: the paths of its invoices go on.',
  },
];

function usageOf({ name, example, options }: Deed): string {
  const lines = Object.entries({ customer: 'the customer’s id', ...options }).map(
    ([option, what]) => `  --${option.padEnd(11)}${what}`,
  );
  const call = `npm run dunlin -- customers ${name} --local --creditor demo --customer C-17 ${example}`.trim();
  return `${call}\n\n${lines.join('\n')}`;
}

const command = (deed: Deed): Command => ({
  name: `customers ${deed.name}`,
  summary: deed.summary,
  usage: usageOf(deed),
  options: {
    creditor: text,
    customer: text,
    ...Object.fromEntries(Object.keys(deed.options).map((option) => [option, text])),
  },
  async run({ values, target: { ledger, lists, now }, terminal }) {
    const creditorId = values.required('creditor');
    const customerId = values.required('customer');
    const at = await now();
    const order = { creditorId, customerId, wish: deed.wish(values), by: 'operator' };
    const told = await tellCustomer({ ledger, lists, clock: { now: () => at } }, order);
    if (told.kind === 'no-customer') throw new OperatorError(`"${creditorId}" has no customer "${customerId}"`);
    if (told.kind === 'refused') throw new OperatorError(told.path ? `--${told.path}: ${told.message}` : told.message);
    terminal.note(told.after ? deed.done : `Nothing to do: ${customerId} stands so already; its cases look again.`);
  },
});

export const customerCommands: readonly Command[] = DEEDS.map(command);
