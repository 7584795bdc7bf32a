/** What every local service speaks: one HTTP request in, one answer out, and a journal that survives a restart. */

/** One HTTP request as it arrived; `path` holds the query too, header names are lower case. */
export type WireRequest = {
  readonly method: string;
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body: Buffer;
};

export type WireResponse = {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: string | Buffer;
};

/** Durable rows by kind and key; a row is written before the call that caused it is answered. */
export type Journal = {
  put(kind: string, key: string, value: unknown): void;
  remove(kind: string, key: string): void;
  all(kind: string): Iterable<{ readonly key: string; readonly value: unknown }>;
};

/** Runs `work` after `delayMs` of virtual time; `label` tells a reader of the clock what is waited for. */
export type Later = (delayMs: number, label: string, work: () => Promise<void>) => void;

/** Whose cloud is played, as its ARNs and events name it. */
export type Place = { readonly account: string; readonly region: string };

/** An error that a real SDK client raises under `name`; anything else that is thrown is a defect of the emulation. */
export class WireFault extends Error {
  readonly status: number;
  /** Further members of the error's body, for example `Reason`. */
  readonly members: Readonly<Record<string, unknown>>;

  constructor(name: string, message: string, options: { status?: number; members?: Record<string, unknown> } = {}) {
    super(message);
    this.name = name;
    this.status = options.status ?? 400;
    this.members = options.members ?? {};
  }
}
