/** The command line of `npm start`. */
import { parseArgs } from 'node:util';
import * as z from 'zod';

export const HELP = `npm start [-- options]

Runs Dunlin's whole pipeline on this machine, with no account: from the template that "cdk deploy" sends, on virtual time.
Without options it makes the creditor "demo", pushes a ledger of real invoices as its days come, prints what happened, and
serves until Ctrl-C.

  --exit         ends after the summary
  --empty        no ledger: creditor "demo" and its key are there, and the clock stands still until it is told to move
  --clock ISO    where the clock starts, such as 2026-03-02T09:00:00Z
  --port N       4747 where left out; 0 takes any free port
  --data DIR     keeps everything in a folder; the next start goes on where this one ended
  --speed N      virtual seconds per real second, once the ledger is through; 0 stands still
  --help         this text

The key of the creditor "demo" is dunlin-local. The operator's commands: npm run dunlin -- --help`;

/** What was typed cannot be done; the message says what can. */
export class WrongOptions extends Error {
  override readonly name = 'WrongOptions';
}

const Options = z.object({
  exit: z.boolean().default(false),
  empty: z.boolean().default(false),
  help: z.boolean().default(false),
  clock: z
    .string()
    .refine((text) => /^\d{4}-\d\d-\d\d/.test(text) && !Number.isNaN(Date.parse(text)), {
      error: ({ input }) => `expected --clock 2026-03-02T09:00:00Z, found ${String(input)}`,
    })
    .optional(),
  port: whole('--port 4747', 65_535).default(4747),
  data: z.string().min(1, 'expected --data with a folder, found none').optional(),
  speed: whole('--speed 60', 100_000_000).default(0),
});
export type Options = z.output<typeof Options>;

function whole(example: string, max: number) {
  return z
    .string()
    .refine((text) => /^\d+$/.test(text) && Number(text) <= max, {
      error: ({ input }) => `expected ${example} (0 to ${max}), found ${String(input)}`,
    })
    .transform(Number);
}

export function readOptions(args: readonly string[]): Options {
  const parsed = Options.safeParse(parse(args));
  if (parsed.success) return parsed.data;
  throw new WrongOptions(parsed.error.issues.map(({ message }) => message).join('\n'));
}

function parse(args: readonly string[]): unknown {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean' } as const;
  try {
    const options = { exit: flag, empty: flag, help: flag, clock: text, port: text, data: text, speed: text };
    return parseArgs({ args: [...args], options, strict: true }).values;
  } catch (error) {
    throw new WrongOptions(`${error instanceof Error ? error.message : String(error)}\nSee: npm start -- --help`);
  }
}
