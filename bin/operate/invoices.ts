/** `invoices hold | release | dispute | settle | promise | withdraw`: what quiets one invoice, and what ends it. */
import type { SilenceWish } from '../../core/case/silence-instruction.ts';
import { tellInvoice } from '../../functions/_shared/tell-invoice.ts';
import { untilTaken } from '../../functions/_shared/until-taken.ts';
import { type Command, text } from './command.ts';
import { kindIn } from './hold-kind.ts';
import { OperatorError } from './operator-error.ts';
import type { Values } from './values.ts';

type Deed = {
  readonly name: string;
  readonly summary: string;
  readonly example: string;
  /** What each option is for, beside the creditor and the invoice. */
  readonly options: Readonly<Record<string, string>>;
  readonly wish: (values: Values) => SilenceWish;
  readonly done: string;
};

const UNTIL = 'a day (through it, on the customer’s clock) or an instant';

const DEEDS: readonly Deed[] = [
  {
    name: 'hold',
    summary: 'sends nothing for an invoice until a day, or until it is released',
    example: "--reason 'the goods are being checked' --until 2026-02-15",
    options: {
      reason: 'shown to finance beside the invoice',
      until: `${UNTIL}; left out: until "invoices release"`,
      kind: 'person (left out), legal, insolvency, breathing-space or do-not-contact',
    },
    wish: (values) => ({
      do: 'hold',
      reason: values.required('reason'),
      until: values.text('until'),
      kind: kindIn(values),
    }),
    done: 'Held: nothing is sent for it meanwhile.',
  },
  {
    name: 'release',
    summary: 'ends the hold of an invoice',
    example: '',
    options: {},
    wish: () => ({ do: 'lift' }),
    done: 'Released: its path goes on.',
  },
  {
    name: 'dispute',
    summary: 'records that the customer disputes an invoice or a part of it',
    example: "--reason 'two boxes were damaged' --amount 240.00",
    options: {
      reason: 'shown to finance beside the invoice',
      amount: 'what is disputed of the balance; the rest is still asked for. Left out: the whole',
      until: `${UNTIL}; left out: until "invoices settle"`,
    },
    wish: (values) => ({
      do: 'dispute',
      reason: values.required('reason'),
      amount: values.text('amount'),
      until: values.text('until'),
    }),
    done: 'Recorded: what is disputed is not asked for.',
  },
  {
    name: 'settle',
    summary: 'ends the dispute of an invoice',
    example: '',
    options: {},
    wish: () => ({ do: 'settle' }),
    done: 'Settled: all that is owed is asked for again.',
  },
  {
    name: 'promise',
    summary: 'records a promise to pay an invoice by a day',
    example: '--on 2026-02-20 --amount 600.00',
    options: {
      on: 'the day, as 2026-02-20',
      amount: 'left out: all that is owed',
    },
    wish: (values) => ({ do: 'promise', on: values.required('on'), amount: values.text('amount') }),
    done: 'Recorded: nothing is sent until the day and its days of grace are over, unless too many promises were broken.',
  },
  {
    name: 'withdraw',
    summary: 'takes the promise to pay an invoice back',
    example: '',
    options: {},
    wish: () => ({ do: 'withdraw' }),
    done: 'Taken back: its path goes on.',
  },
];

function usageOf({ name, example, options }: Deed): string {
  const lines = Object.entries({
    invoice: 'the invoice’s id: its number, unless the ERP gave it an id of its own',
    ...options,
  }).map(([option, what]) => `  --${option.padEnd(11)}${what}`);
  const call = `npm run dunlin -- invoices ${name} --local --creditor demo --invoice INV-0042 ${example}`.trim();
  return `${call}\n\n${lines.join('\n')}`;
}

const command = (deed: Deed): Command => ({
  name: `invoices ${deed.name}`,
  summary: deed.summary,
  usage: usageOf(deed),
  options: {
    creditor: text,
    invoice: text,
    ...Object.fromEntries(Object.keys(deed.options).map((option) => [option, text])),
  },
  async run({ values, target: { ledger, now }, terminal }) {
    const creditorId = values.required('creditor');
    const invoiceId = values.required('invoice');
    const wish = deed.wish(values);
    const told = await untilTaken(`write ${invoiceId}`, async () => {
      const at = await now();
      return tellInvoice({ ledger, clock: { now: () => at } }, { creditorId, invoiceId, wish, by: 'operator' });
    });
    if (told.kind === 'no-invoice') throw new OperatorError(`"${creditorId}" has no invoice "${invoiceId}"`);
    if (told.kind === 'refused') throw new OperatorError(told.path ? `--${told.path}: ${told.message}` : told.message);
    terminal.note(told.change ? deed.done : `Nothing to do: ${invoiceId} stands so already.`);
  },
});

export const invoiceCommands: readonly Command[] = DEEDS.map(command);
