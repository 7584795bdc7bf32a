/** Output and Assign: what a state, a choice rule or a catcher hands over. */

import { isObject } from './json.ts';
import type { Handover } from './machine.ts';
import type { Reader } from './reader.ts';

const VARIABLE_NAME = /^[\p{ID_Start}_][\p{ID_Continue}]*$/u;

export function readHandover(reader: Reader): Handover {
  return { output: reader.template('Output'), assign: readAssign(reader) };
}

function readAssign(reader: Reader) {
  const value = reader.raw('Assign');
  if (value === undefined) return undefined;
  if (!isObject(value)) {
    reader.invalid('Assign', `expected an object of variables, found ${JSON.stringify(value)}`);
    return undefined;
  }
  for (const name of Object.keys(value)) {
    if (name === 'states') reader.invalid('Assign', 'expected no variable called states: the name is reserved');
    else if (!VARIABLE_NAME.test(name) || name.length > 80) {
      reader.invalid('Assign', `expected an identifier of at most 80 characters as a variable's name, found ${name}`);
    }
  }
  return reader.template('Assign');
}
