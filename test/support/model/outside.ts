/** Everything a function calls outside itself, with the trouble that a history has in store for it. */
import type { CaseRef, Committed, Ledger, Mailer, Texter, Vault, Write } from '../../../core/ports.ts';

/** The function is gone in the middle of its work: nobody hears an error of its own. */
export class Died extends Error {
  override name = 'Lambda.Unknown';
}
/** The whole execution is gone. */
export class Aborted extends Error {
  override name = 'Aborted';
}

/** `before` and `after` tell whether the call had its effect; `event` happens while the call is on its way. */
export type Trouble =
  | { readonly kind: 'fail' | 'die' | 'abort'; readonly when: 'before' | 'after' }
  | { readonly kind: 'busy' }
  | { readonly kind: 'mailer'; readonly outcome: 'later' | 'refused' | 'unknown-sent' | 'unknown-lost' }
  | { readonly kind: 'event'; readonly run: () => Promise<void> };

export type Actor = { readonly ref: CaseRef; alive: boolean; seen: readonly string[] };

export type Troubles = {
  /** The trouble of this very call, if any; each call counts. */
  readonly next: () => Trouble | undefined;
};

export type Outside = {
  readonly ledger: Ledger;
  readonly troubles: Troubles;
  /** Why nothing may be sent for the case now, by an oracle that shares no code with the rules. */
  readonly objections: (actor: Actor) => readonly string[];
  readonly delivered: (actor: Actor, mail: { readonly kind: string; readonly messageId: string }) => void;
  readonly committed: (writes: readonly Write[]) => void;
};

const broken = () => new Error('the line is broken');

function fault(trouble: Trouble): Error {
  if (trouble.kind === 'die') return new Died('gone');
  return trouble.kind === 'abort' ? new Aborted('gone') : broken();
}

/** Carries out a call under its trouble. */
async function under<T>({ troubles }: Outside, actor: Actor, call: () => Promise<T>): Promise<T> {
  const trouble = troubles.next();
  if (trouble?.kind === 'event') await trouble.run();
  if (!actor.alive) throw new Aborted('stopped meanwhile');
  if (!trouble || trouble.kind === 'event' || trouble.kind === 'busy' || trouble.kind === 'mailer') return call();
  if (trouble.when === 'after') await call();
  throw fault(trouble);
}

/** The ledger as one actor sees it; every look notes what spoke against a send at that moment. */
export function ledgerOf(outside: Outside, actor: Actor): Ledger {
  const { ledger } = outside;
  const look = async <T>(call: () => Promise<T>): Promise<T> => {
    const seen = await under(outside, actor, call);
    actor.seen = outside.objections(actor);
    return seen;
  };
  return {
    ...ledger,
    commit: async (writes): Promise<Committed> =>
      under(outside, actor, async () => {
        const committed = await ledger.commit(writes);
        if (committed.ok) outside.committed(writes);
        if (writes.some(({ kind }) => kind === 'claim-touch')) actor.seen = ['nobody looked since the claim'];
        return committed;
      }),
    loadCase: (caseId, options) => look(() => ledger.loadCase(caseId, options)),
    lastLook: (caseId, customer, also) => look(() => ledger.lastLook(caseId, customer, also)),
    invoice: (creditorId, invoiceId) => under(outside, actor, () => ledger.invoice(creditorId, invoiceId)),
    task: (creditorId, taskId) => under(outside, actor, () => ledger.task(creditorId, taskId)),
  };
}

export const vaultOf = (outside: Outside, actor: Actor): Vault => ({
  put: () => under(outside, actor, async () => undefined),
  get: async () => undefined,
});

/** A mailer that records; its last moment before the send takes no time, for nothing could stop it there. */
export function mailerOf(outside: Outside, actor: Actor): Mailer {
  return {
    async send({ tags = {} }) {
      const mail = { kind: tags['dunlin-kind'] ?? '', messageId: tags['dunlin-message'] ?? '' };
      const trouble = outside.troubles.next();
      const sent = { outcome: 'sent', providerId: 'id', messageIdHeader: '<id@mail>' } as const;
      if (trouble?.kind === 'mailer' && trouble.outcome === 'later')
        return { outcome: 'not-sent', retry: true, code: 'Throttled' };
      if (trouble?.kind === 'mailer' && trouble.outcome === 'refused')
        return { outcome: 'not-sent', retry: false, code: 'Refused' };
      if (trouble?.kind === 'mailer' && trouble.outcome === 'unknown-lost')
        return { outcome: 'unknown', code: 'Timeout' };
      if (trouble?.kind === 'die' || trouble?.kind === 'abort' || trouble?.kind === 'fail') {
        if (trouble.when === 'after') outside.delivered(actor, mail);
        throw fault(trouble);
      }
      outside.delivered(actor, mail);
      return trouble?.kind === 'mailer' ? { outcome: 'unknown', code: 'Timeout' } : sent;
    },
  };
}

/** Texts go the same way as mails. */
export function texterOf(outside: Outside, actor: Actor): Texter {
  const mailer = mailerOf(outside, actor);
  return {
    async send({ context: { kind, messageId } }) {
      const from = { address: 'a@x.example' };
      const tags = { 'dunlin-kind': kind, 'dunlin-message': messageId };
      return mailer.send({ from, to: [], subject: '', text: '', html: '', tags });
    },
  };
}
