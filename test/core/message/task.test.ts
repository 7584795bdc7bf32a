/** A task mail tells a colleague what to do, why now, whom to reach and how to record it. */
import { describe, expect, it } from 'vitest';
import { TaskOutcome } from '../../../contracts/api/tasks.ts';
import { TASK_NAMES } from '../../../core/contact/touch.ts';
import { LINK_ACTIONS } from '../../../core/link/link.ts';
import { renderTask } from '../../../core/message/task.ts';
import { taskLinks } from '../../../core/message/task-links.ts';
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

describe('the links of a task mail', () => {
  const links = {
    main: { label: 'Approve the message', href: 'https://api.example/v1/links/one' },
    others: [{ label: 'Leave it out', href: 'https://api.example/v1/links/two' }],
  };

  it('stand before the request for programs, as a button and a list, in text and in HTML', () => {
    const { text, html } = renderTask(aTaskView({ kind: 'approve', links }));
    for (const part of ['Approve the message', 'Leave it out', links.main.href, links.others[0]?.href ?? '']) {
      expect(text).toContain(part);
      expect(html).toContain(part);
    }
    expect(text.indexOf(links.main.href)).toBeLessThan(text.indexOf('curl'));
    expect(text).toContain('Nothing changes by opening it.');
  });

  it('come with what would be sent', () => {
    const { text } = renderTask(
      aTaskView({ kind: 'approve', links, wouldSend: [{ label: 'To', value: 'ap@acme.example' }] }),
    );
    expect(text).toMatch(/what would be sent/i);
  });

  it.each(TASK_NAMES)('of the kind %s hold one button, and answers that the API knows', (kind) => {
    const { main, others } = taskLinks({ kind, taskId: 'T-1', invoiceId: 'INV-1', stepId: 'final' }, 2);
    expect(LINK_ACTIONS).toEqual(expect.arrayContaining([main, ...others].map(({ action }) => action)));
    for (const { target } of [main, ...others]) if (target.outcome !== undefined) TaskOutcome.parse(target.outcome);
  });

  it('of an approval are bound to its step and cycle', () => {
    const { main } = taskLinks({ kind: 'approve', taskId: 'T-1', invoiceId: 'INV-1', stepId: 'final' }, 2);
    expect(main).toMatchObject({ action: 'approve', target: { invoiceId: 'INV-1', stepId: 'final', cycle: 2 } });
  });
});
