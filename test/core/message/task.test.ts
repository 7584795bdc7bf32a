/** A task mail tells a colleague what to do, why now, whom to reach and how to record it. */
import { describe, expect, it } from 'vitest';
import { renderTask } from '../../../core/message/task.ts';
import { aTaskView } from './a-view.ts';

describe('renderTask', () => {
  it.each([
    { kind: 'call', then: 'Please call Acme Ltd: invoice INV-0042, £1,200.00, 15 days overdue' },
    { kind: 'call-again', then: 'Please call again Acme Ltd: invoice INV-0042, £1,200.00, 15 days overdue' },
    { kind: 'decide', then: 'Please decide about Acme Ltd: invoice INV-0042, £1,200.00, 15 days overdue' },
    { kind: 'person-needed', then: 'Please look at Acme Ltd: invoice INV-0042, £1,200.00, 15 days overdue' },
  ] as const)('$kind says in its subject what to do and for whom', ({ kind, then }) => {
    expect(renderTask(aTaskView({ kind })).subject).toBe(then);
  });

  it('holds everything the colleague needs, in text and in HTML', () => {
    const { text, html } = renderTask(aTaskView());
    for (const part of [
      'Two reminders were not answered.',
      'Priya Shah',
      '+44 7700 900123',
      'ap@acme.example',
      'C-17',
      '3 Feb 2026, 10:12',
      'friendly reminder by e-mail, delivered',
      'A firm reminder goes out on 20 February 2026.',
      'https://api.example/v1/tasks/T-1/outcome',
    ]) {
      expect(text).toContain(part);
      expect(html).toContain(part);
    }
    expect(html).toContain('href="tel:+447700900123"');
  });

  it('quotes what it puts into a command line', () => {
    const actions = [
      { label: 'API', method: 'POST', url: "https://api.example/a'b; rm", body: `{"note":"it's 'ok'"}` },
    ];
    const { text } = renderTask(aTaskView({ actions }));
    expect(text).toContain(`'https://api.example/a'\\''b; rm'`);
    expect(text).toContain(`-d '{"note":"it'\\''s '\\''ok'\\''"}'`);
  });

  it('says so when nobody can be reached and nothing was sent', () => {
    const { text } = renderTask(aTaskView({ contacts: [], history: [] }));
    expect(text).toContain('No contact is known for this customer.');
    expect(text).toContain('Nothing has been sent for this invoice yet.');
  });
});
