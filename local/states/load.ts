/** Loads a state machine definition strictly: what AWS would refuse and what is not played here are both errors, by name. */
import { createHash } from 'node:crypto';
import { InvalidDefinition, UnsupportedDefinition } from './faults.ts';
import { duplicateKeys, isObject, type Json, type JsonObject, parseJson, toJson } from './json.ts';
import type { Machine, State } from './machine.ts';
import { LONGEST_SECONDS } from './machine.ts';
import { readState } from './read-state.ts';
import { type Findings, type Reader, readerOf } from './reader.ts';

const MACHINE_FIELDS = ['Comment', 'QueryLanguage', 'StartAt', 'States', 'TimeoutSeconds', 'Version'];

/**
 * Reads a definition, as JSON text or already parsed; throws `UnsupportedDefinition` or `InvalidDefinition` with every
 * problem found. Where something is not played, nobody can tell whether the rest is valid, so that name goes first.
 */
export function loadMachine(definition: unknown): Machine {
  const findings: Findings = { invalid: [], unsupported: [] };
  const { source, value } = parseDefinition(definition, findings);
  const top = readerOf(findings, '', '', value);
  top.only(MACHINE_FIELDS);
  const machine = {
    source,
    digest: createHash('sha256').update(source).digest('hex'),
    startAt: top.text('StartAt') ?? '',
    timeoutSeconds: top.integer('TimeoutSeconds', 1, LONGEST_SECONDS),
    states: readStates(top, findings),
  };
  checkGraph(machine, top);
  if (findings.unsupported.length > 0) throw new UnsupportedDefinition([...findings.unsupported, ...findings.invalid]);
  if (findings.invalid.length > 0) throw new InvalidDefinition(findings.invalid);
  return machine;
}

function parseDefinition(definition: unknown, { invalid }: Findings): { source: string; value: JsonObject } {
  const refuse = (message: string) => new InvalidDefinition([{ state: '', field: 'definition', message }]);
  let value: Json;
  try {
    value = typeof definition === 'string' ? parseJson(definition) : toJson(definition);
  } catch (error) {
    throw refuse(`expected JSON, found ${error instanceof Error ? error.message : String(error)}`);
  }
  if (!isObject(value)) throw refuse(`expected an object, found ${JSON.stringify(value)}`);
  const source = typeof definition === 'string' ? definition : JSON.stringify(value);
  for (const key of duplicateKeys(source)) {
    invalid.push({ state: '', field: key, message: 'expected each key once in its object, found it twice' });
  }
  return { source, value };
}

function readStates(top: Reader, findings: Findings): ReadonlyMap<string, State> {
  const states = new Map<string, State>();
  const all = top.raw('States');
  if (all === undefined || !isObject(all) || Object.keys(all).length === 0) {
    top.invalid('States', 'expected an object with at least one state');
    return states;
  }
  const machineLanguage = top.text('QueryLanguage') ?? 'JSONPath';
  for (const [name, record] of Object.entries(all)) {
    if (!isObject(record)) {
      top.invalid('States', `expected an object as state ${name}, found ${JSON.stringify(record)}`);
      continue;
    }
    const reader = readerOf(findings, name, '', record);
    if (name.length > 80 || name === '') reader.invalid('name', 'expected a name of 1 to 80 characters');
    if (!speaksJsonata(reader, machineLanguage)) continue;
    const state = readState(reader);
    if (state) states.set(name, state);
  }
  return states;
}

function speaksJsonata(state: Reader, machineLanguage: string): boolean {
  const language = state.text('QueryLanguage') ?? machineLanguage;
  if (language !== 'JSONata' && language !== 'JSONPath') {
    state.invalid('QueryLanguage', `expected JSONata or JSONPath, found ${language}`);
  } else if (language === 'JSONPath' && machineLanguage === 'JSONata') {
    state.invalid('QueryLanguage', 'expected JSONata: a JSONata machine cannot have a JSONPath state');
  } else if (language === 'JSONPath') state.unsupported('QueryLanguage', 'the query language JSONPath is not played');
  return language === 'JSONata';
}

/** The names a state may go to. */
export function targetsOf(state: State): readonly string[] {
  const targets: (string | undefined)[] = [];
  if (state.type === 'Choice') targets.push(...state.choices.map(({ next }) => next), state.fallback);
  else if (state.type === 'Task') targets.push(state.next, ...state.catch.map(({ next }) => next));
  else if (state.type === 'Pass' || state.type === 'Wait') targets.push(state.next);
  return targets.filter((target) => target !== undefined);
}

function checkGraph({ startAt, states }: Pick<Machine, 'startAt' | 'states'>, top: Reader): void {
  const named = top.raw('States');
  const names = new Set(named !== undefined && isObject(named) ? Object.keys(named) : []);
  if (!names.has(startAt)) top.invalid('StartAt', `expected the name of a state, found ${JSON.stringify(startAt)}`);
  const reached = new Set<string>();
  const open = [startAt];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (reached.has(name)) continue;
    reached.add(name);
    const state = states.get(name);
    if (state) open.push(...targetsOf(state));
    else if (!names.has(name) && name !== startAt) top.invalid('States', `expected a state called ${name}, found none`);
  }
  // A state that could not be read hides where it leads: what lies behind it is no fault then.
  if (states.size < names.size) return;
  for (const name of names) {
    if (!reached.has(name)) top.invalid('States', `expected every state to be reachable, found ${name} out of reach`);
  }
  if (![...states.values()].some(endsExecution)) top.invalid('States', 'expected a state that ends the execution');
}

function endsExecution(state: State): boolean {
  if (state.type === 'Succeed' || state.type === 'Fail') return true;
  return state.type !== 'Choice' && state.next === undefined;
}
