import { Readable } from 'node:stream';

import { runBounded, type Bounds } from './bounded-program.js';

const BOUNDS: Bounds = { seconds: 5, outputBytes: 10_000, memoryMb: 512, nice: 5 };

async function run(script: string, input: string | null = null, bounds: Partial<Bounds> = {}) {
  const pieces: Buffer[] = [];
  const ending = await runBounded(
    ['sh', '-c', script],
    input === null ? null : Readable.from([Buffer.from(input)]),
    { ...BOUNDS, ...bounds },
    (piece) => pieces.push(piece),
  );
  return { ...ending, output: Buffer.concat(pieces).toString() };
}

test('what it is given it reads, what it writes is taken, what it complains of is told', async () => {
  expect(await run('cat; echo trouble >&2; exit 3', 'sound')).toEqual({
    code: 3,
    said: 'trouble',
    cut: null,
    output: 'sound',
  });
});

test('one that does not end is ended', async () => {
  expect(await run('exec sleep 60', null, { seconds: 0.2 })).toMatchObject({ code: null, cut: 'time' });
});

test('one that is wanted no more is ended', async () => {
  expect(await run('exec sleep 60', null, { signal: AbortSignal.abort() })).toMatchObject({ code: null, cut: 'asked' });
});

test('one that writes without end is ended, and no more is taken than it may write', async () => {
  const { cut, output } = await run('exec yes');
  expect(cut).toBe('output');
  expect(output.length).toBeLessThanOrEqual(BOUNDS.outputBytes);
});

test('one that has seen enough of its input has not failed', async () => {
  expect(await run('exec head -c 3', 'x'.repeat(1_000_000))).toEqual({ code: 0, said: '', cut: null, output: 'xxx' });
});

test('it knows nothing of our environment, which holds secrets', async () => {
  process.env.TEST_SECRET = 'secret';
  const { output } = await run('env');
  delete process.env.TEST_SECRET;
  expect(output).not.toContain('secret');
  expect(output).toContain('LC_ALL=C.UTF-8');
});

test('it runs with little priority and little memory, and where we are root as nobody', async () => {
  const { output } = await run('nice; ulimit -v; id -u; grep CapEff /proc/self/status');
  const [nice, memoryKb, user, capabilities] = output.trim().split('\n');
  expect([Number(nice), Number(memoryKb)]).toEqual([5 + Number(process.env.NICE ?? 0), 512 * 1024]);
  if (process.getuid?.() === 0) expect([user, capabilities]).toEqual(['65534', expect.stringMatching(/\t0+$/)]);
});

test('a program that is not there: said, not thrown', async () => {
  const ending = await runBounded(['no-such-program'], null, BOUNDS, () => undefined);
  expect(ending).toMatchObject({ cut: null, said: expect.stringContaining('no-such-program') as string });
  expect(ending.code).not.toBe(0);
});
