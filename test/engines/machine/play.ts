/** One case on one engine: answers its functions and its table as scripted, and notes what was asked of them. */
import type { Case, FunctionState, TableTurn, Turn } from './script.ts';
import { close, throws } from './script.ts';

export type Reply =
  | { readonly ok: true; readonly payload: unknown }
  | { readonly ok: false; readonly errorType: string };

/** What the table's call says beside the keys: the values of the expression. */
export type Write = Readonly<Record<string, unknown>>;

export type Play = {
  readonly invoke: (state: FunctionState, payload: unknown) => Promise<Reply>;
  /** Before a write: the error's name it fails by, if any. */
  readonly beforeWrite: (args: unknown) => Promise<string | undefined>;
  /** After a write that took effect. */
  readonly afterWrite: (args: unknown) => Promise<string | undefined>;
  /** Lets go of what waits at the gate, and of what comes there later. */
  readonly release: (gate: string) => void;
  /** What the functions were asked, in order. */
  readonly calls: readonly { readonly state: FunctionState; readonly payload: unknown }[];
  /** What was to be written, in order, without the token. */
  readonly writes: readonly Write[];
  /** The tokens that the table has kept, in order. */
  readonly tokens: readonly string[];
};

export function createPlay({ answers = {}, table = [] }: Case): Play {
  const calls: { state: FunctionState; payload: unknown }[] = [];
  const writes: Write[] = [];
  const tokens: string[] = [];
  const gates = createGates();
  const turnOf = () => table[writes.length - 1] ?? { kind: 'writes' };
  return {
    calls,
    writes,
    tokens,
    release: (gate) => gates.open(gate),
    async invoke(state, payload) {
      const nth = calls.filter((call) => call.state === state).length;
      calls.push({ state, payload });
      return follow(answers[state]?.[nth] ?? (state === 'EvaluateEscalation' ? close : throws('NotScripted')), gates);
    },
    async beforeWrite(args) {
      writes.push(withoutToken(args));
      const turn = turnOf();
      return turn.kind === 'refuses' ? turn.error : undefined;
    },
    async afterWrite(args) {
      const turn: TableTurn = turnOf();
      tokens.push(tokenIn(args));
      if (turn.kind === 'holds') await gates.passed(turn.gate);
      return turn.kind === 'loses' ? turn.error : undefined;
    },
  };
}

async function follow(turn: Turn, gates: ReturnType<typeof createGates>): Promise<Reply> {
  if (turn.kind === 'answers') return { ok: true, payload: turn.payload };
  if (turn.kind === 'throws') return { ok: false, errorType: turn.error };
  await gates.passed(turn.gate);
  return follow(turn.turn, gates);
}

function createGates() {
  const gates = new Map<string, PromiseWithResolvers<void>>();
  const gateOf = (name: string) => {
    const gate = gates.get(name) ?? Promise.withResolvers<void>();
    gates.set(name, gate);
    return gate;
  };
  return { open: (name: string) => gateOf(name).resolve(), passed: (name: string) => gateOf(name).promise };
}

function valuesIn(args: unknown): Readonly<Record<string, unknown>> {
  return Object(Object(args).ExpressionAttributeValues);
}

function withoutToken(args: unknown): Write {
  const { ':token': _token, ...values } = valuesIn(args);
  return values;
}

function tokenIn(args: unknown): string {
  const token: unknown = Object(valuesIn(args)[':token']).S;
  if (typeof token === 'string') return token;
  throw new Error(`expected a token among the values of the write, found ${JSON.stringify(args)}`);
}
