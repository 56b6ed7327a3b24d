import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { ConsolePromptsModule } from '../../src/console/prompts/console-prompts.module.js';
import { ConsoleRegister } from '../../src/console/console-register.js';
import { IvrModule } from '../../src/ivr/ivr.module.js';
import type { Actor } from '../../src/platform/access/actor.js';
import { WHOLE_LIST } from '../../src/platform/database/paging.js';
import type { PromptRecord } from '../../src/prompts/core/prompt-record.js';
import { PromptUploadsService } from '../../src/prompts/prompt-uploads.service.js';
import { PromptsService } from '../../src/prompts/prompts.service.js';
import { ConsoleDoors } from '../fixtures/console-doors.js';
import { actorWith, tenantActor } from '../fixtures/gate-actors.js';
import { TestPostgres } from '../fixtures/postgres.js';
import { insertTenantRows, type TenantRows } from '../fixtures/tenant-rows.js';

jest.setTimeout(60_000);

const DATABASE = 'prompts';
const MB = 1_048_576;

let postgres: TestPostgres;
let doors: ConsoleDoors;
let ours: TenantRows;
let theirs: TenantRows;
let us: Actor;
let them: Actor;
let sounds: string;
let names = 0;

beforeAll(async () => {
  postgres = await TestPostgres.start();
  doors = await ConsoleDoors.open(postgres, DATABASE, ConsolePromptsModule, IvrModule);
  ours = await insertTenantRows(postgres.ownerUrl(DATABASE), 'ours', 'node1');
  theirs = await insertTenantRows(postgres.ownerUrl(DATABASE), 'theirs', 'node1');
  us = tenantActor(ours.tenantId);
  them = tenantActor(theirs.tenantId);
  sounds = await mkdtemp(join(tmpdir(), 'callrack-sounds-'));
});
afterAll(async () => {
  await doors.close();
  await postgres.stop();
  await rm(sounds, { recursive: true });
});

/** A sound file that sox makes: format options, then effects. */
async function sound(name: string, format: readonly string[], ...effects: readonly string[]): Promise<Buffer> {
  const path = join(sounds, name);
  execFileSync('sox', ['-n', ...format, path, ...effects]);
  return readFile(path);
}
const tone = (seconds = 1): Promise<Buffer> =>
  sound('tone.wav', ['-r', '8000', '-b', '16', '-c', '1'], 'synth', String(seconds), 'sine', '400', 'vol', '0.5');

interface Given {
  readonly as?: Actor;
  readonly name?: string;
  readonly language?: string;
  readonly version?: number;
  readonly fileName?: string;
  readonly type?: string;
}

interface Answer {
  readonly status: number;
  readonly record: PromptRecord;
  readonly code: string;
  readonly message: { readonly zh: string; readonly en: string };
}

async function post(path: string, file: Buffer | null, given: Given): Promise<Answer> {
  const form = new FormData();
  names += 1;
  form.set('name', given.name ?? `prompt ${names}`);
  form.set('language', given.language ?? 'zh');
  if (given.version !== undefined) form.set('version', String(given.version));
  if (file !== null) {
    form.set('file', new Blob([new Uint8Array(file)], { type: given.type ?? 'audio/wav' }), given.fileName ?? 'a.wav');
  }
  const response = await fetch(`${doors.url}/console/x/prompts${path}`, {
    method: 'POST',
    body: form,
    headers: doors.as(given.as ?? us),
  });
  return { status: response.status, ...((await response.json()) as Omit<Answer, 'status'>) };
}
const upload = (file: Buffer | null, given: Given = {}): Promise<Answer> => post('', file, given);

const listen = (id: string, headers: Readonly<Record<string, string>> = {}, as = us, query = ''): Promise<Response> =>
  fetch(`${doors.url}/console/x/prompts/${id}/sound${query}`, { headers: { ...doors.as(as), ...headers } });

const rowOf = async (id: string): Promise<{ media: string; bytes: number }> => {
  const [row] = await postgres.query<{ media: string; bytes: number }>(
    DATABASE,
    'SELECT media, bytes FROM config.prompt WHERE id = $1',
    [id],
  );
  return row!;
};
const fileOf = async (id: string): Promise<string> =>
  join(doors.home, 'asterisk/media', `${(await rowOf(id)).media.slice('/callrack/media/'.length)}.wav`);
