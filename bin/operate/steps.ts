/** `cases approve`, `cases skip` and `cases send-now`: what a person says about one step of an invoice's path. */
import type { StepDeed } from '../../core/case/step-instruction.ts';
import { type StepOrder, tellStep } from '../../functions/_shared/tell-step.ts';
import { type Command, text } from './command.ts';
import { OperatorError } from './operator-error.ts';

const TRIES = 5;

type Words = { readonly summary: string; readonly done: (step: string) => string };

const WORDS: Readonly<Record<StepDeed, Words>> = {
  approve: {
    summary: 'lets a step that needs approval be carried out',
    done: (step) => `Approved: "${step}" is carried out when it is due and nothing else keeps it back.`,
  },
  skip: { summary: 'leaves a step out', done: (step) => `Left out: "${step}" is not carried out in this cycle.` },
  'send-now': {
    summary: 'has a step carried out before its day',
    done: (step) =>
      `Asked for: "${step}" no longer waits for its day, only for hours, the gap and reasons to be silent.`,
  },
};

type Told = NonNullable<Awaited<ReturnType<typeof tellStep>>>;

function inWords(answer: Told, { creditorId, invoiceId, stepId, deed }: StepOrder): string {
  switch (answer.kind) {
    case 'no-invoice':
      throw new OperatorError(`"${creditorId}" has no invoice "${invoiceId}"`);
    case 'no-step':
      throw new OperatorError(`expected a step of the policy that ${invoiceId} follows, found "${stepId}"`);
    case 'refused':
      throw new OperatorError(`expected a step that is still to come, found ${answer.found}`);
    case 'done':
      return answer.change ? WORDS[deed].done(stepId) : `Nothing to do: "${stepId}" stands so already.`;
  }
}

const command = (deed: StepDeed): Command => ({
  name: `cases ${deed}`,
  summary: WORDS[deed].summary,
  usage: `npm run dunlin -- cases ${deed} --local --creditor demo --invoice INV-0042 --step final

  --invoice    the invoice's id: its number, unless the ERP gave it an id of its own
  --step       the step's id, as the policy names it`,
  options: { creditor: text, invoice: text, step: text },
  async run({ values, target: { ledger, now }, terminal }) {
    const creditorId = values.required('creditor');
    const invoiceId = values.required('invoice');
    const order = { creditorId, invoiceId, deed, stepId: values.required('step'), by: 'operator' };
    for (let tries = 0; tries < TRIES; tries++) {
      const at = await now();
      const answer = await tellStep({ ledger, clock: { now: () => at } }, order);
      if (answer) return terminal.note(inWords(answer, order));
    }
    throw new OperatorError(`expected ${invoiceId} to rest for a moment, found it changed ${TRIES} times: try again`);
  },
});

export const approveStep = command('approve');
export const skipStep = command('skip');
export const sendNow = command('send-now');
