import { Fetches, type Lasting } from './fetches.js';

const MINUTE = 60_000;

/** How many entries were kept after each of these parts. */
async function entriesOf(lasting: Lasting, parts: readonly (readonly [string, string, number])[]): Promise<number[]> {
  const fetches = new Fetches(lasting);
  let entries = 0;
  const counts: number[] = [];
  for (const [who, file, minute] of parts) {
    await fetches.witness(who, file, minute * MINUTE, () => {
      entries += 1;
      return Promise.resolve();
    });
    counts.push(entries);
  }
  return counts;
}

const ANN = [0, 1, 9, 18, 27].map((minute) => ['ann', 'c1', minute] as const);

test('parts that follow each other are one listening, however long it takes', async () => {
  expect(await entriesOf('from the last part', ANN)).toEqual([1, 1, 1, 1, 1]);
});

test('or one every ten minutes', async () => {
  expect(await entriesOf('from the first part', ANN)).toEqual([1, 1, 1, 2, 2]);
});

test('later, by another person, of another file: another one', async () => {
  const parts = [
    ['ann', 'c1', 0] as const,
    ['bob', 'c1', 0] as const,
    ['ann', 'c2', 0] as const,
    ['ann', 'c1', 11] as const,
  ];
  expect(await entriesOf('from the last part', parts)).toEqual([1, 2, 3, 4]);
});

test('a second part waits for the entry of the first; where it could not be kept, neither leaves, and the next begins again', async () => {
  const fetches = new Fetches('from the last part');
  const tried: ((error: Error) => void)[] = [];
  const keep = (): Promise<void> => new Promise((_resolve, reject) => tried.push(reject));
  const parts = [fetches.witness('ann', 'c1', 0, keep), fetches.witness('ann', 'c1', 1, keep)];
  expect(tried).toHaveLength(1);
  tried[0]!(new Error('no database'));
  for (const part of await Promise.allSettled(parts))
    expect(part).toMatchObject({ reason: { message: 'no database' } });
  await fetches.witness('ann', 'c1', 2, () => Promise.resolve());
  await fetches.witness('ann', 'c1', 3, keep);
  expect(tried).toHaveLength(1);
});
