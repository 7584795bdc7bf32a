/**
 * Secrets are compared by `timingSafeEqual` alone: `===` stops at the first character that differs, and so tells how far a
 * guess was right (https://nodejs.org/api/crypto.html#cryptotimingsafeequala-b). Read off the code, for a clock cannot be
 * trusted to tell; `npm run bench -- --only comparisons` looks at the times.
 */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseAst } from 'vitest/node';
import { childrenOf, isNode, type Node, nameOf } from '../lib/privilege/syntax.ts';

const repository = join(import.meta.dirname, '../..');
const FOLDERS = ['adapters', 'contracts', 'core', 'functions'];

/** What a name has to say for its value to be worth guessing. */
const SECRET =
  /secret|signature|signing|hmac|authorization|password|apikey|bearer|token|credential|^(expected|given|key)$|hash|digest/i;
const COMPARING = new Set(['===', '!==', '==', '!=', '<', '>', '<=', '>=']);
const SEARCHING = /^(includes|indexOf|lastIndexOf|startsWith|endsWith|localeCompare|search|match|equals|compare)$/;

/** What is compared as usual, by file and text, with the reason why nobody learns a secret by it. */
const OPEN: Readonly<Record<string, string>> = {
  'functions/_shared/conversation.ts: person.digest === digest': 'both are of one number that was called',
  'functions/receive-payments/payment.ts: known.digest === draft.digest': 'the sender knows the content of both',
  'functions/receive-invoices/customers.ts: before?.digest !== after.digest': 'the sender knows the content of both',
  'core/case/accept-customer.ts: digest === known.digest': 'the sender knows the content of both',
  'core/case/accept.ts: digest === known.snapshot.digest': 'the sender knows the content of both',
  'core/audit/chain.ts: record.hash !== hash': 'who asks reads the hashes of the chain in the same answer',
  'core/audit/chain.ts: previous === head.hash': 'who asks reads the hashes of the chain in the same answer',
  'contracts/api/rows.ts: key !== list': 'the key of an object',
  'adapters/secrets/keeper.ts: old !== secret': 'on the operator’s own machine, both his',
  'adapters/dynamodb/load-case.ts: person.digest === digest': 'both are of one address that is written to',
  'core/contact/attempts.ts: person.digest === digest': 'both are of one address that is written to',
  'core/link/link.ts: addressDigest(addressKey, address) === recipient':
    'the signature over the recipient holds already',
  'core/link/sign.ts: token.length > MAX_TOKEN': 'who sends a token knows how long it is',
};

type Found = { readonly file: string; readonly text: string };

/** The last name of `a.b.c`, and that of `a.b()`. */
function lastName(node: unknown): string {
  if (!isNode(node)) return '';
  if (node.type === 'MemberExpression') return nameOf(node.property) ?? '';
  if (node.type === 'CallExpression' || node.type === 'ChainExpression')
    return lastName(node.callee ?? node.expression);
  return nameOf(node) ?? '';
}

/** Whether there is a value at all, or of which kind, is no secret. */
const isPlain = (node: unknown): boolean =>
  isNode(node) &&
  (node.type === 'Literal' ||
    node.type === 'TemplateLiteral' ||
    (node.type === 'UnaryExpression' && node.operator === 'typeof') ||
    nameOf(node) === 'undefined');

function comparesSecret(node: Node): boolean {
  if (node.type === 'BinaryExpression' && COMPARING.has(String(node.operator)))
    return (
      [node.left, node.right].some((side) => SECRET.test(lastName(side))) && ![node.left, node.right].some(isPlain)
    );
  if (node.type !== 'CallExpression' || !isNode(node.callee)) return false;
  if (!SEARCHING.test(lastName(node.callee))) return false;
  const given = Array.isArray(node.arguments) ? node.arguments : [];
  return [node.callee.object, ...given].some((part) => SECRET.test(lastName(part))) && !given.every(isPlain);
}

function comparisonsIn(file: string): readonly Found[] {
  const code = readFileSync(join(repository, file), 'utf8');
  const found: Found[] = [];
  const look = (node: Node): void => {
    const { start, end } = node;
    if (comparesSecret(node)) found.push({ file, text: code.slice(start, Number(end)).replace(/\s+/g, ' ') });
    for (const child of childrenOf(node)) look(child);
  };
  const program: unknown = parseAst(code, { lang: 'ts' });
  if (isNode(program)) look(program);
  return found;
}

const files = globSync(
  FOLDERS.map((folder) => `${folder}/**/*.ts`),
  { cwd: repository },
);
const found = files.flatMap(comparisonsIn);
const named = (one: Found): string => `${one.file}: ${one.text}`;

describe('comparisons of secrets', () => {
  it('are looked for in every file that a function may run', () => {
    expect(files.length).toBeGreaterThan(150);
    expect(files).toContain('adapters/stripe/signature.ts');
  });

  it('are made in constant time, or stand here with the reason why they need not be', () => {
    expect(found.map(named).filter((text) => !(text in OPEN))).toEqual([]);
  });

  it('stand here only while they are in the code', () => {
    expect(Object.keys(OPEN).filter((text) => !found.map(named).includes(text))).toEqual([]);
  });

  it('of a signature go through timingSafeEqual', () => {
    const code = readFileSync(join(repository, 'adapters/stripe/signature.ts'), 'utf8');
    expect(code.match(/timingSafeEqual\(/g)).toHaveLength(1);
  });
});
