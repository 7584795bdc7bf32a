/** ReportBatchItemFailures: from which record on a batch has to be tried again. */
import { z } from 'zod';
import type { StreamRecord } from '../dynamo/stream.ts';

const reportSchema = z.object({
  batchItemFailures: z.array(z.object({ itemIdentifier: z.string() })).nullish(),
});

/** Index of the first failed record; a report that Lambda cannot read, or that names another record, fails the batch. */
export function failedFrom(payload: unknown, records: readonly StreamRecord[]): number | undefined {
  if (payload === null || payload === undefined) return undefined;
  const report = reportSchema.safeParse(payload);
  if (!report.success) return 0;
  const failures = report.data.batchItemFailures ?? [];
  if (failures.length === 0) return undefined;
  const places = failures.map(({ itemIdentifier }) =>
    records.findIndex(({ dynamodb }) => dynamodb.SequenceNumber === itemIdentifier),
  );
  return Math.max(0, Math.min(...places));
}
