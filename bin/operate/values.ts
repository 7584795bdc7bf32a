/** The options of a command line, read by name; one that is missing is an error that names it. */
import type { ParseArgsConfig } from 'node:util';
import { misused } from './operator-error.ts';

export type OptionSpecs = NonNullable<ParseArgsConfig['options']>;
type Raw = Readonly<Record<string, string | boolean | ReadonlyArray<string | boolean> | undefined>>;

export interface Values {
  readonly text: (name: string) => string | undefined;
  readonly texts: (name: string) => readonly string[];
  readonly required: (name: string) => string;
  readonly flag: (name: string) => boolean;
}

export function valuesOf(raw: Raw): Values {
  const texts = (name: string): readonly string[] => {
    const value = raw[name];
    const list = Array.isArray(value) ? value : [value];
    return list.filter((one) => typeof one === 'string');
  };
  const text = (name: string) => texts(name).at(-1);
  return {
    text,
    texts,
    required(name) {
      const value = text(name);
      if (value === undefined || value === '') throw misused(`expected --${name} with a value, found none`);
      return value;
    },
    flag: (name) => raw[name] === true,
  };
}
