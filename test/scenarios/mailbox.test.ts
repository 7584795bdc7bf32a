/** A debt lived only through e-mails: whatever finance says, it says by links in the mails that it gets. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Letter } from '../support/scenario/inbox.ts';
import { openStage, type Stage } from '../support/scenario.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

it('x', async () => {
  const story = await stage.story({ reports: true });
  await story.push({ total: '8000.00' });
  await story.goTo(4, '12:00');
  console.log(story.sent(), story.reports().at(-1)?.text);
  await story.goTo(15, '12:00');
  console.log(story.sent(), story.letters().at(-1)?.text);
  await story.goTo(46);
  console.log(story.sent(), story.letters().at(-1)?.text);
});
