/**
 * Reads a running demo's `/_local/messages` and the ledger's files, and nothing else, and fails where a reminder named an
 * invoice that was paid, void, held, covered or (its one check-in apart) not due: `node test/shows/check-messages.ts [url]`.
 */
import { tellAll } from './told.ts';
import { Inbox, wrongReminders } from './wrong-reminders.ts';

const [url = 'http://127.0.0.1:4747'] = process.argv.slice(2);
const answer = await fetch(`${url}/_local/messages`);
const { messages } = Inbox.parse(await answer.json());
const reminders = messages.filter(({ kind }) => kind === 'reminder');
const wrong = wrongReminders(messages, tellAll());
for (const fault of wrong) process.stderr.write(`${fault}\n`);
if (reminders.length === 0) process.stderr.write('expected reminders to check, found none\n');
process.stdout.write(`${messages.length} messages, ${reminders.length} reminders, ${wrong.length} wrong\n`);
process.exitCode = wrong.length > 0 || reminders.length === 0 ? 1 : 0;
