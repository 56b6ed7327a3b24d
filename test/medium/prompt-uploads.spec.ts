import { execFileSync } from 'node:child_process';
import { readFile, stat } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import { join } from 'node:path';

import { PromptDesk } from '../fixtures/prompt-desk.js';

jest.setTimeout(60_000);

let desk: PromptDesk;

beforeAll(async () => {
  desk = await PromptDesk.open();
});
afterAll(() => desk.close());

describe('sound that people upload becomes what telephones hear', () => {
  const soxi = (what: string, path: string): number => Number(execFileSync('soxi', [what, path], { encoding: 'utf8' }));

  test.each<[string, readonly string[]]>([
    ['tone.wav', ['-r', '44100', '-b', '16', '-c', '2']],
    ['eight-bits.wav', ['-r', '11025', '-b', '8', '-c', '1']],
    ['24-bits.wav', ['-r', '48000', '-b', '24', '-c', '2']],
    ['float.wav', ['-r', '48000', '-e', 'floating-point', '-b', '32', '-c', '1']],
    ['a-law.wav', ['-r', '8000', '-e', 'a-law', '-c', '1']],
    ['mu-law.wav', ['-r', '8000', '-e', 'mu-law', '-c', '1']],
    ['tone.mp3', ['-r', '44100', '-c', '2', '-C', '128']],
    ['slow.mp3', ['-r', '16000', '-c', '1', '-C', '32']],
  ])('%s', async (name, format) => {
    const answer = await desk.upload(await desk.sound(name, format, 'synth', '2', 'sine', '400', 'vol', '0.5'), {
      fileName: name,
    });
    expect(answer).toMatchObject({ status: 201, record: { originalName: name, version: 1, language: 'zh' } });
    const path = await desk.fileOf(answer.record.id);
    expect([soxi('-r', path), soxi('-c', path), soxi('-b', path)]).toEqual([8000, 1, 16]);
    expect(soxi('-D', path)).toBeCloseTo(2, 0);
    expect(answer.record.durationMs).toBeCloseTo(soxi('-D', path) * 1000, -1);
    expect(answer.record.bytes).toBe((await stat(path)).size);
    // as loud as it came: a sine of half the range
    const level = /RMS\s+amplitude:\s+([0-9.]+)/.exec(
      execFileSync('sh', ['-c', `sox ${path} -n stat 2>&1`], { encoding: 'utf8' }),
    );
    expect(Number(level![1])).toBeCloseTo(0.35, 1);
    expect(await desk.leftOver()).toEqual([]);
    expect(await desk.auditOf(answer.record.id)).toEqual([{ action: 'create', operator_login: desk.us.login }]);
  });

  test('Asterisk, which is another user, may read the file; nobody else gets as far', async () => {
    const { record } = await desk.upload(await desk.tone());
    const path = await desk.fileOf(record.id);
    expect((await stat(path)).mode & 0o777).toBe(0o644);
    expect(await desk.mediaOf(record.id)).toMatch(
      new RegExp(`^/callrack/media/tenants/${desk.ours.tenantId}/[0-9a-f-]+$`),
    );
    expect((await stat(join(desk.doors.home, 'uploads'))).mode & 0o777).toBe(0o700);
  });

  test('sound at the limit of the range is not clipped on its way down', async () => {
    const format = ['-r', '48000', '-e', 'floating-point', '-b', '32', '-c', '1'];
    const loud = await desk.sound('square.wav', format, 'synth', '1', 'square', '440');
    const { record } = await desk.upload(loud);
    const wav = (await readFile(await desk.fileOf(record.id))).subarray(44);
    const samples = new Int16Array(wav.buffer.slice(wav.byteOffset, wav.byteOffset + wav.length));
    const atTheEdge = samples.filter((sample) => sample === 32_767 || sample === -32_768).length;
    // some peaks reach the edge; clipped, half of the samples would lie there
    expect(atTheEdge).toBeLessThan(100);
  });

  test('the name is what people typed, whatever it is; the file is named by us', async () => {
    const name = `<script>alert('1')</script> 😀 ${'长'.repeat(60)}`;
    const { status, record } = await desk.upload(await desk.tone(), {
      name,
      fileName: '../../../etc/passwd\u202egpj.wav',
    });
    expect({ status, name: record.name }).toEqual({ status: 201, name });
    expect(record.originalName).toMatch(/passwdgpj[.]wav$/);
    expect(await desk.mediaOf(record.id)).toMatch(/^\/callrack\/media\/tenants\/[0-9a-f-]+\/[0-9a-f-]+$/);
  });
});

