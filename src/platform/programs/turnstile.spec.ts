import { Turnstile } from './turnstile.js';

test('as many at once as it lets through, the others in the order they came; who fails makes room too', async () => {
  const turnstile = new Turnstile(2);
  const begun: number[] = [];
  const ends: (() => void)[] = [];
  const visits = [0, 1, 2, 3].map((visitor) =>
    turnstile.pass(async () => {
      begun.push(visitor);
      await new Promise<void>((resolve) => ends.push(resolve));
      if (visitor === 1) throw new Error('stumbled');
      return visitor;
    }),
  );
  const settled = Promise.allSettled(visits);
  await Promise.resolve();
  expect(begun).toEqual([0, 1]);
  ends[1]?.();
  await expect(visits[1]).rejects.toThrow('stumbled');
  expect(begun).toEqual([0, 1, 2]);
  ends[0]?.();
  await visits[0];
  expect(begun).toEqual([0, 1, 2, 3]);
  ends[2]?.();
  ends[3]?.();
  expect((await settled).map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled']);
  expect(await turnstile.pass(() => Promise.resolve('again'))).toBe('again');
});
