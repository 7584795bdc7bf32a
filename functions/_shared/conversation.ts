/** What a call that reached somebody leaves in the contact ledger: when the person was last spoken with. */
import type { OutcomeRequest } from '../../contracts/api/tasks.ts';
import type { Instant } from '../../core/calendar/dates.ts';
import { freshPerson } from '../../core/contact/attempts.ts';
import { addressDigest } from '../../core/contact/digest.ts';
import type { Task } from '../../core/contact/touch.ts';
import { calledContacts } from '../../core/contact/way.ts';
import type { Ledger, Write } from '../../core/ports.ts';

/** Everything else was said by somebody. */
const NOBODY_ANSWERED: ReadonlySet<OutcomeRequest['outcome']> = new Set(['voicemail', 'unreachable']);

/** Under every number, for which of them was answered is not told. */
export async function conversationWrites(
  ledger: Ledger,
  task: Task,
  { outcome }: OutcomeRequest,
  at: Instant,
): Promise<readonly Write[]> {
  const isCall = task.kind === 'call' || task.kind === 'call-again';
  if (!isCall || NOBODY_ANSWERED.has(outcome)) return [];
  const loaded = await ledger.loadCase(task.caseId, { addresses: true });
  if (!loaded) return [];
  const { creditor, persons, situation } = loaded;
  const numbers = (calledContacts(situation) ?? []).flatMap(({ mobile }) => mobile ?? []);
  const digests = new Set(numbers.map((number) => addressDigest(creditor.addressKey, number)));
  return [...digests].map((digest) => {
    const before = persons.find((person) => person.digest === digest);
    const known = before ?? freshPerson(creditor.creditorId, digest);
    return { kind: 'person', before, after: { ...known, spokenAt: at, version: known.version + 1 } };
  });
}
