/** The kind of a hold as typed. */
import { HOLD_KINDS, type HoldKind } from '../../core/case/invoice.ts';
import { misused } from './operator-error.ts';
import type { Values } from './values.ts';

/** Undefined where none is named: a person's. */
export function kindIn(values: Values): HoldKind | undefined {
  const typed = values.text('kind');
  if (typed === undefined) return undefined;
  const kind = HOLD_KINDS.find((one) => one === typed);
  if (!kind) throw misused(`expected --kind ${HOLD_KINDS.join(' | ')}, found "${typed}"`);
  return kind;
}
