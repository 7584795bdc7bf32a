/** Files that an operator hands over: JSON or YAML, checked before anything is written. */
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import * as z from 'zod';
import { storedPolicy } from '../../contracts/stored/parties.ts';
import type { Policy } from '../../core/policy/policy.ts';
import { misused } from './operator-error.ts';

/** JSON is YAML, so one parser reads both. */
export function readDocument(file: string): unknown {
  try {
    return parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw misused(`expected ${file} to be a JSON or YAML file: ${why}`);
  }
}

export function readFields(file: string): Record<string, unknown> {
  const parsed = z.record(z.string(), z.unknown()).safeParse(readDocument(file));
  if (parsed.success) return parsed.data;
  throw misused(`expected ${file} to hold the fields of a creditor, found no object`);
}

export function readPolicy(file: string): Policy {
  const parsed = storedPolicy.safeParse(readDocument(file));
  if (parsed.success) return parsed.data;
  throw misused(`expected ${file} to hold a policy:\n${z.prettifyError(parsed.error)}`);
}
