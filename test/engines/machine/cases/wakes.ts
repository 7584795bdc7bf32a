/** Wakes: in time, too late, twice, by a stale or a strange token, and every race with the write and with the time. */
import { closedToken, closedTokenFailing, outputNoJson, strangeToken } from '../known-differences.ts';
import { type Case, rest, wait } from '../script.ts';
import { decide, fork, outage, park, remind, toTheEnd } from './states.ts';

export const wakes: readonly Case[] = [
  {
    name: 'is woken by a payment before its time',
    answers: { EvaluateEscalation: [rest] },
    async drive(run) {
      await run.wake(await run.parked(), '{"changed":"payment"}');
      await run.ended();
    },
    path: [decide, fork, park, ...toTheEnd],
  },
  {
    name: 'is woken after its time: the wake comes too late and the step goes out once',
    answers: { EvaluateEscalation: [wait()], SendReminder: [rest] },
    async drive(run) {
      const token = await run.parked();
      await run.parked(2);
      await run.wake(token);
      await run.wake(await run.parked(2));
      await run.ended();
    },
    path: [decide, fork, park, fork, remind, park, ...toTheEnd],
    known: [closedToken],
  },
  {
    name: 'is woken twice with the same token: the second is too late',
    answers: { EvaluateEscalation: [rest, rest] },
    async drive(run) {
      const token = await run.parked();
      await run.wake(token);
      await run.parked(2);
      await run.wake(token);
      await run.wake(await run.parked(2));
      await run.ended();
    },
    path: [decide, fork, park, decide, fork, park, ...toTheEnd],
    known: [closedToken],
  },
  {
    name: 'is woken before the write of its token was answered',
    answers: { EvaluateEscalation: [rest] },
    table: [{ kind: 'holds', gate: 'answer' }],
    async drive(run) {
      await run.wake(await run.parked());
      run.release('answer');
      await run.ended();
    },
    path: [decide, fork, park, ...toTheEnd],
  },
  {
    name: 'loses the answer of its write: it waits an hour, and its token has no power',
    answers: { EvaluateEscalation: [rest] },
    table: [{ kind: 'loses', error: 'DynamoDb.SdkClientException' }],
    async drive(run) {
      const token = await run.parked();
      await run.ended();
      await run.wake(token);
    },
    path: [decide, fork, park, outage, ...toTheEnd],
    known: [closedToken],
  },
  {
    name: 'is throttled after its write took effect: it writes again and is woken',
    answers: { EvaluateEscalation: [rest] },
    table: [{ kind: 'loses', error: 'DynamoDb.InternalServerErrorException' }],
    async drive(run) {
      await run.wake(await run.parked(2));
      await run.ended();
    },
    path: [decide, fork, park, ...toTheEnd],
  },
  {
    name: 'is not woken by a token that nobody gave out',
    answers: { EvaluateEscalation: [rest] },
    async drive(run) {
      const token = await run.parked();
      await run.wake('a-token-of-nobody');
      await run.wake(token);
      await run.ended();
    },
    path: [decide, fork, park, ...toTheEnd],
    known: [strangeToken],
  },
  {
    name: 'is not woken by an output that is no JSON',
    answers: { EvaluateEscalation: [rest] },
    async drive(run) {
      const token = await run.parked();
      await run.wake(token, '{');
      await run.wake(token);
      await run.ended();
    },
    path: [decide, fork, park, ...toTheEnd],
    known: [outputNoJson],
  },
  {
    name: 'takes a reported failure for an outage',
    answers: { EvaluateEscalation: [rest] },
    async drive(run) {
      await run.fail(await run.parked(), 'Scripted');
      await run.ended();
    },
    path: [decide, fork, park, outage, ...toTheEnd],
  },
  {
    name: 'refuses a failure that is reported too late',
    answers: { EvaluateEscalation: [wait({ action: 'evaluate' })] },
    async drive(run) {
      const token = await run.parked();
      await run.ended();
      await run.fail(token, 'Scripted');
    },
    path: [decide, fork, park, fork, ...toTheEnd],
    known: [closedTokenFailing],
  },
  {
    name: 'runs out of its time before the write of its token was answered',
    answers: { EvaluateEscalation: [wait({ action: 'evaluate' })] },
    table: [{ kind: 'holds', gate: 'answer' }],
    async drive(run) {
      await run.parked();
      run.runOutOfTime();
      run.release('answer');
      await run.ended();
    },
    path: [decide, fork, park, fork, ...toTheEnd],
  },
];
