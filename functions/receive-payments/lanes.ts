/** Payments of one call side by side, except those that would get into each other's way. */
import type { PaymentInput } from '../../core/case/intake.ts';

export type Row = { readonly place: number; readonly index: number; readonly input: PaymentInput };

/** As many rows are under way at a time. */
const LANES = 8;

/** Rows that concern the same payment or invoice follow each other; the others need not wait. */
export function lanesOf(rows: readonly Row[]): readonly (readonly Row[])[] {
  const lanes: { readonly names: Set<string>; readonly rows: Row[] }[] = [];
  for (const row of rows) {
    const { paymentId, providerReference, customerId, meantFor } = row.input;
    const names = [`id ${paymentId}`, `ref ${providerReference ?? paymentId}`, `of ${customerId ?? paymentId}`];
    names.push(...meantFor.map(({ invoiceId }) => `for ${invoiceId}`));
    const mine = lanes.filter((lane) => names.some((name) => lane.names.has(name)));
    for (const lane of mine) lanes.splice(lanes.indexOf(lane), 1);
    lanes.push({
      names: new Set([...names, ...mine.flatMap((lane) => [...lane.names])]),
      rows: [...mine.flatMap((lane) => lane.rows), row],
    });
  }
  return lanes.map((lane) => lane.rows.sort((a, b) => a.place - b.place));
}

export async function inLanes(lanes: readonly (readonly Row[])[], take: (row: Row) => Promise<void>): Promise<void> {
  const left = [...lanes];
  const work = async (): Promise<void> => {
    for (let lane = left.shift(); lane; lane = left.shift()) for (const row of lane) await take(row);
  };
  await Promise.all(Array.from({ length: LANES }, work));
}
