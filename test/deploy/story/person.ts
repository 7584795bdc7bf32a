/** Sixth chapter: a case that no rule can help; the cause is mended and the case resumed as docs/runbook.md says. */
import { TasksAnswer } from '../../../contracts/api/tasks.ts';
import type { House } from '../stage/house.ts';
import { NEW_STEP } from '../stage/second-version.ts';
import { repository } from '../stage/stage.ts';
import { SECOND } from './cast.ts';
import type { Stopped } from './switches.ts';
import { lettersAbout, timelineOf } from './watching.ts';

/** The sender of the second creditor was never verified, so SES refuses its first message for good. */
export async function aPersonMendsIt(house: House, { second, secondRow }: Stopped): Promise<void> {
  const { seen, stage, deployed } = house;
  await seen.line({
    what: 'GET /v1/tasks: SES refused the sender, so a person is asked',
    expected: `person-needed for ${secondRow.invoiceNumber}, no letter`,
    seen: async () => {
      const { tasks } = await second.ask.get(TasksAnswer, '/v1/tasks');
      const letters = await lettersAbout(house, secondRow);
      const named = tasks.map(({ kind, invoiceNumber }) => `${kind} for ${invoiceNumber}`).join(', ');
      return `${named}, ${letters.length === 0 ? 'no letter' : `${letters.length} letters`}`;
    },
    within: 90,
  });
  await house.verifySender(`${SECOND}.example`);
  const resume = ['cases', 'resume', '--creditor', SECOND, '--invoice', secondRow.invoiceNumber];
  await seen.line({
    what: 'the sender is verified; npm run dunlin -- cases resume',
    expected: 'done',
    seen: () => stage.operator(repository, deployed, resume).then(() => 'done'),
  });
  await seen.line({
    what: 'the message leaves, once, as a step of the second version’s policy',
    expected: `1 letter, ${NEW_STEP}`,
    seen: async () => {
      const letters = await lettersAbout(house, secondRow);
      const { records } = await timelineOf(second, secondRow);
      const steps = records.filter(({ type }) => type === 'message.sent').map(({ data }) => data.stepId);
      return `${letters.length === 1 ? '1 letter' : `${letters.length} letters`}, ${steps.join()}`;
    },
    within: 60,
  });
  await seen.line({
    what: 'its timeline, from the refusal on',
    expected: 'message.released, person.asked, case.resumed, message.claimed, message.sent',
    seen: async () => {
      const { records } = await timelineOf(second, secondRow);
      const types = records.map(({ type }) => type);
      return types.slice(types.indexOf('message.released')).join(', ');
    },
    within: 30,
  });
}
