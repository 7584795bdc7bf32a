import { expect, it } from 'vitest';
import { durationMs } from '../../../local/control/duration.ts';

it.each([
  ['P30D', 30 * 86_400_000],
  ['PT6H', 6 * 3_600_000],
  ['P1W', 7 * 86_400_000],
  ['P1DT12H30M5S', 131_405_000],
  ['PT0S', 0],
])('%s is %i milliseconds', (text, ms) => {
  expect(durationMs(text)).toBe(ms);
});

it.each(['P', 'PT', 'P1M', 'P-1D', '1D', 'p1d', 'P1H', ''])('%s is refused', (text) => {
  expect(() => durationMs(text)).toThrow(`expected advanceBy to be a duration like P30D or PT6H, found ${text}`);
});
