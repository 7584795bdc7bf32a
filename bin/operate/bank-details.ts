/** Bank details as typed on one line: `GBP:Demo Ltd|Sort code=00-00-00|Account number=12345678`. */
import type { BankDetails } from '../../core/contact/creditor.ts';
import { misused } from './operator-error.ts';

const SHAPE = "--bank 'GBP:Account name|Sort code=00-00-00|Account number=12345678'";

function readBank(text: string): readonly [string, BankDetails] {
  const colon = text.indexOf(':');
  const [accountName = '', ...parts] = text
    .slice(colon + 1)
    .split('|')
    .map((part) => part.trim());
  const lines = parts.map((part) => {
    const equals = part.indexOf('=');
    return { label: part.slice(0, Math.max(equals, 0)).trim(), value: part.slice(equals + 1).trim(), ok: equals > 0 };
  });
  if (colon < 1 || accountName === '' || lines.length === 0 || lines.some(({ ok, value }) => !ok || value === ''))
    throw misused(`expected ${SHAPE}, found --bank '${text}'`);
  return [text.slice(0, colon).trim(), { accountName, lines: lines.map(({ label, value }) => ({ label, value })) }];
}

/** By currency. */
export function readBanks(texts: readonly string[]): Record<string, BankDetails> {
  return Object.fromEntries(texts.map(readBank));
}

/** `GBP:5000.00` by currency; the amounts themselves are checked with the creditor. */
export function readAmounts(name: string, texts: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    texts.map((text): [string, string] => {
      const [currency = '', amount = '', ...rest] = text.split(':').map((part) => part.trim());
      if (currency === '' || amount === '' || rest.length > 0)
        throw misused(`expected --${name} GBP:5000.00, found --${name} ${text}`);
      return [currency, amount];
    }),
  );
}
