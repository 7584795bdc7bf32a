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
