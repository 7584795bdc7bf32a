/** Writes core/calendar/holidays/table.ts from the package date-holidays: `node data/holidays/make.ts` (some two minutes). */
import { writeFileSync } from 'node:fs';
import { brotliCompressSync, constants } from 'node:zlib';
import { places, publicHolidays } from './days.ts';
import { encode } from './encode.ts';

/** The first year of the ledger that the demonstration replays, and ten years beyond today. */
const YEARS = { from: 2019, to: 2035 };
const years = Array.from({ length: YEARS.to - YEARS.from + 1 }, (_, at) => YEARS.from + at);

const nationwide = new Map<string, readonly string[]>();
const lines: string[] = [];
for (const { country, region } of places()) {
  const days = years.flatMap((year) => publicHolidays(country, region, year));
  const base = nationwide.get(country) ?? [];
  if (region === undefined) nationwide.set(country, days);
  const more = encode(
    days.filter((day) => !base.includes(day)),
    YEARS,
  );
  const fewer = encode(
    base.filter((day) => !days.includes(day)),
    YEARS,
  );
  const place = region === undefined ? country : `${country}-${region.toUpperCase()}`;
  if (more || fewer) lines.push(`${place} ${more}${fewer ? ` - ${fewer}` : ''}`);
}

const text = lines.join('\n');
const packed = brotliCompressSync(text, {
  params: {
    [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
    [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
  },
}).toString('base64');
writeFileSync(
  new URL('../../core/calendar/holidays/table.ts', import.meta.url),
  `/** Public holidays of ${nationwide.size} countries and their regions, ${YEARS.from} to ${YEARS.to}: made by data/holidays/make.ts, licence in data/holidays/NOTICE. */\n` +
    `export const YEARS = { from: ${YEARS.from}, to: ${YEARS.to} };\n` +
    `/** Lines of the form that data/holidays/encode.ts writes, in Brotli and base 64. */\n` +
    `export const PACKED =\n  '${packed}';\n`,
);
process.stdout.write(`${lines.length} places, ${text.length} characters, ${packed.length} packed\n`);
