/** One command of the operator's, and where its lines go. */
import type { Target } from './target.ts';
import type { OptionSpecs, Values } from './values.ts';

export interface Terminal {
  /** Results, fit for another program. */
  readonly out: (line: string) => void;
  /** Words for a person. */
  readonly note: (line: string) => void;
}

export interface Command {
  /** As typed: `keys create`. */
  readonly name: string;
  readonly summary: string;
  readonly usage: string;
  readonly options: OptionSpecs;
  /** Opens what it works on, where more than the options say which; `openTarget` where left out. */
  readonly target?: (values: Values) => Promise<Target>;
  readonly run: (work: {
    readonly values: Values;
    readonly target: Target;
    readonly terminal: Terminal;
  }) => Promise<void>;
}

export const text = { type: 'string' } as const;
export const texts = { type: 'string', multiple: true } as const;
export const flag = { type: 'boolean' } as const;
