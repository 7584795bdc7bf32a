/** Turns the cells of a scene into tests, each with its place in the table. */
import { afterAll, describe, expect, it } from 'vitest';
import { unhealthy } from './cell.ts';
import { expectedCalls } from './expected.ts';
import { openScene, suffer, WORDS } from './matrix.ts';
import './meta.ts';
import type { Scene } from './scenes.ts';

export async function describeCells(scene: Scene): Promise<void> {
  const healthy = await openScene(scene);
  describe(`an invoice that is ${scene.name}`, () => {
    afterAll(() => healthy.stage.close());

    it('keeps every promise without a fault', () => {
      expect(unhealthy(healthy.played, scene)).toEqual([]);
    });

    it.each(scene.of)('has %s make the calls that it is known to make', (by) => {
      const made = healthy.cells.filter((cell) => cell.by === by).map(({ name }) => name);
      const everywhere = (expectedCalls[by] ?? []).filter((name) => !scene.only || scene.only.test(name));
      const known = [...everywhere, ...(scene.known?.[by] ?? [])];
      expect(made).toEqual(expect.arrayContaining(known));
      expect(made.length).toBeGreaterThan(0);
    });

    it.for(healthy.cells)('survives that $name of $by suffers $fault', async (cell, { task }) => {
      // First of all, for a cell that ends in an error must stand in the table as well.
      task.meta.cell = { by: cell.by, call: cell.name, fault: WORDS[cell.fault], repairs: [] };
      const { complaints, repairs } = await suffer(healthy, scene, cell);
      task.meta.cell = { ...task.meta.cell, repairs };
      expect(complaints).toEqual([]);
    });
  });
}