const leftOver = async (): Promise<string[]> => readdir(join(doors.home, 'uploads'));
const auditOf = (id: string): Promise<{ action: string; operator_login: string }[]> =>
  postgres.query(DATABASE, 'SELECT action, operator_login FROM access.audit_entry WHERE object_id = $1 ORDER BY at', [
    id,
  ]);

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
    const answer = await upload(await sound(name, format, 'synth', '2', 'sine', '400', 'vol', '0.5'), {
      fileName: name,
    });
    expect(answer).toMatchObject({ status: 201, record: { originalName: name, version: 1, language: 'zh' } });
    const path = await fileOf(answer.record.id);
    expect([soxi('-r', path), soxi('-c', path), soxi('-b', path)]).toEqual([8000, 1, 16]);
    expect(soxi('-D', path)).toBeCloseTo(2, 0);
    expect(answer.record.durationMs).toBeCloseTo(soxi('-D', path) * 1000, -1);
    expect(answer.record.bytes).toBe((await stat(path)).size);
    // as loud as it came: a sine of half the range
    const level = /RMS\s+amplitude:\s+([0-9.]+)/.exec(
      execFileSync('sh', ['-c', `sox ${path} -n stat 2>&1`], { encoding: 'utf8' }),
    );
    expect(Number(level![1])).toBeCloseTo(0.35, 1);
    expect(await leftOver()).toEqual([]);
    expect(await auditOf(answer.record.id)).toEqual([{ action: 'create', operator_login: us.login }]);
  });

  test('Asterisk, which is another user, may read the file; nobody else gets as far', async () => {
    const { record } = await upload(await tone());
    const path = await fileOf(record.id);
    expect((await stat(path)).mode & 0o777).toBe(0o644);
    expect((await rowOf(record.id)).media).toMatch(new RegExp(`^/callrack/media/tenants/${ours.tenantId}/[0-9a-f-]+$`));
    expect((await stat(join(doors.home, 'uploads'))).mode & 0o777).toBe(0o700);
  });

  test('sound at the limit of the range is not clipped on its way down', async () => {
    const format = ['-r', '48000', '-e', 'floating-point', '-b', '32', '-c', '1'];
    const loud = await sound('square.wav', format, 'synth', '1', 'square', '440');
    const { record } = await upload(loud);
    const wav = (await readFile(await fileOf(record.id))).subarray(44);
    const samples = new Int16Array(wav.buffer.slice(wav.byteOffset, wav.byteOffset + wav.length));
    const atTheEdge = samples.filter((sample) => sample === 32_767 || sample === -32_768).length;
    // some peaks reach the edge; clipped, half of the samples would lie there
    expect(atTheEdge).toBeLessThan(100);
  });

  test('the name is what people typed, whatever it is; the file is named by us', async () => {
    const name = `<script>alert('1')</script> 😀 ${'长'.repeat(60)}`;
    const { status, record } = await upload(await tone(), { name, fileName: '../../../etc/passwd\u202egpj.wav' });
    expect({ status, name: record.name }).toEqual({ status: 201, name });
    expect((await rowOf(record.id)).media).toMatch(/^\/callrack\/media\/tenants\/[0-9a-f-]+\/[0-9a-f-]+$/);
  });
});

