/** A creditor and an API key as they are first written: the parts that only chance and the clock can give. */
import { randomBytes } from 'node:crypto';
import { read } from '../../contracts/api/problems.ts';
import { CreditorInput, KeyInput, type NewCreditor } from '../../contracts/creditor.ts';
import type { StoredKey } from '../../contracts/stored/parties.ts';
import type { Instant } from '../../core/calendar/dates.ts';
import type { Creditor } from '../../core/contact/creditor.ts';
import { b2bStandard, type Policy, withSms } from '../../core/policy/policy.ts';
import { hashKey } from '../../functions/_shared/keys.ts';
import { misused } from './operator-error.ts';

/** Every creditor has these; a creditor's own are added to them. */
export const STANDARD_POLICIES: readonly Policy[] = [b2bStandard, withSms];

/** The same path without office hours: in a sandbox an hour is over before a message could leave within it. */
export const atAnyHour = (policy: Policy): Policy => ({
  ...policy,
  window: { days: [1, 2, 3, 4, 5, 6, 7], fromMinute: 0, toMinute: 1440 },
});

export function readCreditor(fields: unknown): NewCreditor {
  const result = read(CreditorInput, fields);
  if (result.ok) return result.value;
  const problems = result.problems.map(({ path, message }) => `  ${path || 'creditor'}: ${message}`);
  throw misused(`this is no creditor yet:\n${problems.join('\n')}`);
}

/** The salt is what keeps digests of addresses from being guessed; it never leaves the table. */
export function newCreditor(input: NewCreditor, now: Instant): Creditor {
  return { ...input, addressKey: randomBytes(32).toString('hex'), stopped: false, createdAt: now };
}

/** 256 random bits: the key itself is shown once and kept nowhere. */
export function makeKey(): string {
  return `dunlin_${randomBytes(32).toString('base64url')}`;
}

export function keyRecord(key: string, fields: unknown, now: Instant): StoredKey {
  const result = read(KeyInput, fields);
  if (result.ok) return { ...result.value, scopes: [...result.value.scopes], hash: hashKey(key), createdAt: now };
  throw misused(
    `this is no key yet:\n${result.problems.map(({ path, message }) => `  ${path}: ${message}`).join('\n')}`,
  );
}
