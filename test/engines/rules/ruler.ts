/** Asks AWS's own event-ruler, which EventBridge runs on, what it makes of patterns and events. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import * as z from 'zod';
import { fetchJars } from '../java/jars.ts';

/** A pattern with events to hold against it; both go as JSON text, so that numbers keep their notation. */
export type Question = { readonly pattern: unknown; readonly events: readonly unknown[] };

/** One verdict per event, or why the pattern is none. */
export type Answer = { readonly verdicts: readonly boolean[] } | { readonly invalid: string };

const answerSchema = z.union([
  z.strictObject({ verdicts: z.array(z.boolean()) }),
  z.strictObject({ invalid: z.string() }),
]);

/** All questions in one process (a JVM takes a second to start); throws where it does not answer each of them. */
export async function askRuler(questions: readonly Question[]): Promise<Answer[]> {
  const lines = questions.map(({ pattern, events }) =>
    JSON.stringify({ pattern: JSON.stringify(pattern), events: events.map((event) => JSON.stringify(event)) }),
  );
  const { code, out, err } = await run(await fetchJars('rules'), lines.join('\n'));
  const answers = out.split('\n').filter((line) => line !== '');
  if (code !== 0 || answers.length !== questions.length) {
    throw new Error(`expected ${questions.length} answers of event-ruler, found ${answers.length}: ${err}`);
  }
  return answers.map((line) => answerSchema.parse(JSON.parse(line)));
}

type Run = { readonly code: number | null; readonly out: string; readonly err: string };

function run(jars: string, input: string): Promise<Run> {
  const main = join(import.meta.dirname, '..', 'java', 'Match.java');
  const java = spawn('java', ['-Xshare:auto', '-cp', join(jars, '*'), main], { stdio: ['pipe', 'pipe', 'pipe'] });
  const out: Buffer[] = [];
  const err: Buffer[] = [];
  java.stdout.on('data', (chunk: Buffer) => out.push(chunk));
  java.stderr.on('data', (chunk: Buffer) => err.push(chunk));
  return new Promise((resolve, reject) => {
    java.once('error', (cause) => reject(new Error('expected a Java 17 on the path: install a JDK', { cause })));
    java.once('close', (code) => resolve({ code, out: String(Buffer.concat(out)), err: String(Buffer.concat(err)) }));
    java.stdin.on('error', () => undefined);
    java.stdin.end(input);
  });
}