describe('what is no sound is refused with the reason, and nothing of it stays', () => {
  const zip = Buffer.concat([Buffer.from([0x50, 0x4b, 3, 4]), Buffer.alloc(2000, 7)]);
  const wavWith = async (change: (wav: Buffer) => void): Promise<Buffer> => {
    const wav = await tone();
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
    ['a header cut off', () => tone().then((wav) => wav.subarray(0, 30)), 'damaged_header'],
    ['frames of an mp3 whose rest is rubbish', mp3Rubbish, 'damaged'],
    ['no file at all', () => null, 'no_file'],
  ])('%s', async (_story, file, reason) => {
    const before = await soundFiles();
    const answer = await upload(await file(), { fileName: 'welcome.wav', type: 'audio/wav' });
    expect(answer).toMatchObject({ status: 400, code: `prompts.rejected_${reason}` });
    expect(answer.message.zh).toMatch(/[\u4e00-\u9fff]/);
    expect(answer.message.en).toMatch(/^[A-Z][\x20-\x7e]+$/);
    expect(await soundFiles()).toEqual(before);
    expect(await leftOver()).toEqual([]);
  });

  /** Three headers of frames, so that it looks like one, and noise where their sound should be. */
  function mp3Rubbish(): Buffer {
    const frame = Buffer.concat([Buffer.from([0xff, 0xfb, 0x90, 0]), Buffer.alloc(413, 0xff)]);
    return Buffer.concat([frame, frame, frame, Buffer.alloc(3000, 1)]);
  }

  async function soundFiles(): Promise<string[]> {
    return readdir(join(doors.home, 'asterisk/media/tenants', ours.tenantId)).catch(() => []);
  }

  test('a header that claims 4 GB: what is really there is taken', async () => {
    const answer = await upload(await wavWith((wav) => wav.writeUInt32LE(0xffffffff, 40)));
    expect(answer).toMatchObject({ status: 201, record: { durationMs: 1000 } });
  });

  test('longer than ten minutes: refused, as wav at once, as mp3 while it is decoded', async () => {
    const quiet = ['-r', '8000', '-b', '16', '-c', '1'];
    const wav = await sound('long.wav', quiet, 'trim', '0', '601');
    expect(await upload(wav)).toMatchObject({ status: 400, code: 'prompts.rejected_too_long' });
    const mp3 = await sound('long.mp3', ['-r', '8000', '-c', '1', '-C', '8'], 'trim', '0', '3600');
    expect(await upload(mp3)).toMatchObject({ status: 400, code: 'prompts.rejected_too_long' });
    expect(await leftOver()).toEqual([]);
  });

  test('a name that is not one is told before anything is converted', async () => {
    expect(await upload(await tone(), { name: ' ' })).toMatchObject({ status: 400, code: 'platform.invalid_input' });
    expect(await upload(await tone(), { language: 'fr' })).toMatchObject({
      status: 400,
      code: 'platform.invalid_input',
    });
    expect(await leftOver()).toEqual([]);
  });
});

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
      const request = httpRequest(`${doors.url}/console/x/prompts`, {
        method: 'POST',
        headers: { ...doors.as(us), 'Content-Type': `multipart/form-data; boundary=${BOUNDARY}`, ...headers },
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
    expect(await leftOver()).toEqual([]);
  });

  test('that says none: not read beyond the limit, and what was kept of it is gone', async () => {
    const { status, sent, code } = await send({ 'Transfer-Encoding': 'chunked' });
    expect({ status, code }).toEqual({ status: 413, code: 'prompts.rejected_too_large' });
    expect(sent).toBeGreaterThan(49 * MB);
    expect(sent).toBeLessThan(70 * MB);
    await gone();
  });

  test('broken off in the middle: nothing of it stays', async () => {
    const request = httpRequest(`${doors.url}/console/x/prompts`, {
      method: 'POST',
      headers: { ...doors.as(us), 'Content-Type': `multipart/form-data; boundary=${BOUNDARY}` },
    });
    request.on('error', () => undefined);
    request.write(head);
    request.write(Buffer.alloc(MB));
    while ((await leftOver()).length === 0) await new Promise((resolve) => setImmediate(resolve));
    request.destroy();
    await gone();
  });

  /** The file goes when the connection is seen to be gone. */
  async function gone(): Promise<void> {
    const until = Date.now() + 5000;
    while ((await leftOver()).length > 0 && Date.now() < until) await new Promise((resolve) => setImmediate(resolve));
    expect(await leftOver()).toEqual([]);
  }
});

