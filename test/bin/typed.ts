/** The operator's command line as a person uses it: words in, lines and an exit code out. */
import { operate } from '../../bin/operate/operate.ts';

export async function typed(...words: readonly string[]) {
  const out: string[] = [];
  const note: string[] = [];
  const exitCode = await operate(words, { out: (line) => void out.push(line), note: (line) => void note.push(line) });
  return { exitCode, out: out.join('\n'), note: note.join('\n') };
}
