/** `node test/contracts/policy/record-schema.ts` writes the JSON Schema of policy documents for editors; biome formats it. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { policySchema } from '../../../contracts/policy/document.ts';

export const SCHEMA_FILE = join(import.meta.dirname, '../../../docs/policy.schema.json');
export const schemaText = (): string => `${JSON.stringify(policySchema(), null, 2)}\n`;

if (import.meta.main) writeFileSync(SCHEMA_FILE, schemaText());
