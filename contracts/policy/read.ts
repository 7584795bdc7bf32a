/** Reads a policy document: the policy, and all that is wrong or unusual with it, each at its line, column and field. */
import type { ContactRule } from '../../core/contact/rule.ts';
import { checkPath, dayOf } from '../../core/policy/check-path.ts';
import { checkRules } from '../../core/policy/check-rules.ts';
import { error, type Finding } from '../../core/policy/finding.ts';
import { type Policy, TONES } from '../../core/policy/policy.ts';
import { nearest } from '../api/nearest.ts';
import { readPlaced, written } from '../api/problems.ts';
import { PolicyDocument } from './document.ts';
import { type Expanded, expand, isTone } from './expand.ts';
import { type Position, readSource } from './source.ts';
import { withCheckedWords } from './words.ts';

/** A finding at its place in the text. */
export type Remark = Pick<Finding, 'severity' | 'code' | 'message'> & Position & { readonly path: string };

export type ReadPolicy = {
  /** Absent where there is an error. */
  readonly policy?: Policy | undefined;
  readonly remarks: readonly Remark[];
};

export type Against = {
  /** The contact rules that are on for the creditor. */
  readonly rules?: readonly ContactRule[] | undefined;
};

export function readPolicyText(text: string, against: Against = {}): ReadPolicy {
  const source = readSource(text);
  if (!source.ok) {
    const { code, message, position } = source;
    return { remarks: [{ severity: 'error', code, path: '', message, ...position }] };
  }
  const { policy, findings } = readValue(source.value, against);
  const remarks = findings.map(({ at, ...rest }): Remark => ({ ...rest, path: written(at), ...source.positionOf(at) }));
  const ordered = remarks.sort((one, other) => one.line - other.line || one.column - other.column);
  const refused = ordered.some(({ severity }) => severity === 'error');
  return { policy: refused ? undefined : policy, remarks: ordered };
}

function readValue(value: unknown, against: Against): { policy?: Policy; findings: readonly Finding[] } {
  const read = readPlaced(PolicyDocument, value);
  if (!read.ok) return { findings: read.placed.map(({ at, message }) => error('form', at, message)) };
  const document = read.value;
  const expanded = expand(document);
  const { policy, findings: wrongWords } = withCheckedWords(expanded.policy);
  const findings = [
    ...goesBack(document),
    ...unknownTemplates(document),
    ...wrongWords,
    ...inDocument(expanded, [...checkPath(policy), ...checkRules(policy, against.rules ?? [])]),
  ];
  return { policy, findings };
}

/** Steps are counted in the document, where a repeated one stands once; what holds for each occurrence is said once. */
function inDocument({ origin }: Expanded, findings: readonly Finding[]): readonly Finding[] {
  const told = new Set<string>();
  return findings.flatMap((finding) => {
    const [root, index, ...rest] = finding.at;
    const at = root === 'steps' && typeof index === 'number' ? [root, origin[index] ?? index, ...rest] : finding.at;
    const name = `${finding.code} ${written(at)}`;
    if (told.has(name)) return [];
    told.add(name);
    return [{ ...finding, at }];
  });
}

function goesBack({ steps }: PolicyDocument): readonly Finding[] {
  const days = steps.map(({ at, unit }) => dayOf({ at: at.at, unit: unit ?? at.unit }));
  return steps.flatMap(({ id }, index) => {
    const [day = 0, before = day] = [days[index], days[index - 1]];
    return day < before
      ? [
          error(
            'goes-back',
            ['steps', index, 'at'],
            `expected "${id}" on or after the day of "${steps[index - 1]?.id}" above it, found it earlier: a path does not go back`,
          ),
        ]
      : [];
  });
}

function unknownTemplates({ steps, templates = {} }: PolicyDocument): readonly Finding[] {
  const own = Object.keys(templates);
  return steps.flatMap((step, index) => {
    if (step.action !== 'remind') return [];
    const { template, words } = step;
    const unknown = (field: string, found: string, known: readonly string[]): Finding => {
      const meant = nearest(found, known);
      const hint = meant ? `did you mean "${meant}"?` : `known are ${known.join(', ') || 'none'}`;
      return error('unknown-template', ['steps', index, field], `unknown template "${found}"; ${hint}`);
    };
    return [
      ...(isTone(template) || own.includes(template) ? [] : [unknown('template', template, [...TONES, ...own])]),
      ...(words === undefined || own.includes(words) ? [] : [unknown('words', words, own)]),
    ];
  });
}
