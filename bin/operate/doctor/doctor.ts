/** `doctor`: is everything in order that Dunlin relies on and cannot set up by itself? */
import type { Command } from '../command.ts';
import { flag } from '../command.ts';
import { OperatorError } from '../operator-error.ts';
import { openTarget, type Target } from '../target.ts';
import type { Values } from '../values.ts';
import { type Finding, lineOf } from './finding.ts';

export const doctor: Command = {
  name: 'doctor',
  summary: 'looks whether everything is in order, and says what to mend',
  usage: `npm run dunlin -- doctor --stage prod
npm run dunlin -- doctor --local

  --json       an array of findings instead of lines

Here --stage NAME is enough: the table is found among the outputs of the stage's stacks.
Changes nothing. One line each: "ok", "mend … : what to do", "skip … : why", or "cannot tell …, needs permission …".
Exit codes: 0 all in order, 1 something must be mended or could not be told, 2 not understood.
STRIPE_API_KEY (a restricted key that may read webhook endpoints) lets it look at Stripe's side; it is never printed.
What your role must be allowed, and what each line means: docs/doctor.md.`,
  options: { json: flag },
  target: findTarget,
  async run({ values, target, terminal }) {
    const findings = await look(values, target);
    if (values.flag('json')) terminal.out(JSON.stringify(findings, null, 2));
    else for (const finding of findings) terminal.out(lineOf(finding));
    const mend = findings.filter(({ state }) => state === 'mend').length;
    const untold = findings.filter(({ state }) => state === 'cannot tell').length;
    if (mend + untold > 0)
      throw new OperatorError(
        `expected everything in order, found ${mend} to mend and ${untold} that nobody could tell`,
      );
    terminal.note('Everything is in order.');
  },
};

/** Loaded only here: the other commands start without the clients that only this one needs. */
async function look(values: Values, target: Target): Promise<readonly Finding[]> {
  if (values.text('local') !== undefined) return (await import('./local.ts')).examineLocal(target);
  const { examineStage } = await import('./deployed.ts');
  return examineStage(target, { stripeKey: process.env.STRIPE_API_KEY });
}

/** Without --table the stage's own stacks are asked for it. */
async function findTarget(values: Values): Promise<Target> {
  const stage = values.text('stage');
  const isGiven = (values.text('table') ?? process.env.DUNLIN_TABLE) !== undefined;
  if (values.text('local') !== undefined || stage === undefined || isGiven) return openTarget(values);
  const region = values.text('region');
  if (region !== undefined) process.env.AWS_REGION = region;
  const { findTable } = await import('./find-table.ts');
  const found = await findTable(stage);
  return openTarget({ ...values, text: (name) => (name === 'table' ? found : values.text(name)) });
}
