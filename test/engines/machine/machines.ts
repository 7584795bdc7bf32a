/** The definition as it stands in the file, and the few variants that let a second engine reach in seconds what takes hours. */
import { readFileSync } from 'node:fs';

const source = readFileSync(new URL('../../../statemachines/dunning.asl.json', import.meta.url), 'utf8');

/** Each changes figures only, never a state or a name; both engines run the same text. */
const VARIANTS = {
  'as-in-the-file': (text: string) => text,
  /** The four functions' time runs out while we look on: MiniStack's scale does not cover it. */
  'hasty-functions': (text: string) => replaced(text, '"TimeoutSeconds": 120,', '"TimeoutSeconds": 5,', 4),
  /** The hour after an outage lasts for ages, so that it can be broken off. */
  'long-outage': (text: string) => replaced(text, '"Seconds": 3600,', '"Seconds": 99999999,', 1),
  /** The whole execution's year is a day. */
  'short-year': (text: string) => replaced(text, '"TimeoutSeconds": 31104000,', '"TimeoutSeconds": 86400,', 1),
  /** The table is not there: the placeholder stands for another name. */
  'no-table': (text: string) => replaced(text, '{TableName}', '{NoTableName}', 2),
} as const;

export type Variant = keyof typeof VARIANTS;
export const variants: readonly Variant[] = [
  'as-in-the-file',
  'hasty-functions',
  'long-outage',
  'short-year',
  'no-table',
];

/** The definition's text with its placeholders. */
export const definitionOf = (variant: Variant): string => VARIANTS[variant](source);

/** The definition's text for an engine: placeholders become what they stand for. */
export function substituted(variant: Variant, fill: (placeholder: string) => string): string {
  return definitionOf(variant).replaceAll(/\$\{(\w+)\}/g, (_all, placeholder: string) => fill(placeholder));
}

/** A variant that no longer finds what it changes would quietly be the file. */
function replaced(text: string, from: string, to: string, expected: number): string {
  const found = text.split(from).length - 1;
  if (found === expected) return text.replaceAll(from, to);
  throw new Error(
    `expected ${from} ${expected} times in dunning.asl.json, found it ${found} times: look at machines.ts`,
  );
}