describe('a prompt and its sound', () => {
  test('listening: the whole, a part, a part that is not there', async () => {
    const { record } = await upload(await tone());
    const wav = await readFile(await fileOf(record.id));
    const whole = await listen(record.id);
    expect(whole.status).toBe(200);
    expect(whole.headers.get('content-type')).toBe('audio/wav');
    expect(whole.headers.get('x-content-type-options')).toBe('nosniff');
    expect(whole.headers.get('accept-ranges')).toBe('bytes');
    expect(Buffer.from(await whole.arrayBuffer()).equals(wav)).toBe(true);
    const part = await listen(record.id, { Range: 'bytes=44-143' });
    expect([part.status, part.headers.get('content-range')]).toEqual([206, `bytes 44-143/${wav.length}`]);
    expect(Buffer.from(await part.arrayBuffer()).equals(wav.subarray(44, 144))).toBe(true);
    const beyond = await listen(record.id, { Range: 'bytes=99999999-' });
    expect([beyond.status, beyond.headers.get('content-range')]).toEqual([416, `bytes */${wav.length}`]);
  });

  test('saving it: under its name, whatever that is', async () => {
    const name = 'a"b\\c/../欢迎\u202e; x=1 😀';
    const { record } = await upload(await tone(), { name });
    const saved = await listen(record.id, {}, us, '?download=1');
    const disposition = saved.headers.get('content-disposition')!;
    expect(disposition).toMatch(/^attachment; filename="[\x20-\x7e]*"; filename\*=UTF-8''[A-Za-z0-9%._~-]+$/);
    expect(decodeURIComponent(disposition.split("''")[1]!)).toBe('a_b_c_.._欢迎_; x=1 😀-zh.wav');
  });

  test('other sound: a new file, the old one stays for calls that play it; the later of two people is told', async () => {
    const { record } = await upload(await tone(1));
    const old = await fileOf(record.id);
    const [first, second] = [
      await post(`/${record.id}/file`, await tone(2), { version: record.version }),
      await post(`/${record.id}/file`, await tone(3), { version: record.version }),
    ];
    expect(first).toMatchObject({ status: 200, record: { durationMs: 2000, version: 2, name: record.name } });
    expect(second).toMatchObject({ status: 409, code: 'platform.changed_meanwhile' });
    const now = await fileOf(record.id);
    expect(now).not.toBe(old);
    expect((await stat(now)).size).toBe(44 + 32_000);
    const files = await readdir(join(doors.home, 'asterisk/media/tenants', ours.tenantId));
    expect(files.filter((file) => file.startsWith(record.id))).toHaveLength(2);
    expect((await auditOf(record.id)).map(({ action }) => action)).toEqual(['create', 'update']);
  });

  test('files that nobody refers to are swept a day later, all others stay', async () => {
    const uploads = doors.app.get(PromptUploadsService);
    const kept = (await upload(await tone())).record;
    const replaced = (await upload(await tone())).record;
    const old = await fileOf(replaced.id);
    await post(`/${replaced.id}/file`, await tone(2), {});
    const day = 24 * 3600 * 1000;
    await uploads.sweep(Date.now() + day - 60_000);
    expect((await stat(old)).isFile()).toBe(true);
    await uploads.sweep(Date.now() + day + 60_000);
    await expect(stat(old)).rejects.toThrow('ENOENT');
    for (const { id } of [kept, replaced]) expect((await stat(await fileOf(id))).isFile()).toBe(true);
  });

  test('a file that was there for long before it was replaced still has its day', async () => {
    const { record } = await upload(await tone());
    const old = await fileOf(record.id);
    const long = new Date(Date.now() - 30 * 24 * 3600 * 1000);
    await utimes(old, long, long);
    await post(`/${record.id}/file`, await tone(2), {});
    await doors.app.get(PromptUploadsService).sweep(Date.now());
    expect((await stat(old)).isFile()).toBe(true);
  });

  test('two of one name and language: the second is told, and its file is taken back', async () => {
    const { record } = await upload(await tone(), { name: 'twice' });
    const folder = join(doors.home, 'asterisk/media/tenants', ours.tenantId);
    const before = await readdir(folder);
    expect(await upload(await tone(), { name: 'twice' })).toMatchObject({ status: 409, code: 'prompts.prompt_exists' });
    expect(await readdir(folder)).toEqual(before);
    expect(await upload(await tone(), { name: 'twice', language: 'en' })).toMatchObject({ status: 201 });
    expect(await upload(await tone(), { name: 'twice', as: them })).toMatchObject({ status: 201 });
    expect(record.name).toBe('twice');
  });

  test('beyond the quota nothing is stored; what is replaced makes room', async () => {
    const other = await insertTenantRows(postgres.ownerUrl(DATABASE), 'small', 'node1');
    await postgres.query(DATABASE, 'UPDATE config.tenant SET prompt_storage_limit_mb = 1 WHERE id = $1', [
      other.tenantId,
    ]);
    const actor = tenantActor(other.tenantId);
    // 16,000 bytes a second
    const { record } = await upload(await tone(40), { as: actor });
    expect(await upload(await tone(40), { as: actor })).toMatchObject({ status: 409, code: 'platform.quota_reached' });
    expect(await readdir(join(doors.home, 'asterisk/media/tenants', other.tenantId))).toHaveLength(1);
    expect(await post(`/${record.id}/file`, await tone(60), { as: actor })).toMatchObject({ status: 200 });
    expect(await post(`/${record.id}/file`, await tone(70), { as: actor })).toMatchObject({ status: 409 });
  });
});

