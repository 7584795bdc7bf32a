/** Figures, moments and names as people read them. */

/** Where a page is read: the creditor's zone. */
export type Zone = string;

const isDecimal = (text: string): text is `${number}` => /^-?\d+(\.\d+)?$/.test(text);

/** A decimal string with its currency, exact to the last unit: "£1,200.00". */
export function money(amount: string, currency: string): string {
  if (!isDecimal(amount)) return `${amount} ${currency}`;
  const decimals = amount.split('.')[1]?.length ?? 0;
  const format = new Intl.NumberFormat('en-GB', {
    style: 'currency',
    currency,
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  });
  return format.format(amount);
}

/** "Tue, 3 Mar 2026, 10:14" on the clock of the zone. */
export function moment(instant: string, timeZone: Zone): string {
  return format(instant, timeZone, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  });
}

/** "3 Mar 2026, 10:14": where space is short. */
export function shortMoment(instant: string, timeZone: Zone): string {
  return format(instant, timeZone, {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  });
}

/** "Tue 10:14": beside a moment that gives the date. */
export function clockTime(instant: string, timeZone: Zone): string {
  return format(instant, timeZone, { hour: '2-digit', minute: '2-digit' });
}

function format(instant: string, timeZone: Zone, fields: Intl.DateTimeFormatOptions): string {
  const at = new Date(instant);
  if (Number.isNaN(at.getTime())) return instant;
  return new Intl.DateTimeFormat('en-GB', { ...fields, timeZone, hourCycle: 'h23' }).format(at);
}

/** "31 Jan 2026" for a calendar date. */
export function day(date: string): string {
  return format(`${date}T00:00:00Z`, 'UTC', { day: 'numeric', month: 'short', year: 'numeric' });
}

/** "Europe/London" as "London". */
export function placeOf(zone: Zone): string {
  return (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ');
}

const UNITS = [
  ['d', 86_400],
  ['h', 3600],
  ['min', 60],
  ['s', 1],
] as const;

/** How long something took, in its two largest units: "6 d 23 h". */
export function lasting(from: string, to: string): string {
  let seconds = Math.round((Date.parse(to) - Date.parse(from)) / 1000);
  if (!(seconds > 0)) return '';
  const parts: string[] = [];
  for (const [unit, size] of UNITS) {
    const count = Math.floor(seconds / size);
    seconds -= count * size;
    if (count > 0) parts.push(`${count} ${unit}`);
    else if (parts.length > 0) break;
  }
  return parts.slice(0, 2).join(' ');
}

/** "AwaitPaymentOrNextStep" as "Await payment or next step". */
export function stateWords(name: string): string {
  const words = name.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
  return sentence(words);
}

/** A code such as "in_payment_pipe" or "call-again" as words. */
export function codeWords(code: string): string {
  return sentence(code.replace(/[_.-]/g, ' '));
}

function sentence(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