describe('what is no sound is refused with the reason, and nothing of it stays', () => {
  const zip = Buffer.concat([Buffer.from([0x50, 0x4b, 3, 4]), Buffer.alloc(2000, 7)]);
  const wavWith = async (change: (wav: Buffer) => void): Promise<Buffer> => {
    const wav = await desk.tone();
    change(wav);
    return wav;
  };

  test.each<[string, () => Buffer | null | Promise<Buffer>, string]>([
    ['a zip named wav', () => zip, 'archive'],
    ['text named wav', () => Buffer.from('RIFF? no, only words'), 'no_sound'],
    ['an empty file', () => Buffer.alloc(0), 'empty'],
    ['a film', () => Buffer.from('\0\0\0\x18ftypmp42 and so on'), 'video'],
    ['an Ogg', () => Buffer.from('OggS and so on'), 'other_sound'],
    ['sample rate 0', () => wavWith((wav) => wav.writeUInt32LE(0, 24)), 'damaged_header'],
    [
      'a header and no samples',
      () => wavWith((wav) => wav.writeUInt32LE(0, 40)).then((w) => w.subarray(0, 44)),
      'empty',
    ],
    ['a header cut off', () => desk.tone().then((wav) => wav.subarray(0, 30)), 'damaged_header'],
    ['frames of an mp3 whose rest is rubbish', mp3Rubbish, 'damaged'],
    ['no file at all', () => null, 'no_file'],
  ])('%s', async (_story, file, reason) => {
    const before = await desk.files();
    const answer = await desk.upload(await file(), { fileName: 'welcome.wav', type: 'audio/wav' });
    expect(answer).toMatchObject({ status: 400, code: `prompts.rejected_${reason}` });
    expect(answer.message.zh).toMatch(/[\u4e00-\u9fff]/);
    expect(answer.message.en).toMatch(/^[A-Z][\x20-\x7e]+$/);
    expect(await desk.files()).toEqual(before);
    expect(await desk.leftOver()).toEqual([]);
  });

  /** Three headers of frames, so that it looks like one, and noise where their sound should be. */
  function mp3Rubbish(): Buffer {
    const frame = Buffer.concat([Buffer.from([0xff, 0xfb, 0x90, 0]), Buffer.alloc(413, 0xff)]);
    return Buffer.concat([frame, frame, frame, Buffer.alloc(3000, 1)]);
  }

  test('a header that claims 4 GB: what is really there is taken', async () => {
    const answer = await desk.upload(await wavWith((wav) => wav.writeUInt32LE(0xffffffff, 40)));
    expect(answer).toMatchObject({ status: 201, record: { durationMs: 1000 } });
  });

  test('longer than ten minutes: refused, as wav at once, as mp3 while it is decoded', async () => {
    const quiet = ['-r', '8000', '-b', '16', '-c', '1'];
    const wav = await desk.sound('long.wav', quiet, 'trim', '0', '601');
    expect(await desk.upload(wav)).toMatchObject({ status: 400, code: 'prompts.rejected_too_long' });
    const mp3 = await desk.sound('long.mp3', ['-r', '8000', '-c', '1', '-C', '8'], 'trim', '0', '3600');
    expect(await desk.upload(mp3)).toMatchObject({ status: 400, code: 'prompts.rejected_too_long' });
    expect(await desk.leftOver()).toEqual([]);
  });

  test('a name that is not one is told before anything is converted', async () => {
    expect(await desk.upload(await desk.tone(), { name: ' ' })).toMatchObject({
      status: 400,
      code: 'platform.invalid_input',
    });
    expect(await desk.upload(await desk.tone(), { language: 'fr' })).toMatchObject({
      status: 400,
      code: 'platform.invalid_input',
    });
    expect(await desk.leftOver()).toEqual([]);
  });
});

const MB = 1_048_576;

