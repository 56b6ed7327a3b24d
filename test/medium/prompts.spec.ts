import { mkdir, readFile, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { ConsoleRegister } from '../../src/console/console-register.js';
import { WHOLE_LIST } from '../../src/platform/database/paging.js';
import { PromptUploadsService } from '../../src/prompts/prompt-uploads.service.js';
import { PromptsService } from '../../src/prompts/prompts.service.js';
import { actorWith, tenantActor } from '../fixtures/gate-actors.js';
import { PromptDesk } from '../fixtures/prompt-desk.js';

jest.setTimeout(60_000);

let desk: PromptDesk;

beforeAll(async () => {
  desk = await PromptDesk.open();
});
afterAll(() => desk.close());

describe('a prompt and its sound', () => {
  test('listening: the whole, a part, a part that is not there', async () => {
    const { record } = await desk.upload(await desk.tone());
    const wav = await readFile(await desk.fileOf(record.id));
    const whole = await desk.listen(record.id);
    expect(whole.status).toBe(200);
    expect(whole.headers.get('content-type')).toBe('audio/wav');
    expect(whole.headers.get('x-content-type-options')).toBe('nosniff');
    expect(whole.headers.get('accept-ranges')).toBe('bytes');
    expect(Buffer.from(await whole.arrayBuffer()).equals(wav)).toBe(true);
    const part = await desk.listen(record.id, { Range: 'bytes=44-143' });
    expect([part.status, part.headers.get('content-range')]).toEqual([206, `bytes 44-143/${wav.length}`]);
    expect(Buffer.from(await part.arrayBuffer()).equals(wav.subarray(44, 144))).toBe(true);
    const beyond = await desk.listen(record.id, { Range: 'bytes=99999999-' });
    expect([beyond.status, beyond.headers.get('content-range')]).toEqual([416, `bytes */${wav.length}`]);
  });

  test('saving it: under its name, whatever that is', async () => {
    const name = 'a"b\\c/../欢迎; x=1 😀';
    const { record } = await desk.upload(await desk.tone(), { name });
    const saved = await desk.listen(record.id, {}, desk.us, '?download=1');
    const disposition = saved.headers.get('content-disposition')!;
    expect(disposition).toMatch(/^attachment; filename="[\x20-\x7e]*"; filename\*=UTF-8''[A-Za-z0-9%._~-]+$/);
    expect(decodeURIComponent(disposition.split("''")[1]!)).toBe('a_b_c_.._欢迎; x=1 😀-zh.wav');
  });

  test('other sound: a new file, the old one stays for calls that play it; the later of two people is told', async () => {
    const { record } = await desk.upload(await desk.tone(1));
    const old = await desk.fileOf(record.id);
    const [first, second] = [
      await desk.replace(record.id, await desk.tone(2), { version: record.version }),
      await desk.replace(record.id, await desk.tone(3), { version: record.version }),
    ];
    expect(first).toMatchObject({ status: 200, record: { durationMs: 2000, version: 2, name: record.name } });
    expect(second).toMatchObject({ status: 409, code: 'platform.changed_meanwhile' });
    const now = await desk.fileOf(record.id);
    expect(now).not.toBe(old);
    expect((await stat(now)).size).toBe(44 + 32_000);
    const files = await desk.files(desk.ours.tenantId);
    expect(files.filter((file) => file.startsWith(record.id))).toHaveLength(2);
    expect((await desk.auditOf(record.id)).map(({ action }) => action)).toEqual(['create', 'update']);
  });

  test('files that nobody refers to are swept a day later, all others stay', async () => {
    const uploads = desk.doors.app.get(PromptUploadsService);
    const kept = (await desk.upload(await desk.tone())).record;
    const removed = (await desk.upload(await desk.tone())).record;
    const old = await desk.fileOf(removed.id);
    await desk.doors.databases.asTenant(desk.ours.tenantId, (session) =>
      desk.doors.app.get(PromptsService).removePrompt(session, removed.id),
    );
    const day = 24 * 3600 * 1000;
    await uploads.sweep(Date.now() + day - 60_000);
    expect((await stat(old)).isFile()).toBe(true);
    await uploads.sweep(Date.now() + day + 60_000);
    await expect(stat(old)).rejects.toThrow('ENOENT');
    expect((await stat(await desk.fileOf(kept.id))).isFile()).toBe(true);
  });

  test('a file that was there for long before it was replaced still has its day', async () => {
    const { record } = await desk.upload(await desk.tone());
    const old = await desk.fileOf(record.id);
    const long = new Date(Date.now() - 30 * 24 * 3600 * 1000);
    await utimes(old, long, long);
    await desk.replace(record.id, await desk.tone(2), {});
    await desk.doors.app.get(PromptUploadsService).sweep(Date.now());
    expect((await stat(old)).isFile()).toBe(true);
  });

  test('two of one name and language: the second is told, and its file is taken back', async () => {
    const { record } = await desk.upload(await desk.tone(), { name: 'twice' });
    const before = await desk.files();
    expect(await desk.upload(await desk.tone(), { name: 'twice' })).toMatchObject({
      status: 409,
      code: 'prompts.prompt_exists',
    });
    expect(await desk.files()).toEqual(before);
    expect(await desk.upload(await desk.tone(), { name: 'twice', language: 'en' })).toMatchObject({ status: 201 });
    expect(await desk.upload(await desk.tone(), { name: 'twice', as: desk.them })).toMatchObject({ status: 201 });
    expect(record.name).toBe('twice');
  });

  test('beyond the quota nothing is stored; what is replaced makes room', async () => {
    const other = await desk.newTenant('small');
    await desk.query('UPDATE config.tenant SET prompt_storage_limit_mb = 1 WHERE id = $1', [other.tenantId]);
    const actor = tenantActor(other.tenantId);
    // 16,000 bytes a second
    const { record } = await desk.upload(await desk.tone(40), { as: actor });
    expect(await desk.upload(await desk.tone(40), { as: actor })).toMatchObject({
      status: 409,
      code: 'platform.quota_reached',
    });
    expect(await desk.files(other.tenantId)).toHaveLength(1);
    expect(await desk.replace(record.id, await desk.tone(60), { as: actor })).toMatchObject({ status: 200 });
    expect(await desk.replace(record.id, await desk.tone(70), { as: actor })).toMatchObject({ status: 409 });
  });

  test('sounds that were replaced count until they are swept, a good deal beyond the quota', async () => {
    const other = await desk.newTenant('fickle');
    await desk.query('UPDATE config.tenant SET prompt_storage_limit_mb = 10 WHERE id = $1', [other.tenantId]);
    const actor = tenantActor(other.tenantId);
    // 9 MB each
    const sound = await desk.tone(600);
    const { record } = await desk.upload(sound, { as: actor });
    for (const status of [200, 200]) {
      expect(await desk.replace(record.id, sound, { as: actor })).toMatchObject({ status });
    }
    expect(await desk.replace(record.id, sound, { as: actor })).toMatchObject({
      status: 409,
      code: 'prompts.retired_fill_quota',
    });
    expect(await desk.files(other.tenantId)).toHaveLength(3);
    expect(await desk.upload(await desk.tone(30), { as: actor })).toMatchObject({ status: 201 });
    await desk.doors.app.get(PromptUploadsService).sweep(Date.now() + 25 * 3600 * 1000);
    expect(await desk.replace(record.id, sound, { as: actor })).toMatchObject({ status: 200 });
  });
});

describe('who may what', () => {
  test("another tenant's prompt does not exist, by whatever way it is asked for", async () => {
    const { record } = await desk.upload(await desk.tone());
    const before = await desk.fileOf(record.id);
    const heard = await desk.listen(record.id, {}, desk.them);
    expect([heard.status, await heard.json()]).toMatchObject([404, { code: 'platform.not_found' }]);
    expect(await desk.replace(record.id, await desk.tone(), { as: desk.them })).toMatchObject({
      status: 404,
      code: 'platform.not_found',
    });
    expect(await desk.fileOf(record.id)).toBe(before);
    for (const id of ['nonsense', '..%2f..%2fetc', "'%20OR%20true", crypto.randomUUID()]) {
      expect([(await desk.listen(id)).status, id]).toEqual([404, id]);
    }
  });

  test('a row that names a file of another tenant, or of nobody, is not followed', async () => {
    const { record } = await desk.upload(await desk.tone());
    const foreign = (await desk.upload(await desk.tone(), { as: desk.them })).record;
    for (const media of [await desk.mediaOf(foreign.id), '/callrack/media/secret', '/callrack/media/prompts/none']) {
      await desk.query('UPDATE config.prompt SET media = $1 WHERE id = $2', [media, record.id]);
      expect(await (await desk.listen(record.id)).json()).toMatchObject({ code: 'prompts.file_missing' });
    }
  });

  test('without the permission nothing is read of the upload; without signing in nothing at all', async () => {
    const reader = actorWith(desk.ours.tenantId, 'prompt.read');
    expect(await desk.upload(await desk.tone(), { as: reader })).toMatchObject({
      status: 403,
      code: 'access.not_permitted',
    });
    const { record } = await desk.upload(await desk.tone());
    expect((await desk.listen(record.id, {}, reader)).status).toBe(200);
    expect((await desk.listen(record.id, {}, actorWith(desk.ours.tenantId, 'queue.read'))).status).toBe(403);
    expect((await fetch(`${desk.doors.url}/console/x/prompts/${record.id}/sound`)).status).toBe(401);
    expect(await desk.leftOver()).toEqual([]);
  });
});

describe('prompts at the console', () => {
  const asUs = <T>(fn: Parameters<typeof desk.doors.databases.asTenant<T>>[1]): Promise<T> =>
    desk.doors.databases.asTenant(desk.ours.tenantId, fn);

  test('the standard prompts are added once, those that are there stay', async () => {
    const folder = join(desk.doors.home, 'asterisk/media/prompts/zh');
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'goodbye.wav'), await desk.tone(2));
    const resource = desk.doors.app.get(ConsoleRegister).resource('prompt')!;
    const action = resource.actions!.find(({ name }) => name === 'addStandard')!;
    const first = await asUs((session) => action.perform(session, '', {}, desk.us));
    // one tenant has "welcome" in Chinese already
    expect(first.told.map(({ label }) => label)).toHaveLength(7);
    expect((await asUs((session) => action.perform(session, '', {}, desk.us))).told).toEqual([]);
    const page = await asUs((session) =>
      desk.doors.app.get(PromptsService).pageOfPrompts(session, { ...WHOLE_LIST, filter: { name: 'goodbye' } }),
    );
    const chinese = page.items.find(({ language }) => language === 'zh')!;
    expect(chinese).toMatchObject({ durationMs: 2000, uploadedAt: null });
    expect((await desk.listen(chinese.id)).status).toBe(200);
  });

  test.each([
    { name: '\0' },
    { language: 'zh,\0' },
    { durationMs: '1.5' },
    { durationMs: { from: '1e30' } },
    { uploadedAt: '+275760-09-13' },
  ])('%j is asked for: none is found, and nothing fails', async (filter) => {
    const page = await asUs((session) =>
      desk.doors.app.get(PromptsService).pageOfPrompts(session, { ...WHOLE_LIST, filter }),
    );
    expect(page).toEqual({ items: [], total: 0 });
  });

  test('a prompt that a menu plays is not removed; another is, and is not found again', async () => {
    const prompts = desk.doors.app.get(PromptsService);
    const played = (
      await asUs((session) => prompts.pageOfPrompts(session, { ...WHOLE_LIST, filter: { name: 'welcome' } }))
    ).items.find(({ originalName, language }) => originalName === '' && language === 'zh')!;
    await expect(asUs((session) => prompts.removePrompt(session, played.id))).rejects.toMatchObject({
      code: 'platform.in_use',
      text: { zh: expect.stringContaining('来话菜单 welcome'), en: expect.stringContaining('menu welcome') },
    });
    const { record } = await desk.upload(await desk.tone());
    await asUs((session) => prompts.removePrompt(session, record.id));
    expect(await asUs((session) => prompts.findPrompt(session, record.id))).toBeUndefined();
    await expect(asUs((session) => prompts.removePrompt(session, record.id))).rejects.toMatchObject({
      code: 'platform.not_found',
    });
  });
});
