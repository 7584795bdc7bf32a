/** A debt lived only through e-mails: whatever finance says, it says by links in the mails that it gets. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Letter } from '../support/scenario/inbox.ts';
import type { Story } from '../support/scenario/story.ts';
import { openStage, type Stage } from '../support/scenario.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

const LINK = /https?:\/\/\S+\/v1\/links\/[\w.-]+/g;

/** The address behind some words of a mail, as its text shows it. */
function linkIn({ text }: Letter, label: string): string {
  const after = text.split(`${label}:`)[1]?.trim() ?? '';
  const [link] = after.match(LINK) ?? [];
  if (!link || !after.startsWith(link)) throw new Error(`expected a link "${label}" in the mail, found none`);
  return link;
}

/** What the scanner of a mailbox does before anybody reads the mail. */
async function scanned(mail: Letter): Promise<Letter> {
  for (const link of mail.text.match(LINK) ?? []) expect((await fetch(link)).status).toBe(200);
  return mail;
}

/** Reads the page, then presses its button. */
async function press(link: string, form: Record<string, string> = {}): Promise<string> {
  const page = await (await fetch(link)).text();
  expect(page).toContain('<form method="post">');
  for (const name of Object.keys(form)) expect(page).toContain(`name="${name}"`);
  const answer = await fetch(link, { method: 'POST', body: new URLSearchParams(form) });
  expect(answer.status).toBe(200);
  return answer.text();
}

const last = (letters: readonly Letter[]): Promise<Letter> => {
  const mail = letters.at(-1);
  if (!mail) throw new Error('expected a mail, found none');
  return scanned(mail);
};

describe('a debt lived only through e-mails', () => {
  const aDebt = async (): Promise<Story> => {
    const story = await stage.story({ begins: -10, reports: true });
    await story.push({ issuedOn: story.on(-10) });
    return story;
  };

  it('falls silent for a promise, goes on one step harsher when it is broken, and ends with an approved notice', async () => {
    const story = await aDebt();
    await story.goTo(10, '08:00');
    expect(story.sent()).toEqual(['day 3: friendly INV-1']);
    const report = await last(story.reports());
    const done = await press(linkIn(report, 'Promised'), { on: story.on(13), amount: '' });
    expect(done).toContain('The promise is recorded');

    await story.goTo(14, '23:00');
    expect(story.sent()).toEqual(['day 3: friendly INV-1']);

    await story.goTo(20);
    const firm = story.letters().at(-1);
    expect(story.sent().slice(1)).toEqual([expect.stringMatching(/^day \d+: firm INV-1$/)]);
    expect(firm?.day).toBeGreaterThan(14);

    await story.goTo(45, '10:40');
    const asked = await last(story.letters());
    expect(asked.what).toBe('approve');
    expect(asked.to).toEqual(['olive@seller.example']);
    await press(linkIn(asked, 'Approve the message'));

    await story.goTo(46);
    expect(story.letters().at(-1)).toMatchObject({ what: 'final', to: ['ap@acme.example'], day: 45 });

    await story.pay('1200.00');
    await story.goTo(75);
    expect(story.sent().slice(-1)).toEqual([expect.stringMatching(/: receipt INV-1$/)]);
    expect(await story.invoice()).toMatchObject({ closedAs: 'paid', balance: '0.00' });
    const whole = await story.timeline();
    expect(whole.whole).toBe(true);
  });

  it('is left in peace where nobody approves, and a link that was used does nothing more', async () => {
    const story = await aDebt();
    await story.goTo(45);
    const asked = await last(story.letters());
    const skip = linkIn(asked, 'Leave it out');
    await press(skip);
    const again = await fetch(skip, { method: 'POST' });
    expect([again.status, await again.text()]).toEqual([410, expect.stringContaining('used already')]);
    const late = await fetch(linkIn(asked, 'Approve the message'), { method: 'POST' });
    expect(late.status).toBe(409);
    await story.goTo(75);
    expect(story.sent().slice(-2)).toEqual(['day 45: approve INV-1', 'day 62: decide INV-1']);
  });
});