describe('an upload of 1 GB', () => {
  const GB = 1024 * MB;
  const BOUNDARY = 'xyz';
  const head = [
    `--${BOUNDARY}`,
    'Content-Disposition: form-data; name="file"; filename="big.wav"',
    'Content-Type: audio/wav',
    '',
    '',
  ].join('\r\n');

  /** Sends until it is told to stop. */
  function send(headers: Readonly<Record<string, string>>): Promise<{ status: number; sent: number; code: string }> {
    return new Promise((resolve, reject) => {
      let sent = 0;
      let ended = false;
      const request = httpRequest(`${desk.doors.url}/console/x/prompts`, {
        method: 'POST',
        headers: { ...desk.doors.as(desk.us), 'Content-Type': `multipart/form-data; boundary=${BOUNDARY}`, ...headers },
      });
      request.on('response', (response) => {
        ended = true;
        let text = '';
        response.on('data', (piece: Buffer) => (text += piece.toString()));
        response.on('close', () => {
          resolve({ status: response.statusCode ?? 0, sent, code: (JSON.parse(text) as { code: string }).code });
        });
      });
      request.on('error', (error) => {
        if (!ended) reject(error);
      });
      const piece = Buffer.alloc(65_536, 1);
      const more = (): void => {
        while (!ended && sent < GB) {
          sent += piece.length;
          if (!request.write(piece)) {
            request.once('drain', more);
            return;
          }
        }
        if (!ended) request.end();
      };
      request.write(head);
      more();
    });
  }

  test('that says its length: refused before it is read', async () => {
    const { status, sent, code } = await send({ 'Content-Length': String(GB + head.length) });
    expect({ status, code }).toEqual({ status: 413, code: 'prompts.rejected_too_large' });
    expect(sent).toBeLessThan(16 * MB);
    expect(await desk.leftOver()).toEqual([]);
  });

  test('that says none: not read beyond the limit, and what was kept of it is gone', async () => {
    const { status, sent, code } = await send({ 'Transfer-Encoding': 'chunked' });
    expect({ status, code }).toEqual({ status: 413, code: 'prompts.rejected_too_large' });
    expect(sent).toBeGreaterThan(49 * MB);
    expect(sent).toBeLessThan(70 * MB);
    await gone();
  });

  test('broken off in the middle: nothing of it stays', async () => {
    const request = httpRequest(`${desk.doors.url}/console/x/prompts`, {
      method: 'POST',
      headers: { ...desk.doors.as(desk.us), 'Content-Type': `multipart/form-data; boundary=${BOUNDARY}` },
    });
    request.on('error', () => undefined);
    request.write(head);
    request.write(Buffer.alloc(MB));
    while ((await desk.leftOver()).length === 0) await new Promise((resolve) => setImmediate(resolve));
    request.destroy();
    await gone();
  });

  test('a third at once of one person: refused before it is read; one that breaks off makes room', async () => {
    const open = Array.from({ length: 2 }, () => {
      const request = httpRequest(`${desk.doors.url}/console/x/prompts`, {
        method: 'POST',
        headers: { ...desk.doors.as(desk.us), 'Content-Type': `multipart/form-data; boundary=${BOUNDARY}` },
      });
      request.on('error', () => undefined);
      request.write(head);
      request.write(Buffer.alloc(MB));
      return request;
    });
    while ((await desk.leftOver()).length < 2) await new Promise((resolve) => setImmediate(resolve));
    const { status, sent, code } = await send({ 'Transfer-Encoding': 'chunked' });
    expect({ status, code }).toEqual({ status: 429, code: 'prompts.too_many_uploads' });
    expect(sent).toBeLessThan(16 * MB);
    expect(await desk.upload(await desk.tone(), { as: desk.them })).toMatchObject({ status: 201 });
    for (const request of open) request.destroy();
    await gone();
    expect(await desk.upload(await desk.tone())).toMatchObject({ status: 201 });
  });

  /** The file goes when the connection is seen to be gone. */
  async function gone(): Promise<void> {
    const until = Date.now() + 5000;
    while ((await desk.leftOver()).length > 0 && Date.now() < until)
      await new Promise((resolve) => setImmediate(resolve));
    expect(await desk.leftOver()).toEqual([]);
  }
});
