import { NamedTurns } from './named-turns.js';
import { Turns } from './turns.js';

const full = () => new Error('full');

test('work is done one at a time and in order, what fails holds nobody up, and the line has an end', async () => {
  const turns = new Turns({ atOnce: 1, longest: 3, full });
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
    'Error: full',
  ]);
  expect(seen).toEqual(['a', 'b', 'c'].flatMap((name) => [`${name} begins`, `${name} ends`]));
  expect(turns.isIdle).toBe(true);
  expect(await turns.take(work('e'))).toBe('e');
});

test('as many work at a time as may, of each name', async () => {
  const turns = new NamedTurns({ atOnce: 2, longest: 4, full });
  const working = new Set<string>();
  let most = 0;
  const work = (name: string) => async () => {
    working.add(name);
    most = Math.max(most, working.size);
    await Promise.resolve();
    working.delete(name);
    return name;
  };
  const ours = ['a', 'b', 'c', 'd'].map((name) => turns.take('ours', work(name)));
  await expect(turns.take('ours', work('e'))).rejects.toThrow('full');
  expect(await Promise.all(ours)).toEqual(['a', 'b', 'c', 'd']);
  expect(most).toBe(2);
  await Promise.all(['ours', 'theirs'].flatMap((name) => [1, 2, 3].map((n) => turns.take(name, work(`${name}${n}`)))));
  expect(most).toBe(4);
});
