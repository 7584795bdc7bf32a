/** The kinds of rows this engine keeps in the journal. */
import * as z from 'zod';

/** One row per execution, by its ARN. */
export const rowKind = 'states.execution';
/** One row per definition ever deployed, by its digest. */
export const definitionKind = 'states.definition';

const Definition = z.object({ source: z.string() });

export function readDefinition(value: unknown): string {
  return Definition.parse(value).source;
}