describe('who may what', () => {
  test("another tenant's prompt does not exist, by whatever way it is asked for", async () => {
    const { record } = await upload(await tone());
    const before = await fileOf(record.id);
    const heard = await listen(record.id, {}, them);
    expect([heard.status, await heard.json()]).toMatchObject([404, { code: 'platform.not_found' }]);
    expect(await post(`/${record.id}/file`, await tone(), { as: them })).toMatchObject({
      status: 404,
      code: 'platform.not_found',
    });
    expect(await fileOf(record.id)).toBe(before);
    for (const id of ['nonsense', '..%2f..%2fetc', "'%20OR%20true", crypto.randomUUID()]) {
      expect([(await listen(id)).status, id]).toEqual([404, id]);
    }
  });

  test('a row that names a file of another tenant, or of nobody, is not followed', async () => {
    const { record } = await upload(await tone());
    const foreign = (await upload(await tone(), { as: them })).record;
    for (const media of [(await rowOf(foreign.id)).media, '/callrack/media/secret', '/callrack/media/prompts/none']) {
      await postgres.query(DATABASE, 'UPDATE config.prompt SET media = $1 WHERE id = $2', [media, record.id]);
      expect(await (await listen(record.id)).json()).toMatchObject({ code: 'prompts.file_missing' });
    }
  });

  test('without the permission nothing is read of the upload; without signing in nothing at all', async () => {
    const reader = actorWith(ours.tenantId, 'prompt.read');
    expect(await upload(await tone(), { as: reader })).toMatchObject({ status: 403, code: 'access.not_permitted' });
    const { record } = await upload(await tone());
    expect((await listen(record.id, {}, reader)).status).toBe(200);
    expect((await listen(record.id, {}, actorWith(ours.tenantId, 'queue.read'))).status).toBe(403);
    expect((await fetch(`${doors.url}/console/x/prompts/${record.id}/sound`)).status).toBe(401);
    expect(await leftOver()).toEqual([]);
  });
});

describe('prompts at the console', () => {
  const asUs = <T>(fn: Parameters<typeof doors.databases.asTenant<T>>[1]): Promise<T> =>
    doors.databases.asTenant(ours.tenantId, fn);

  test('the standard prompts are added once, those that are there stay', async () => {
    const folder = join(doors.home, 'asterisk/media/prompts/zh');
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'goodbye.wav'), await tone(2));
    const resource = doors.app.get(ConsoleRegister).resource('prompt')!;
    const action = resource.actions!.find(({ name }) => name === 'addStandard')!;
    const first = await asUs((session) => action.perform(session, '', {}, us));
    // one tenant has "welcome" in Chinese already
    expect(first.told.map(({ label }) => label)).toHaveLength(7);
    expect((await asUs((session) => action.perform(session, '', {}, us))).told).toEqual([]);
    const page = await asUs((session) =>
      doors.app.get(PromptsService).pageOfPrompts(session, { ...WHOLE_LIST, filter: { name: 'goodbye' } }),
    );
    const chinese = page.items.find(({ language }) => language === 'zh')!;
    expect(chinese).toMatchObject({ durationMs: 2000, uploadedAt: null });
    expect((await listen(chinese.id)).status).toBe(200);
  });

  test('a prompt that a menu plays is not removed; another is, and is not found again', async () => {
    const prompts = doors.app.get(PromptsService);
    const played = (
      await asUs((session) => prompts.pageOfPrompts(session, { ...WHOLE_LIST, filter: { name: 'welcome' } }))
    ).items.find(({ originalName, language }) => originalName === '' && language === 'zh')!;
    await expect(asUs((session) => prompts.removePrompt(session, played.id))).rejects.toMatchObject({
      code: 'platform.in_use',
      text: { zh: expect.stringContaining('来话菜单 welcome'), en: expect.stringContaining('menu welcome') },
    });
    const { record } = await upload(await tone());
    await asUs((session) => prompts.removePrompt(session, record.id));
    expect(await asUs((session) => prompts.findPrompt(session, record.id))).toBeUndefined();
    await expect(asUs((session) => prompts.removePrompt(session, record.id))).rejects.toMatchObject({
      code: 'platform.not_found',
    });
  });
});
