/** `npm run dunlin -- <command>`: what an operator does to a deployed stage or to the local pipeline. */
import { operate } from './operate/operate.ts';

process.exitCode = await operate(process.argv.slice(2), {
  out: (line) => void process.stdout.write(`${line}\n`),
  note: (line) => void process.stderr.write(`${line}\n`),
});
