/** A stage for tests that speak to one function on a real table: a table per file, a creditor with customer C-1 per test. */
import { afterAll, beforeAll, beforeEach } from 'vitest';
import { aCreditor, aCustomer, anInvoice } from './builders.ts';
import { commit, storeCreditor, storeInvoice } from './store.ts';
import { startTable, type TestTable } from './table.ts';

/** Noon of 2 February 2026; `clock.at` is moved by hand. */
function stageOn(world: TestTable, creditorId: string) {
  return {
    world,
    creditorId,
    clock: { at: '2026-02-02T12:00:00.000Z' },
    customer: (fields: Parameters<typeof aCustomer>[0] = {}) =>
      commit(world, [{ kind: 'customer', before: undefined, after: aCustomer({ creditorId, ...fields }) }]),
    invoice: (fields: Parameters<typeof anInvoice>[0] = {}) =>
      storeInvoice(world, anInvoice({ creditorId, ...fields })),
  };
}
export type Stage = ReturnType<typeof stageOn>;

/** Call it at the top of a test file; the answer is to be called within tests only. */
export function useScene<S extends object>(direct: (stage: Stage) => S): () => Stage & S {
  let world: TestTable | undefined;
  let scene: (Stage & S) | undefined;
  let creditors = 0;
  beforeAll(async () => {
    world = await startTable();
  });
  afterAll(() => world?.stop());
  beforeEach(async () => {
    if (!world) return;
    const stage = stageOn(world, `creditor-${++creditors}`);
    await storeCreditor(world, aCreditor({ creditorId: stage.creditorId }));
    await stage.customer();
    scene = { ...stage, ...direct(stage) };
  });
  return () => {
    if (!scene) throw new Error('expected a scene within a test, found none');
    return scene;
  };
}
