/** The next version of the project, as somebody who owns it would make it: a copy with another policy, function and path. */
import { cp, readFile, symlink, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { repository } from './stage.ts';

/** A state that only executions of the second version pass. */
export const NEW_STATE = 'GreetTheCase';
/** How reminders of the second version end. */
export const NEW_WORDS = 'With kind regards, ';
const OLD_WORDS = 'Kind regards, ';
/** The first step of the second version's standard policy. */
export const NEW_STEP = 'nudge';

interface Edit {
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

const edits: readonly Edit[] = [
  {
    file: 'core/policy/policy.ts',
    from: "id: 'b2b-standard',\n  version: 1,",
    to: "id: 'b2b-standard',\n  version: 2,",
  },
  {
    file: 'core/policy/policy.ts',
    from: "{ id: 'friendly', at: 3, action: 'remind', channel: 'email', template: 'friendly' }",
    to: `{ id: '${NEW_STEP}', at: 1, action: 'remind', channel: 'email', template: 'friendly' }`,
  },
  {
    file: 'core/message/phrases/en.ts',
    from: `regards: '${OLD_WORDS}',`,
    to: `regards: '${NEW_WORDS}',`,
  },
  {
    file: 'statemachines/dunning.asl.json',
    from: '"StartAt": "EvaluateEscalation",',
    to: `"StartAt": "${NEW_STATE}",`,
  },
  {
    file: 'statemachines/dunning.asl.json',
    from: '"States": {',
    to: `"States": { "${NEW_STATE}": { "Type": "Pass", "Next": "EvaluateEscalation" },`,
  },
];

/** Neither history nor what can be made again. */
const left = new Set(['.git', 'node_modules', 'cdk.out', '.build', '.dunlin', 'reports', 'coverage', '.stryker-tmp']);

/** Copies the project into the folder and edits it there; throws where a passage to edit is not there exactly once. */
export async function makeSecondVersion(folder: string): Promise<void> {
  await cp(repository, folder, { recursive: true, filter: (source) => !left.has(basename(source)) });
  await symlink(join(repository, 'node_modules'), join(folder, 'node_modules'));
  for (const { file, from, to } of edits) {
    const path = join(folder, file);
    const text = await readFile(path, 'utf8');
    const found = text.split(from).length - 1;
    if (found !== 1)
      throw new Error(`expected one passage to change in ${file}, found ${found}: mend second-version.ts: ${from}`);
    await writeFile(
      path,
      text.replace(from, () => to),
    );
  }
}
