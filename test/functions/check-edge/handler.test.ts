/** The check of the edge: who knows the words passes. */
import { expect, it } from 'vitest';
import { createHandler } from '../../../functions/check-edge/handler.ts';

const check = createHandler({ words: async () => ['new words', 'old words'] });

it.each([
  { said: 'new words', isAuthorized: true },
  { said: 'old words', isAuthorized: true },
  { said: 'new word', isAuthorized: false },
  { said: '', isAuthorized: false },
])('answers $isAuthorized to "$said"', async ({ said, isAuthorized }) => {
  expect(await check({ 'x-dunlin-edge': said })).toEqual({ isAuthorized });
});

it('lets nobody pass who says nothing, even where no words are known', async () => {
  expect(await check({})).toEqual({ isAuthorized: false });
  expect(await createHandler({ words: async () => [] })({ 'x-dunlin-edge': 'x' })).toEqual({ isAuthorized: false });
});

it('fails rather than lets pass when the words cannot be read', async () => {
  const deaf = createHandler({ words: () => Promise.reject(new Error('down')) });
  await expect(deaf({ 'x-dunlin-edge': 'x' })).rejects.toThrow('down');
});
