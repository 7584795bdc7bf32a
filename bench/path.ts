/** Invoices of as many customers through 90 virtual days, nobody pays; budget: 1,000 within 60 s and 600 MB. */
import { measurePath } from './measure.ts';
import { openSubject } from './subject.ts';

const DAYS = 90;
const STRIDE = 10;
const MEASURED = 10;

export async function benchPath(say: (text: string) => void, invoices = 1000): Promise<void> {
  const subject = await openSubject();
  const memory = watchMemory();
  const processor = process.cpuUsage();
  const begun = performance.now();
  await subject.push(invoices);
  for (let day = 0; day < DAYS; day += STRIDE) {
    const from = performance.now();
    await subject.advanceDays(STRIDE);
    say(`day ${day + STRIDE}: ${seconds(performance.now() - from)}, ${subject.pipeline.messages().length} messages`);
  }
  const took = performance.now() - begun;
  const { user, system } = process.cpuUsage(processor);
  const { executions, transitions } = subject.pipeline.stats();
  const messages = subject.pipeline.messages().length;
  await subject.close();
  say(
    `${invoices} invoices, ${DAYS} days: ${seconds(took)}, processor ${seconds((user + system) / 1000)}, at most ${memory()} MB`,
  );
  say(`${messages} messages, ${executions} executions, ${(transitions / invoices).toFixed(2)} transitions a case`);
  await sayUnits(say);
}

/** Counted in a run of its own, for asking every call for its capacity costs time. */
async function sayUnits(say: (text: string) => void): Promise<void> {
  const { ingest, path, reminderDays, cases, invoices } = await measurePath(MEASURED);
  const steps = cases.reduce((sum, one) => sum + one.steps, 0);
  const reminders = reminderDays.reduce((sum, day) => sum + day.messages, 0);
  const units = reminderDays.reduce((sum, day) => sum + day.writeUnits, 0);
  say(`write units: ${(ingest.writeUnits / invoices).toFixed(1)} an invoice pushed`);
  say(
    `write units: ${(units / reminders).toFixed(1)} a message, ${(path.writeUnits / steps).toFixed(1)} a step in all`,
  );
}

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;

/** The most that the process held, in MB; the table's own process is not in it. */
function watchMemory(): () => number {
  let most = 0;
  const look = (): void => {
    most = Math.max(most, process.memoryUsage.rss());
  };
  const timer = setInterval(look, 100);
  return () => {
    clearInterval(timer);
    look();
    return Math.round(most / 1e6);
  };
}
