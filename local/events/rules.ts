/** Rules of a bus: which events go to which targets, checked when the rule is put. */
import { z } from 'zod';
import type { EventEnvelope } from './envelope.ts';
import { InvalidEventPattern } from './invalid-pattern.ts';
import { compilePattern } from './pattern.ts';

/** EventBridge's default quota for the text of one pattern. */
const PATTERN_CHARACTERS = 2048;

/** `inputTransformer` is not played and is refused by name, as is every field not listed. */
const TargetSchema = z.strictObject({
  id: z.string().min(1),
  arn: z.string().min(1),
  input: z.string().optional(),
  inputPath: z
    .string()
    .regex(/^\$(\.[\w-]+)*$/, 'expected a path like $.detail')
    .optional(),
  deadLetterArn: z.string().optional(),
  maximumRetryAttempts: z.int().min(0).max(185).optional(),
  /** Seconds. */
  maximumEventAge: z.int().min(60).max(86_400).optional(),
});
const RuleSchema = z.strictObject({
  name: z.string().min(1),
  busName: z.string().min(1),
  enabled: z.boolean().optional(),
  /** Absent on a rule that only a schedule fires. */
  pattern: z.unknown().optional(),
  targets: z.array(TargetSchema).max(5, 'expected at most 5 targets'),
});

export type Target = z.input<typeof TargetSchema>;
export type Rule = z.input<typeof RuleSchema>;
export type CheckedRule = Omit<z.output<typeof RuleSchema>, 'pattern'> & {
  readonly takes: (event: EventEnvelope) => boolean;
};

export function checkRule(rule: Rule): CheckedRule {
  const parsed = RuleSchema.safeParse(rule);
  if (!parsed.success) throw new Error(`rule ${rule.name}: ${z.prettifyError(parsed.error)}`);
  const { pattern, ...rest } = parsed.data;
  for (const { input } of rest.targets) if (input !== undefined) JSON.parse(input);
  if (pattern === undefined || rest.enabled === false) return { ...rest, takes: () => false };
  if (JSON.stringify(pattern).length > PATTERN_CHARACTERS) {
    throw new InvalidEventPattern(`rule ${rule.name} has a pattern of more than ${PATTERN_CHARACTERS} characters`);
  }
  return { ...rest, takes: compilePattern(pattern) };
}

/** What the target receives: its constant input, the part of the event that it asks for, or the whole event. */
export function targetInput({ input, inputPath }: Target, event: EventEnvelope): unknown {
  if (input !== undefined) return JSON.parse(input);
  const keys = (inputPath ?? '$').split('.').slice(1);
  return keys.reduce<unknown>((value, key) => (isRecord(value) ? value[key] : undefined), event);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
