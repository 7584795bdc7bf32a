/** Whatever customers, owners and creditors are called, a message keeps its shape: the names are shown, never obeyed. */
import { describe, expect, it } from 'vitest';
import { renderConsolidated } from '../../core/message/consolidated.ts';
import type { RenderedEmail } from '../../core/message/document.ts';
import { renderReceipt } from '../../core/message/receipt.ts';
import { renderTask } from '../../core/message/task.ts';
import { renderReport } from '../../core/report/render/report.ts';
import {
  aBank,
  aConsolidatedView,
  anAskedView,
  aReceiptView,
  aReminderView,
  aTaskView,
  renderReminder,
  renderSmsReminder,
} from '../core/message/a-view.ts';
import { aFullReport } from '../core/report/render/a-report.ts';
import { HEADERS, MARKUP, TEMPLATES } from './payloads.ts';

/** Members that no text from outside reaches: codes, dates, currencies; and addresses, which have tests of their own. */
const CODES =
  /^(locale|language|reason|tone|zone|kind|channel|status|bucket|currency|email|phone|method|url|.*(On|At|Url)|date|since|from|to|address)$/;

/** The same view with every other text replaced. */
function saying<T>(view: T, text: string): T {
  const changed: T = JSON.parse(JSON.stringify(view), (key, value: unknown) =>
    typeof value === 'string' && !CODES.test(key) ? text : value,
  );
  return changed;
}

const howToPay = { paymentUrl: 'https://pay.example/i/42', bank: aBank, reference: 'INV-0042' };
const reminder = aReminderView({ howToPay, copiedTo: 'Olive Owner' });
const several = aConsolidatedView({
  items: [anAskedView({ purchaseOrder: 'PO-1' }), anAskedView({ paymentUrl: 'https://pay.example/i/43' })],
  apart: [{ number: 'INV-0044', owed: { minor: 1, currency: 'GBP' }, dueOn: '2026-01-02', reason: 'disputed' }],
  rest: {
    ...{ count: 2, sums: [{ minor: 1, currency: 'GBP' }], asOf: '2026-03-01T10:00:00Z', zone: 'Europe/London' },
    fileName: 'open-invoices.csv',
  },
  howToPay: { GBP: { bank: aBank } },
});
const report = aFullReport();

const MESSAGES: readonly { readonly what: string; readonly render: (text: string) => RenderedEmail }[] = [
  ...(['check-in', 'friendly', 'second', 'firm'] as const).map((template) => ({
    what: `the ${template} reminder`,
    render: (text: string) => renderReminder(template, saying(reminder, text)),
  })),
  ...(['en', 'de'] as const).map((language) => ({
    what: `the request for several invoices (${language})`,
    render: (text: string) => renderConsolidated({ ...saying(several, text), language, tone: 'final' }),
  })),
  { what: 'the receipt', render: (text) => renderReceipt(saying(aReceiptView({ howToPay }), text)) },
  { what: 'the mail of a task', render: (text) => renderTask(saying(aTaskView({ outcomes: ['done'] }), text)) },
  { what: 'the report', render: (text) => renderReport(saying(report, text)) },
];

/** Tags with their attributes, one after the other: what a mail program builds its page from. */
const skeletonOf = (html: string): readonly string[] => html.match(/<[!/a-z][^>]*>/gi) ?? [];

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };
const shownBy = (html: string): string =>
  html.replace(/<[^>]*>/g, '').replace(/&(amp|lt|gt|quot|#39);/g, (entity, name: string) => ENTITIES[name] ?? entity);

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for.
const BREAKS = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/;

describe.each(MESSAGES)('$what', ({ render }) => {
  const plain = render('Acme Ltd');

  it.each([...MARKUP, ...HEADERS, ...TEMPLATES])('is built alike with a name such as %j', (text) => {
    const { html, subject } = render(text);
    expect(skeletonOf(html)).toEqual(skeletonOf(plain.html));
    expect(subject).not.toMatch(BREAKS);
  });

  it.each([...TEMPLATES])('shows %j as it stands, and works nothing out', (text) => {
    const { html } = render(text);
    expect(shownBy(html)).toContain(text);
    expect(html).not.toContain('>49<');
  });

  it.each([...MARKUP, ...HEADERS])('has nothing in its text but lines of text with %j', (name) => {
    expect(render(name).text.replaceAll('\n', ' ')).not.toMatch(BREAKS);
  });
});

describe('links', () => {
  it.each([
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    ' data:text/html,<script>alert(1)</script>',
    'https://pay.example/"onclick="alert(1)',
    'https://pay.example/\u202e',
    'vbscript:x',
    'javascript://pay.example/%0aalert(1)',
    'ftp://pay.example/x',
    '//evil.example',
    'https://pay.example\r\nX: y',
  ])('never lead to %j', (url) => {
    const view = aReminderView({ howToPay: { ...howToPay, paymentUrl: url } });
    const { html } = renderReminder('friendly', { ...view, invoice: { ...view.invoice, documentUrl: url } });
    const targets = [...html.matchAll(/href="([^"]*)"/g)].map(([, target = '']) => target);
    expect(
      targets.filter((target) => !/^(https:\/\/(?!.*onclick)|mailto:jo@estuary\.example$|tel:\+\d+$)/.test(target)),
    ).toEqual([]);
    expect(targets.filter((target) => /evil|onclick/.test(target))).toEqual([]);
  });

  it.each(['a@b.example?bcc=x@evil.example', 'a@b.example"><b>', 'a b@c.example', 'a@b.example&body=x'])(
    'write to nobody else by way of %j',
    (email) => {
      const { html } = renderReminder('friendly', aReminderView({ contact: { name: 'Jo', email } }));
      expect(html).not.toContain('href="mailto:');
    },
  );
});

describe('a text message', () => {
  it.each([...MARKUP, ...HEADERS, ...TEMPLATES])('stays one line of plain text with %j', (name) => {
    expect(renderSmsReminder(saying(reminder, name)).text).not.toMatch(BREAKS);
  });
});
