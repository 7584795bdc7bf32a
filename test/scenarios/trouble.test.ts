import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Story } from '../support/scenario/story.ts';
import { openStage, type Stage } from '../support/scenario.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

async function aSmallInvoice(): Promise<Story> {
  const story = await stage.story({ begins: -10 });
  await story.push({ issuedOn: story.on(-10) });
  return story;
}

const friendly = 'day 3: friendly INV-1';
const typesOf = async (story: Story) => (await story.timeline()).records.map(({ type }) => type);
const endings = (story: Story) => story.executions().map(({ status, state }) => `${status} ${state}`);

/** From the next call of the operation on nothing reaches the table, until the function is tried again: it died there. */
function dieAt({ faults }: Story, service: string, operation: string): void {
  faults.before(service, operation, async () => {
    faults.order({ service: 'dynamodb', operation: 'TransactWriteItems', nth: 1, count: 1000, fault: 'fail-before' });
    faults.before('lambda', 'send-reminder', async () => faults.clear());
  });
}

describe('a mail provider', () => {
  it.each([
    { fault: 'timeout', left: [friendly] },
    { fault: 'fail-after', left: [friendly] },
    { fault: 'fail-before', left: [] },
  ] as const)('whose answer is lost ($fault) is never asked to send the same again', async ({ fault, left }) => {
    const story = await aSmallInvoice();
    story.faults.order({ service: 'ses', operation: 'SendEmail', nth: 1, count: 1, fault });
    await story.goTo(12);
    expect(story.sent()).toEqual([...left, 'day 10: second INV-1']);
    expect((await typesOf(story)).filter((type) => type.startsWith('message.'))).toEqual([
      ...['message.claimed', 'message.unknown', 'message.claimed', 'message.sent'],
    ]);
  });

  it('that asks to slow down is asked again a little later, and sends once', async () => {
    const story = await aSmallInvoice();
    story.faults.order({ service: 'ses', operation: 'SendEmail', nth: 1, count: 2, fault: 'throttle' });
    await story.goTo(4);
    expect(story.sent()).toEqual([friendly]);
    expect(await typesOf(story)).toEqual(expect.arrayContaining(['message.released', 'message.sent']));
  });

  it('that is out for hours makes no work for people: the step follows when it is back', async () => {
    const story = await aSmallInvoice();
    story.faults.order({ service: 'ses', operation: 'SendEmail', nth: 1, count: 20, fault: 'throttle' });
    await story.goTo(3, '20:00');
    expect(story.sent()).toEqual([]);
    await story.goTo(12);
    expect(story.sent()).toEqual(['day 6: friendly INV-1']);
    expect(await story.tasks()).toEqual([]);
  });

  it('that refuses a message has a person look, and the case goes on when it is resumed', async () => {
    const story = await aSmallInvoice();
    story.faults.order({ service: 'ses', operation: 'SendEmail', nth: 1, count: 1, fault: 'refuse' });
    await story.goTo(3);
    expect(story.sent()).toEqual(['day 3: person-needed INV-1']);
    expect(await story.tasks()).toMatchObject([{ kind: 'person-needed', owner: { email: 'olive@seller.example' } }]);
    expect((await story.invoice()).reason).toMatch(/person/);
    await story.goTo(6, '09:00');
    await story.resume();
    await story.goTo(6);
    expect(story.sent().slice(1)).toEqual(['day 6: friendly INV-1']);
  });

  it('whose refusal nobody looks at is asked again after a week', async () => {
    const story = await aSmallInvoice();
    story.faults.order({ service: 'ses', operation: 'SendEmail', nth: 1, count: 1, fault: 'refuse' });
    await story.goTo(14);
    expect(story.sent()).toEqual(['day 3: person-needed INV-1', 'day 10: friendly INV-1']);
  });
});

