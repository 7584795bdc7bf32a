/** Looks at the case as it is now and decides what, if anything, its customer experiences next. */
import type { NextDecision } from '../../core/case/next.ts';
import type { CaseRef, Clock, Ledger } from '../../core/ports.ts';
import { lookAndRecord } from '../_shared/record-decision.ts';

export type Deps = { readonly ledger: Ledger; readonly clock: Clock };

export const createHandler =
  ({ ledger, clock }: Deps) =>
  (ref: CaseRef): Promise<NextDecision> =>
    lookAndRecord({ ledger, clock }, ref, clock.now());
