import { Turns } from './turns.js';

test('work is done one at a time and in order, what fails holds nobody up, and the line has an end', async () => {
  const turns = new Turns(3);
  const seen: string[] = [];
  const work = (name: string) => async () => {
    seen.push(`${name} begins`);
    await Promise.resolve();
    seen.push(`${name} ends`);
    if (name === 'b') throw new Error('b failed');
    return name;
  };
  const all = ['a', 'b', 'c', 'd'].map((name) => turns.take(work(name)));
  const results = await Promise.allSettled(all);
  expect(results.map((result) => (result.status === 'fulfilled' ? result.value : String(result.reason)))).toEqual([
    'a',
    'Error: b failed',
    'c',
    expect.stringContaining('access.busy'),
  ]);
  expect(seen).toEqual(['a', 'b', 'c'].flatMap((name) => [`${name} begins`, `${name} ends`]));
  expect(turns.isIdle).toBe(true);
  expect(await turns.take(work('e'))).toBe('e');
});