describe('a function that dies', () => {
  it('between claim and send leaves the step as unknown, and the path goes on with the next one', async () => {
    const story = await aSmallInvoice();
    dieAt(story, 's3', 'PutObject');
    story.faults.order({ service: 's3', operation: 'PutObject', nth: 1, count: 5, fault: 'fail-before' });
    await story.goTo(12);
    expect(story.sent()).toEqual(['day 10: second INV-1']);
    expect(await typesOf(story)).toContain('message.unknown');
  });

  it('between send and record has sent once', async () => {
    const story = await aSmallInvoice();
    dieAt(story, 'ses', 'SendEmail');
    await story.goTo(12);
    expect(story.sent()).toEqual([friendly, 'day 10: second INV-1']);
    expect(await typesOf(story)).toContain('message.unknown');
  });

  it('after all was recorded, so that only its answer is lost, has sent once', async () => {
    const story = await aSmallInvoice();
    for (const operation of ['send-reminder', 'open-task', 'evaluate-escalation'])
      story.faults.order({ service: 'lambda', operation, nth: 1, count: 2, fault: 'fail-after' });
    await story.goTo(62);
    expect(story.sent()).toEqual([
      ...[friendly, 'day 10: second INV-1', 'day 20: firm INV-1', 'day 30: call-again INV-1', 'day 45: approve INV-1'],
      'day 62: decide INV-1',
    ]);
  });
});

describe('an execution', () => {
  it('that is aborted comes back within its lease under the next run, and its token can do nothing more', async () => {
    const story = await aSmallInvoice();
    await story.goTo(5);
    const [first] = story.executions();
    const token = await story.field('taskToken');
    story.pipeline.services.states.stopExecution(first?.arn ?? '');
    await story.goTo(12);
    expect(endings(story)).toEqual(['ABORTED AwaitPaymentOrNextStep', 'RUNNING AwaitPaymentOrNextStep']);
    expect(() => story.pipeline.services.states.sendTaskSuccess(String(token), '{}')).toThrow(/Task/);
    await story.goTo(13);
    expect(story.sent()).toEqual([friendly, 'day 13: second INV-1']);
  });

  it('that was replaced ends without having done anything', async () => {
    const story = await aSmallInvoice();
    await story.goTo(9);
    for (const operation of ['evaluate-escalation', 'send-reminder'])
      story.faults.order({ service: 'lambda', operation, nth: 1, count: 10_000, fault: 'throttle' });
    await story.goTo(10, '20:00');
    expect(story.executions().length).toBeGreaterThan(1);
    story.faults.clear();
    await story.goTo(14);
    expect(story.sent()).toEqual([friendly, 'day 13: second INV-1']);
    const [last, ...replaced] = endings(story).reverse();
    expect(last).toBe('RUNNING AwaitPaymentOrNextStep');
    expect(new Set(replaced)).toEqual(new Set(['SUCCEEDED Superseded']));
  });

  it.each(['evaluate-escalation', 'send-reminder', 'open-task'])('of an older run is refused by %s', async (name) => {
    const story = await aSmallInvoice();
    await story.goTo(10, '09:00');
    const { caseId, cycle, run } = JSON.parse(story.executions()[0]?.input ?? '');
    const old = { caseId, cycle, run: run - 1, stepId: 'second' };
    expect(await story.pipeline.invoke(name, old)).toMatchObject({ ok: true, payload: { kind: 'superseded' } });
    expect(await story.pipeline.invoke(name, { ...old, run, cycle: cycle + 1 })).toMatchObject({
      payload: { kind: 'superseded' },
    });
    expect(story.sent()).toEqual([friendly]);
  });
});

describe('a sweep', () => {
  it('that did not run for days catches up with one step per case', async () => {
    const story = await aSmallInvoice();
    await story.push({ invoiceNumber: 'INV-2', issuedOn: story.on(-10), customer: { customerId: 'C-2' } });
    story.faults.order({
      service: 'lambda',
      operation: 'start-due-cases',
      nth: 1,
      count: 100_000,
      fault: 'fail-before',
    });
    await story.goTo(12);
    expect(story.sent()).toEqual([]);
    story.faults.clear();
    await story.goTo(19);
    expect(story.sent().sort()).toEqual(['day 13: friendly INV-1', 'day 13: friendly INV-2']);
    await story.goTo(20);
    expect(story.sent().slice(2).sort()).toEqual(['day 20: second INV-1', 'day 20: second INV-2']);
  });

  it('that is carried out twice at once starts each case once', async () => {
    const story = await aSmallInvoice();
    for (const operation of ['start-due-cases', 'StartExecution'])
      story.faults.order({
        service: operation === 'StartExecution' ? 'states' : 'lambda',
        operation,
        nth: 1,
        count: 3,
        fault: 'repeat',
      });
    await story.goTo(4);
    expect(story.sent()).toEqual([friendly]);
    expect(story.executions()).toHaveLength(1);
  });
});
