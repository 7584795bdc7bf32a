/** What the doctor found at one place: all is well, what to do, why nothing was looked at, or why nothing can be told. */

export type Finding =
  | {
      readonly state: 'ok' | 'skip' | 'cannot tell';
      /** What was looked at, as it stands in the line. */
      readonly about: string;
      readonly says: string;
    }
  | {
      readonly state: 'mend';
      readonly about: string;
      readonly says: string;
      /** What a person does about it, with the command where there is one. */
      readonly todo: string;
    };

export const ok = (about: string, says: string): Finding => ({ state: 'ok', about, says });
export const skip = (about: string, says: string): Finding => ({ state: 'skip', about, says });
export const cannotTell = (about: string, says: string): Finding => ({ state: 'cannot tell', about, says });
export const mend = (about: string, says: string, todo: string): Finding => ({ state: 'mend', about, says, todo });

/** One line of what was found; a line break inside would make two. */
export function lineOf(finding: Finding): string {
  const told = `${finding.state} ${finding.about}: ${finding.says}`;
  return (finding.state === 'mend' ? `${told}: ${finding.todo}` : told).replace(/\s+/g, ' ');
}

/** The things named, the first few of many. */
export function listed(names: readonly string[], most = 5): string {
  const more = names.length - most;
  return names.slice(0, most).join(', ') + (more > 0 ? ` and ${more} more` : '');
}
