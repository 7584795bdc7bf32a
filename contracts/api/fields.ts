/** The fields that rows are made of; each says what it expects, and shows what it found only where that cannot be personal. */
import * as z from 'zod';
import { isDate, isZone } from '../../core/calendar/dates.ts';
import { isCurrency } from '../../core/money/currency.ts';
import { kindOf, shown } from './problems.ts';

type Wanted = {
  readonly expected: string;
  readonly test: (text: string) => boolean;
  /** Whether the value may be personal; then only its kind is named. */
  readonly secret?: boolean;
};

/** A text that passes a test, with a sentence for every other value. */
function text({ expected, test, secret = false }: Wanted) {
  const error = ({ input }: { readonly input?: unknown }): string =>
    `expected ${expected}, found ${secret ? kindOf(input) : shown(input)}`;
  return z.string({ error }).refine(test, { error });
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for.
const hasControls = (value: string): boolean => /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/.test(value);

/** No control characters (they would break mail headers) and no halves of characters (they cannot be written to a URL). */
const isPlain = (value: string, max: number): boolean =>
  value.length >= 1 && value.length <= max && !hasControls(value) && value.isWellFormed();

/** As a pattern of the API's document tells it. */
const CONTROLS = '\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029';

export function line(max: number) {
  return text({
    expected: `a text of 1 to ${max} characters without control characters`,
    test: (value) => isPlain(value, max),
    secret: true,
  }).meta({ minLength: 1, maxLength: max, pattern: `^[^${CONTROLS}]+$` });
}

/** A text that may have several lines. */
export function prose(max: number) {
  return text({
    expected: `a text of 1 to ${max} characters`,
    test: (value) => isPlain(value.replace(/[\n\r\t]/g, ' '), max),
    secret: true,
  }).meta({
    minLength: 1,
    maxLength: max,
    pattern: '^[^\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f-\\u009f\\u2028\\u2029]+$',
  });
}

export const Id = line(200);

export const Currency = text({
  expected: 'an ISO 4217 currency code such as "GBP"',
  test: isCurrency,
}).meta({ pattern: '^[A-Z]{3}$', description: 'ISO 4217 currency code' });

/**
 * The table keeps numbers of 1e-130 to 9.99e125 and refuses the whole write for any other
 * (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html); the SDK's `marshall` writes none
 * beyond the safe integers, whose last digits JavaScript has lost already.
 */
const [SMALLEST, LARGEST] = [1e-100, Number.MAX_SAFE_INTEGER];

export const Figure = z
  .number()
  .min(-LARGEST)
  .max(LARGEST)
  .refine((value) => value === 0 || Math.abs(value) >= SMALLEST, {
    error: `expected 0 or a number that differs from it by ${SMALLEST} at least, found one nearer to it`,
  });

const DECIMAL = /^\d{1,15}(\.\d{1,9})?$/;

/** A decimal string without a sign; how many decimals are allowed depends on the currency and is checked with it. */
function amount(negative: string) {
  const error = ({ input }: { readonly input?: unknown }): string => {
    const expected = 'expected a decimal string such as "1234.50"';
    if (typeof input === 'number')
      return `${expected}, found a JSON number; numbers lose cents on the way, so send text`;
    if (typeof input === 'string' && /^-\d/.test(input)) return `${expected}, found a negative amount; ${negative}`;
    return `${expected}, found ${shown(input)}`;
  };
  return z.string({ error }).refine((value) => DECIMAL.test(value), { error });
}

const pattern = '^\\d{1,15}(\\.\\d{1,9})?$';

export const Amount = amount('what is owed to the customer is an invoice of type "credit_note"').meta({
  pattern,
  description: 'Decimal string in the major unit, zero or more',
});

export const PaidAmount = amount('money that went back is a payment of kind "refund" or "chargeback"').meta({
  pattern,
  description: 'Decimal string in the major unit, above zero',
});

/** Dates far away are refused, for they are "never" or "unknown" in disguise and no calendar reaches them. */
const isPlausible = (value: string): boolean => value >= '1900-01-01' && value <= '2199-12-31' && isDate(value);

const PLAUSIBLE = '^(19|20|21)';

export const CalendarDate = text({
  expected: 'a calendar date such as "2026-01-31", between 1900 and 2199',
  test: isPlausible,
}).meta({ format: 'date', pattern: PLAUSIBLE });

const INSTANT = /^(\d{4}-\d{2}-\d{2})T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/;

function isInstant(value: string): boolean {
  const date = INSTANT.exec(value)?.[1];
  return date !== undefined && isPlausible(date) && !Number.isNaN(Date.parse(value));
}

/** With any offset; kept in UTC with milliseconds, so that instants sort as text. */
export const InstantField = text({
  expected: 'an instant with its zone such as "2026-02-01T05:59:00Z"',
  test: isInstant,
})
  .meta({ format: 'date-time', pattern: PLAUSIBLE })
  .transform((value) => new Date(value).toISOString());

/** A date means through that day on the customer's clock; an instant means exactly that. */
export const Until = text({
  expected: 'a date such as "2026-01-31" or an instant such as "2026-02-01T05:59:00Z"',
  test: (value) => isPlausible(value) || isInstant(value),
})
  .meta({
    description: 'A date (through that day) or an instant',
    anyOf: [{ format: 'date' }, { format: 'date-time' }],
    pattern: PLAUSIBLE,
  })
  .transform((value) => (isDate(value) ? value : new Date(value).toISOString()));

const EMAIL = /^[^\s@,;:<>()[\]\\"]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z0-9-]{2,}$/;

/** ASCII only, for the mail service carries no other; an international domain comes in its xn-- form. */
const isEmail = (value: string): boolean => value.length <= 254 && /^[\x21-\x7e]+$/.test(value) && EMAIL.test(value);

export const Email = text({
  expected: 'one e-mail address such as "ap@acme.example"',
  test: isEmail,
  secret: true,
}).meta({ format: 'email', maxLength: 254 });

export const Mobile = text({
  expected: 'a mobile number in E.164 form: "+" and 7 to 15 digits, such as "+447700900123"',
  test: (value) => /^\+[1-9]\d{6,14}$/.test(value),
  secret: true,
}).meta({ pattern: '^\\+[1-9]\\d{6,14}$' });

/** As people write numbers; whether it is one is known once the country is. */
export const Phone = text({
  expected: 'a phone number such as "+447700900123", or as it is dialled in the customer\'s country',
  test: (value) => /^\+?[\d ()./-]{4,30}$/.test(value),
  secret: true,
}).meta({ pattern: '^\\+?[\\d ()./-]{4,30}$' });

export const Zone = text({
  expected: 'an IANA time zone such as "Europe/London"',
  test: (value) => /^[A-Za-z]/.test(value) && isZone(value),
});

function isLocale(value: string): boolean {
  try {
    return /^[A-Za-z]{2,3}(-|$)/.test(value) && Intl.getCanonicalLocales(value).length === 1;
  } catch {
    return false;
  }
}

export const Locale = text({
  expected: 'a BCP 47 locale such as "en-GB"',
  test: isLocale,
}).transform((value) => Intl.getCanonicalLocales(value)[0] ?? value);

export const Country = text({
  expected: 'an ISO 3166 country code of two capitals such as "GB" (which is also the United Kingdom\'s)',
  test: (value) => /^[A-Z]{2}$/.test(value) && value !== 'UK',
}).meta({ pattern: '^[A-Z]{2}$' });

export const Region = text({
  expected: 'an ISO 3166-2 subdivision such as "GB-SCT" or "US-CA"',
  test: (value) => /^[A-Z]{2}-[A-Z0-9]{1,3}$/.test(value),
}).meta({ pattern: '^[A-Z]{2}-[A-Z0-9]{1,3}$' });

function isHttps(value: string): boolean {
  const url = URL.parse(value);
  return (
    value.length <= 2048 && isPlain(value, 2048) && !/\s/.test(value) && url?.protocol === 'https:' && !url.username
  );
}

export const HttpsUrl = text({
  expected: 'an https:// address of at most 2048 characters',
  test: isHttps,
  secret: true,
}).meta({ format: 'uri', maxLength: 2048 });

export const Tags = z.array(line(100)).max(50);
