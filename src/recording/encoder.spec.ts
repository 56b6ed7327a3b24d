import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { encodeStereo, lookAtWav } from './encoder.js';

const HEADER_BYTES = 44;
const DATA_SIZE_AT = 40;

describe('sound files of a conversation', () => {
  let folder: string;
  const path = (name: string): string => join(folder, name);
  const tone = (name: string, hz: number, seconds: number): string => {
    const file = path(name);
    execFileSync('sox', [
      '-n',
      '-r',
      '8000',
      '-b',
      '16',
      '-c',
      '1',
      file,
      'synth',
      String(seconds),
      'sine',
      String(hz),
    ]);
    return file;
  };
  /** As Asterisk leaves it when it dies: sound is there, the header says there is none. */
  const unclosed = (file: string): string => {
    const wav = readFileSync(file);
    wav.writeUInt32LE(0, DATA_SIZE_AT);
    writeFileSync(file, wav);
    return file;
  };

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'callrack-encoder-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  test('a closed file: its length, and that it is closed', async () => {
    expect(await lookAtWav(tone('a.wav', 400, 2))).toMatchObject({ durationMs: 2000, closed: true });
  });

  test('a file whose writer died: the length of what is there', async () => {
    expect(await lookAtWav(unclosed(tone('a.wav', 400, 2)))).toMatchObject({ durationMs: 2000, closed: false });
  });

  test('no file, or less than a header: nothing', async () => {
    writeFileSync(path('short.wav'), Buffer.alloc(HEADER_BYTES - 1));
    expect(await lookAtWav(path('none.wav'))).toBeNull();
    expect(await lookAtWav(path('short.wav'))).toBeNull();
  });

  test('two files become one of two channels, as long as the longer, though their headers say nothing', async () => {
    const target = path('both.opus');
    await encodeStereo(unclosed(tone('left.wav', 400, 2)), unclosed(tone('right.wav', 1000, 1)), target);
    execFileSync('opusdec', ['--quiet', '--rate', '8000', target, path('both.wav')]);
    const soxi = (what: string): number => Number(execFileSync('soxi', [what, path('both.wav')], { encoding: 'utf8' }));
    expect(soxi('-c')).toBe(2);
    expect(soxi('-D')).toBeCloseTo(2, 1);
  });

  test('a file that is no sound: told with what the program said', async () => {
    writeFileSync(path('left.wav'), 'no sound');
    await expect(encodeStereo(path('left.wav'), path('left.wav'), path('x.opus'))).rejects.toThrow(/left\.wav/);
  });
});
