/** Whatever is owed in whatever currency, each figure of a request stands in the HTML and in its text twin, in two languages. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { askedSums } from '../../../core/message/asked.ts';
import { clean, escapeHtml } from '../../../core/message/clean.ts';
import { renderConsolidated } from '../../../core/message/consolidated.ts';
import { formatDate, formatMoney } from '../../../core/message/figures.ts';
import { smsSegments } from '../../../core/message/gsm.ts';
import { LANGUAGES } from '../../../core/message/language.ts';
import { renderConsolidatedSms } from '../../../core/message/sms.ts';
import { APART_REASONS, type AskedView, type ConsolidatedView } from '../../../core/message/views.ts';
import { TONES } from '../../../core/policy/policy.ts';
import { aBank, aConsolidatedView, anAskedView } from './a-view.ts';

const currency = fc.constantFrom('GBP', 'EUR', 'JPY', 'KWD');
const number = fc.oneof(
  fc.string({ unit: 'binary', minLength: 1, maxLength: 30 }).filter((text) => clean(text).trim() !== ''),
  fc.constantFrom('INV-1', '<b>1</b>', 'חשבונית 17', '**R**', '# 1', '[[from]]', '{{ asked }}', '\ue0000\ue001'),
);
const day = fc.integer({ min: 1, max: 28 }).map((of) => `2026-01-${String(of).padStart(2, '0')}`);

const item = fc
  .record({
    number,
    currency,
    total: fc.integer({ min: 1, max: 1e9 }),
    asked: fc.double({ min: 0.1, max: 1 }),
    dueOn: day,
  })
  .map(({ number: text, currency: code, total, asked, dueOn }): AskedView => {
    const money = (minor: number) => ({ minor: Math.max(1, Math.floor(minor)), currency: code });
    return anAskedView({ number: text, total: money(total), owed: money(total), asked: money(total * asked), dueOn });
  });

const view = fc
  .record({
    language: fc.constantFrom(...LANGUAGES),
    tone: fc.constantFrom(...TONES),
    items: fc.array(item, { minLength: 1, maxLength: 9 }),
    apart: fc.array(fc.record({ item, reason: fc.constantFrom(...APART_REASONS) }), { maxLength: 3 }),
    payBy: fc.option(day, { nil: undefined }),
    withBank: fc.boolean(),
  })
  .map(({ language, tone, items: [first = anAskedView(), ...others], apart, payBy, withBank }): ConsolidatedView => {
    const left = apart.map(({ item: { owed, number: text, dueOn }, reason }) => ({
      owed,
      number: text,
      dueOn,
      reason,
    }));
    const howToPay = withBank ? { EUR: { bank: aBank }, GBP: { bank: aBank } } : {};
    const locale = language === 'de' ? 'de-DE' : 'en-GB';
    return aConsolidatedView({ language, locale, tone, items: [first, ...others], apart: left, payBy, howToPay });
  });

describe('a request', () => {
  it('shows each number, day and sum asked for, and each sum that is not', () => {
    fc.assert(
      fc.property(view, (given) => {
        const { html, text } = renderConsolidated(given);
        const { locale, items, apart, payBy } = given;
        const single = items.length === 1;
        const figures = [
          ...items.flatMap(({ asked, dueOn }) => [
            formatMoney(asked, locale),
            formatDate(dueOn, locale, single ? 'long' : 'short'),
          ]),
          ...apart.map(({ owed }) => formatMoney(owed, locale)),
          ...askedSums(given).map((sum) => formatMoney(sum, locale)),
          ...(payBy ? [formatDate(payBy, locale)] : []),
        ];
        for (const figure of figures) {
          expect(text).toContain(figure);
          expect(html).toContain(escapeHtml(figure));
        }
        for (const each of [...items, ...apart]) {
          expect(html).toContain(escapeHtml(each.number));
          expect(text).toContain(clean(each.number));
        }
      }),
    );
  });

  it('says in its subject how much is asked for, unless nothing is', () => {
    fc.assert(
      fc.property(view, (given) => {
        fc.pre(given.tone !== 'check-in');
        const { subject } = renderConsolidated(given);
        for (const sum of askedSums(given)) expect(subject).toContain(formatMoney(sum, given.locale));
        if (given.items.length > 1) expect(subject).toContain(String(given.items.length));
      }),
    );
  });

  it('asks once, in words, for what the tables add up to', () => {
    const items = [anAskedView(), anAskedView({ number: 'B' })] as const;
    const { text } = renderConsolidated(aConsolidatedView({ items, tone: 'firm' }));
    expect(text.match(/please pay/gi)).toHaveLength(1);
  });

  it('is drawn alike whatever its numbers hold', () => {
    const skeleton = (text: string) => {
      const items = [anAskedView({ number: text }), anAskedView({ number: 'B' })] as const;
      return renderConsolidated(aConsolidatedView({ items })).html.match(/<[!/a-z][^>]*>/gi);
    };
    const plain = skeleton('INV-1');
    fc.assert(
      fc.property(number, (text) => {
        expect(skeleton(text)).toEqual(plain);
      }),
    );
  });
});

describe('a long request', () => {
  it('about 300 invoices stays below what Gmail shows whole, links and two currencies included', () => {
    const items = Array.from({ length: 80 }, (_, at) => {
      const asked = { minor: 123_456_789 + at, currency: at % 3 === 0 ? 'EUR' : 'GBP' };
      const paymentUrl = `https://pay.example/invoices/2026/${'a'.repeat(60)}/${at}`;
      return anAskedView({
        number: `INV-2026-000${at}`,
        purchaseOrder: `PO-998877${at}`,
        asked,
        total: asked,
        paymentUrl,
      });
    });
    const [first = anAskedView(), ...others] = items;
    const sums = [
      { minor: 1, currency: 'GBP' },
      { minor: 2, currency: 'EUR' },
    ];
    const rest = { count: 220, sums, asOf: '2026-03-01T10:00:00Z', zone: 'Europe/Berlin', fileName: 'open.csv' };
    for (const language of LANGUAGES) {
      const given = aConsolidatedView({
        language,
        items: [first, ...others],
        rest,
        howToPay: { EUR: { bank: aBank } },
      });
      const { html, text } = renderConsolidated(given);
      expect(Buffer.byteLength(html)).toBeLessThan(100_000);
      expect(text).toContain('open.csv');
      for (const each of items) expect(html).toContain(each.number);
    }
  });
});

describe('what differs by language', () => {
  it('is written in German throughout', () => {
    const { subject, text, html } = renderConsolidated(
      aConsolidatedView({
        language: 'de',
        locale: 'de-DE',
        tone: 'final',
        payBy: '2026-04-02',
        lastRemindedOn: '2026-03-01',
      }),
    );
    expect(subject).toBe('Letzte Zahlungserinnerung: Rechnung INV-0042, 1.200,00\u00a0£, bitte bis 2. April 2026');
    expect(text.replaceAll(/https:\S+/g, '')).not.toMatch(/\b(the|please|pay|invoice|overdue|you)\b/i);
    expect(html).toContain('<html lang="de"');
  });

  it('counts text messages alike, and keeps their links whole', () => {
    fc.assert(
      fc.property(view, fc.webUrl(), (given, url) => {
        const [first, ...others] = given.items;
        const howToPay = { [first.asked.currency]: { paymentUrl: url } };
        const { text, segments, encoding } = renderConsolidatedSms({ ...given, items: [first, ...others], howToPay });
        expect(segments).toBe(smsSegments(text));
        expect(segments).toBeLessThanOrEqual(2);
        expect(['GSM-7', 'UCS-2']).toContain(encoding);
        const [link] = /https?:\S*/.exec(text.replaceAll(first.number, '')) ?? [url];
        expect(link).toBe(url);
      }),
    );
  });

  it('writes a German text message in GSM-7', () => {
    const items = [anAskedView(), anAskedView({ number: 'B', asked: { minor: 77700, currency: 'EUR' } })] as const;
    const given = aConsolidatedView({ language: 'de', locale: 'de-DE', items });
    expect(renderConsolidatedSms({ ...given, optOutHint: 'Keine SMS mehr: mit STOP antworten.' })).toEqual({
      text: 'Estuary Supplies: 1.200,00 GBP und 777,00 EUR offen auf 2 Rechnungen, die erste fällig 31. Jan. 2026. Zahlung oder Fragen: +44 1227 490000 Schon bezahlt? Dann bitte ignorieren. Keine SMS mehr: mit STOP antworten.',
      segments: 2,
      encoding: 'GSM-7',
    });
  });
});
