/** The scenes of finance's own desk: a link that is followed, a policy that is published, a statement that goes out. */
import { b2bStandard } from '../../core/policy/policy.ts';
import { invoices, type Scene } from './scenes.ts';

export const followed: Scene = {
  name: 'promised by a link in the mail about a call',
  letters: ['second', 'call', 'receipt'],
  of: ['follow-link'],
  options: { begins: 12 },
  async play(act) {
    await invoices(act, { total: '8000.00' });
    for (const day of [14, 15, 16, 17]) await act.goTo(day);
    await act.follows('call', 'They promised to pay', { on: act.story.on(24) });
    act.quiet.push({ from: act.now(), until: act.story.at(24) });
    await act.goTo(21);
    await act.pays('8000.00');
    await act.goTo(22);
  },
};

/** The new version asks a day after the due date already; with the old one the money would be there before the reminder. */
export const republished: Scene = {
  name: 'moved to a policy that was published on its way',
  letters: ['friendly', 'receipt'],
  of: ['publish-policy'],
  only: /^dynamodb\.(TransactWriteItems|Query|GetItem 5)/,
  options: { begins: -1 },
  async play(act) {
    await invoices(act);
    await act.goTo(0);
    const steps = b2bStandard.steps.map((step) => (step.id === 'friendly' ? { ...step, at: 1 } : step));
    await act.says('PUT', '/v1/policies/b2b-standard?inFlight=move-to-new', { ...b2bStandard, steps });
    await act.goTo(2, '07:00');
    await act.pays('1200.00');
    for (const day of [4, 6]) await act.goTo(day);
  },
};

/** Nothing is overdue, so that all the customer hears of is its account; the month's tenth is where the calendar has it. */
export const stated: Scene = {
  name: 'on the statement of its month',
  letters: ['statement'],
  of: ['send-statements'],
  only: /^(dynamodb\.(Put|Update|Delete|TransactWrite)|s3|ses)/,
  options: { begins: -1, creditor: { statementDay: 10 } },
  async play(act) {
    await invoices(act, { dueOn: act.story.on(60) });
    let tenth = 0;
    while (!act.story.on(tenth).endsWith('-10')) tenth++;
    for (const days of [0, 3, 6]) await act.goTo(tenth + days);
  },
};

export const deskScenes: readonly Scene[] = [followed, republished, stated];
