/** What is wrong, or only unusual, with a policy: an error refuses it, a warning is told. */

export type Finding = {
  readonly severity: 'error' | 'warning';
  readonly code:
    | 'form'
    | 'id-twice'
    | 'sends-nothing'
    | 'loops'
    | 'goes-back'
    | 'ends-in-silence'
    | 'never-reached'
    | 'unknown-step'
    | 'unknown-template'
    | 'wrong-words'
    | 'skips-tone'
    | 'milder-again'
    | 'closer-than-gap'
    | 'sends-perhaps-nothing'
    | 'contradicts-rule';
  /** Keys and indexes from the policy's root; a step by its index. */
  readonly at: readonly PropertyKey[];
  readonly message: string;
};

export const error = (code: Finding['code'], at: Finding['at'], message: string): Finding => ({
  severity: 'error',
  code,
  at,
  message,
});

export const warning = (code: Finding['code'], at: Finding['at'], message: string): Finding => ({
  severity: 'warning',
  code,
  at,
  message,
});
