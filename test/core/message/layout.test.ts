/** Whatever a template forgets, the frame still sends one clean subject line and only plain links. */
import { describe, expect, it } from 'vitest';
import type { Block } from '../../../core/message/document.ts';
import { renderEmail } from '../../../core/message/layout.ts';

const send = (subject: string, blocks: readonly Block[]) =>
  renderEmail({ subject, preheader: '', from: 'Estuary', title: 'Title', mood: 'calm', blocks, footer: [['Footer']] });

describe('renderEmail', () => {
  it('makes one line of the subject', () => {
    expect(send('Invoice\r\nBcc: a@b.example\u202e ', []).subject).toBe('Invoice  Bcc: a@b.example');
  });

  it('shows a link it does not trust as text', () => {
    const { html } = send('Subject', [
      { kind: 'paragraph', inlines: [{ label: 'here', href: 'javascript:alert(1)' }] },
      { kind: 'paragraph', inlines: [{ label: 'mail', href: 'mailto:a@b.example?bcc=c@d.example' }] },
      { kind: 'facts', facts: [{ label: 'Copy', value: 'Open', href: 'data:text/html,x' }] },
      { kind: 'button', label: 'Pay', href: 'javascript:alert(1)' },
    ]);
    expect(html).not.toContain('href=');
    expect(html).toContain('<bdi>here</bdi>');
  });

  it('escapes what every kind of block shows', () => {
    const text = '<b>&"';
    const cells = [
      { main: text, sub: text, strong: true },
      { main: text, sub: text },
    ];
    const { html } = send('Subject', [
      { kind: 'heading', text },
      { kind: 'subheading', text },
      { kind: 'note', inlines: [text, { data: text }, { strong: text }] },
      { kind: 'hero', label: text, value: text, caption: text },
      { kind: 'facts', facts: [{ label: text, value: text }] },
      { kind: 'button', label: text, href: 'https://pay.example' },
      { kind: 'list', items: [[text]] },
      { kind: 'table', columns: [{ label: text }, { label: text }], rows: [cells] },
      { kind: 'tiles', tiles: [{ label: text, lines: [text], note: text }] },
      { kind: 'code', lines: [text] },
    ]);
    expect(html).not.toContain('<b>');
    expect(html.split('&lt;b&gt;&amp;&quot;')).toHaveLength(1 + 22);
  });

  it('says in the text twin everything the HTML says', () => {
    const { text } = send('Subject', [
      { kind: 'tiles', tiles: [{ label: 'Open', lines: ['£1.00', '€2.00'], note: 'two currencies' }] },
      {
        kind: 'table',
        columns: [{ label: 'A' }, { label: 'B' }],
        rows: [[{ main: 'a', sub: 'below' }, { main: 'b' }]],
      },
      { kind: 'list', items: [['one'], [{ strong: 'two' }]] },
    ]);
    expect(text).toContain('Open: £1.00, €2.00 (two currencies)\n\n- a | b\n  below\n\n- one\n- two');
  });
});
