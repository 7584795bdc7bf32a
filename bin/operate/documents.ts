/** Files that an operator hands over: JSON or YAML, checked before anything is written. */
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import * as z from 'zod';
import { type Remark, readPolicyText } from '../../contracts/policy/read.ts';
import type { Policy } from '../../core/policy/policy.ts';
import { misused } from './operator-error.ts';

/** JSON is YAML, so one parser reads both. */
export function readDocument(file: string): unknown {
  try {
    return parse(textOf(file));
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

/** A remark as compilers write theirs, so that editors and terminals find the place. */
export function remarkLine(file: string, { line, column, severity, path, message }: Remark): string {
  return `${file}:${line}:${column} ${severity} ${path === '' ? '' : `${path}: `}${message}`;
}

export function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw misused(`expected a file ${file}: ${cause instanceof Error ? cause.message : String(cause)}`);
  }
}

export function readPolicy(file: string): Policy {
  const { policy, remarks } = readPolicyText(textOf(file));
  if (policy) return policy;
  const errors = remarks.filter(({ severity }) => severity === 'error');
  throw misused(`expected ${file} to hold a policy:\n${errors.map((one) => remarkLine(file, one)).join('\n')}`);
}
