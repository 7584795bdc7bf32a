/** Whether any reminder asked for what was not owed, or not due, at the moment it was sent. */
import * as z from 'zod';
import type { Teller } from './told.ts';

export const Inbox = z.object({
  messages: z.array(
    z.object({
      id: z.string(),
      kind: z.string(),
      channel: z.enum(['email', 'sms']),
      subject: z.string(),
      text: z.string(),
      sentAt: z.iso.datetime(),
      invoices: z.array(z.string()),
    }),
  ),
});
export type Sent = z.output<typeof Inbox>['messages'][number];

const DAY = 86_400_000;
const NUMBER = /\b(?:INV|OVL)-\d{4}(?:-CN)?\b/g;
const localDate = (at: string, timeZone: string): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }).format(Date.parse(at));

/** A sentence for each fault; none where all is right. */
export function wrongReminders(messages: readonly Sent[], tell: Teller): readonly string[] {
  const early = new Map<string, number>();
  return messages
    .filter(({ kind }) => kind === 'reminder')
    .flatMap((message) => [
      ...wrongNumbers(message),
      ...message.invoices.flatMap((number) => {
        const fault = faultOf(number, message, tell, early);
        return fault === undefined ? [] : [`${message.sentAt} ${message.channel} ${number}: ${fault}`];
      }),
    ]);
}

/** A reminder asks for exactly the invoices of its record; a text message about several says how many there are. */
function wrongNumbers({ id, channel, sentAt, invoices, subject, text }: Sent): readonly string[] {
  const [asked = ''] = text.split(/not part of this request/i);
  const named = new Set(`${subject}\n${asked}`.match(NUMBER) ?? []);
  const listed = new Set(invoices);
  const isCounted =
    channel === 'sms' && listed.size > 1 && named.size === 0 && text.includes(`${listed.size} invoices`);
  const isSame = named.size === listed.size && [...named].every((number) => listed.has(number));
  return (isSame && listed.size > 0) || isCounted
    ? []
    : [
        `${sentAt} ${id}: expected to ask for exactly its invoices, found ${[...named]} in its words and ${[...listed]} beside them`,
      ];
}

function faultOf(number: string, { sentAt }: Sent, tell: Teller, early: Map<string, number>): string | undefined {
  const told = tell(number, sentAt);
  if (!told) return 'nobody had told of it';
  if (told.silence !== undefined) return told.silence;
  const date = localDate(sentAt, told.zone);
  const daysOverdue = Math.round((Date.parse(date) - Date.parse(told.dueOn ?? '')) / DAY);
  if (daysOverdue > 0) return undefined;
  const times = (early.get(number) ?? 0) + 1;
  early.set(number, times);
  if (times > 1) return `it was not due, and its check-in had gone out (due ${told.dueOn})`;
  return daysOverdue >= -7 && daysOverdue < 0 ? undefined : `it was not due (due ${told.dueOn})`;
}
