/** Finds the command, reads its options, opens its target and turns what fails into a sentence and an exit code. */
import { parseArgs } from 'node:util';
import { verifyAudit } from './audit.ts';
import { resumeCase } from './cases.ts';
import type { Command, Terminal } from './command.ts';
import { setCreditor } from './creditor-set.ts';
import { createCreditor, showCreditor } from './creditors.ts';
import { showCustomer } from './customers.ts';
import { doctor } from './doctor/doctor.ts';
import { invoiceCommands } from './invoices.ts';
import { createKey, listKeys, revokeKey } from './keys.ts';
import { misused, OperatorError } from './operator-error.ts';
import { optIn, optOut } from './opt-out.ts';
import { checkPolicy, listPolicies, policyHistory, publishPolicy, showPolicy } from './policies.ts';
import { previewPolicy } from './policy-preview/policy-preview.ts';
import { customerCommands } from './quiet-customers.ts';
import { replayEvents } from './replay/events.ts';
import { replayQueue } from './replay/queue.ts';
import { restoreCopy } from './restore/copy.ts';
import { restoreRebuild } from './restore/rebuild.ts';
import { checkRules, listRules } from './rules.ts';
import { explainSegments, pinCustomer, setSegments, showSegments } from './segments.ts';
import { approveStep, sendNow, skipStep } from './steps.ts';
import { go, stop } from './stop.ts';
import { stripeSecret } from './stripe.ts';
import { syncCheck } from './sync.ts';
import { openTarget, targetOptions, withLocalUrl } from './target.ts';
import { listTemplates, previewTemplates, testSendTemplates } from './templates/templates.ts';
import { valuesOf } from './values.ts';

const commands: readonly Command[] = [
  createCreditor,
  setCreditor,
  showCreditor,
  createKey,
  listKeys,
  revokeKey,
  stop,
  go,
  resumeCase,
  approveStep,
  skipStep,
  sendNow,
  ...invoiceCommands,
  showCustomer,
  ...customerCommands,
  syncCheck,
  replayQueue,
  replayEvents,
  restoreCopy,
  restoreRebuild,
  previewPolicy,
  listTemplates,
  previewTemplates,
  testSendTemplates,
  verifyAudit,
  stripeSecret,
  checkPolicy,
  publishPolicy,
  listPolicies,
  showPolicy,
  policyHistory,
  setSegments,
  showSegments,
  explainSegments,
  pinCustomer,
  optOut,
  optIn,
  listRules,
  checkRules,
  doctor,
];

const TARGETS = `Where:
  --local [URL]          the pipeline of "npm start" (http://127.0.0.1:4747)
  --stage NAME --table NAME [--region NAME]
                         a deployed stage: the table is the output TableName of the stack Dunlin-NAME-Ledger
                         (or DUNLIN_TABLE); account and region as for the AWS CLI (AWS_PROFILE, AWS_REGION)`;

const width = Math.max(...commands.map(({ name }) => name.length)) + 2;
const overview = `Usage: npm run dunlin -- <command> [options]

Commands:
${commands.map(({ name, summary }) => `  ${name.padEnd(width)}${summary}`).join('\n')}

${TARGETS}

"npm run dunlin -- <command> --help" tells a command's options. Exit codes: 0 done, 1 failed, 2 not understood.`;

/** Answers the exit code. */
export async function operate(argv: readonly string[], terminal: Terminal): Promise<0 | 1 | 2> {
  try {
    await carryOut(argv, terminal);
    return 0;
  } catch (error) {
    terminal.note(inWords(error));
    return error instanceof OperatorError ? error.exitCode : 1;
  }
}

async function carryOut(argv: readonly string[], terminal: Terminal): Promise<void> {
  const words = argv.slice(0, 2).filter((word) => !word.startsWith('-'));
  const command = commands.find(({ name }) => name === words.join(' ') || name === words[0]);
  const wantsHelp = argv.includes('--help') || argv.includes('-h');
  if (!command) {
    if (wantsHelp || words.length === 0) return terminal.out(overview);
    throw misused(`expected a command, found "${words.join(' ')}".\n\n${overview}`);
  }
  if (wantsHelp) return terminal.out(`${command.name}: ${command.summary}\n\n${command.usage}\n\n${TARGETS}`);
  const values = valuesOf(parse(command, argv.slice(command.name.split(' ').length)));
  const target = await (command.target ?? openTarget)(values);
  try {
    await command.run({ values, target, terminal });
  } finally {
    target.close();
  }
}

function parse({ name, options }: Command, args: readonly string[]) {
  try {
    return parseArgs({ args: withLocalUrl(args), options: { ...options, ...targetOptions }, strict: true }).values;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw misused(`${why}\nSee: npm run dunlin -- ${name} --help`);
  }
}

/** What AWS says, with what to do about it. */
const ADVICE: Readonly<Record<string, string>> = {
  CredentialsProviderError: 'Log in to AWS first (AWS_PROFILE, "aws sso login"), or say --local.',
  ExpiredTokenException: 'The AWS session has ended: log in again.',
  UnrecognizedClientException: 'AWS does not know these credentials: log in again.',
  ResourceNotFoundException: 'There is no such table in this account and region: see --table and --region.',
  AccessDeniedException: 'These credentials may not do that on this table.',
};

function inWords(error: unknown): string {
  if (error instanceof OperatorError) return error.message;
  if (!(error instanceof Error)) return String(error);
  const advice = ADVICE[error.name];
  return advice === undefined ? `${error.name}: ${error.message}` : `${error.message}\n${advice}`;
}
