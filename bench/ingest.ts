/** One call of 500 invoices (budget 2 s), and whether the fortieth costs what the first did. */
import { openSubject } from './subject.ts';

const CALL = 500;

export async function benchIngest(say: (text: string) => void, invoices = 20_000): Promise<void> {
  const subject = await openSubject();
  const processor = process.cpuUsage();
  const [first = 0] = await subject.push(Math.min(CALL, invoices));
  const { user, system } = process.cpuUsage(processor);
  const more = invoices > CALL ? await subject.push(invoices - CALL, CALL) : [];
  const times = [first, ...more];
  await subject.close();
  const part = Math.max(1, Math.ceil(times.length / 4));
  const total = times.reduce((sum, time) => sum + time, 0);
  say(
    `first call of ${Math.min(CALL, invoices)}: ${first.toFixed(0)} ms, processor ${((user + system) / 1000).toFixed(0)} ms`,
  );
  say(`${invoices} invoices in ${times.length} calls: ${(total / 1000).toFixed(1)} s`);
  say(
    `median of the first ${part} calls ${median(times.slice(0, part))} ms, of the last ${median(times.slice(-part))} ms`,
  );
}

function median(times: readonly number[]): string {
  const sorted = [...times].sort((a, b) => a - b);
  return (sorted[Math.floor(sorted.length / 2)] ?? 0).toFixed(0);
}
