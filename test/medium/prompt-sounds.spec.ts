import { readFile, stat } from 'node:fs/promises';

import type { EarlierSound } from '../../src/prompts/core/prompt-record.js';
import { PromptUploadsService } from '../../src/prompts/prompt-uploads.service.js';
import { actorWith, tenantActor } from '../fixtures/gate-actors.js';
import { PromptDesk, type Answer } from '../fixtures/prompt-desk.js';

jest.setTimeout(60_000);

const DAY_MS = 24 * 3600 * 1000;

let desk: PromptDesk;

beforeAll(async () => {
  desk = await PromptDesk.open();
});
afterAll(() => desk.close());

const address = (path: string): string => `${desk.doors.url}/console/x/prompts/${path}`;

async function post(path: string, body: object, as = desk.us): Promise<Answer> {
  const headers = { ...desk.doors.as(as), 'Content-Type': 'application/json' };
  const response = await fetch(address(path), { method: 'POST', headers, body: JSON.stringify(body) });
  return { status: response.status, ...((await response.json()) as Omit<Answer, 'status'>) };
}

async function earlierOf(id: string, as = desk.us): Promise<readonly EarlierSound[]> {
  const response = await fetch(address(`${id}/earlier`), { headers: desk.doors.as(as) });
  return ((await response.json()) as { earlier: readonly EarlierSound[] }).earlier;
}

const seconds = (sounds: readonly EarlierSound[]): number[] => sounds.map(({ durationMs }) => durationMs / 1000);

describe('the sounds that a prompt had before', () => {
  test('the last four are kept, heard, saved, and taken again', async () => {
    const { record } = await desk.upload(await desk.tone(1));
    const first = await readFile(await desk.fileOf(record.id));
    for (const length of [2, 3, 4, 5]) await desk.replace(record.id, await desk.tone(length));
    const [, , , oldest] = await earlierOf(record.id);
    expect(seconds(await earlierOf(record.id))).toEqual([4, 3, 2, 1]);
    const path = `${record.id}/earlier/${oldest!.id}`;
    const heard = await fetch(address(`${path}/sound?download=1`), { headers: desk.doors.as(desk.us) });
    expect(heard.headers.get('content-disposition')).toMatch(/^attachment/);
    expect(Buffer.from(await heard.arrayBuffer()).equals(first)).toBe(true);

    expect(await post(path, { version: 4 })).toMatchObject({ status: 409, code: 'platform.changed_meanwhile' });
    expect(await post(path, { version: 5 })).toMatchObject({ status: 200, record: { durationMs: 1000, version: 6 } });
    expect((await readFile(await desk.fileOf(record.id))).equals(first)).toBe(true);
    expect(seconds(await earlierOf(record.id))).toEqual([5, 4, 3, 2]);
    expect(await post(path, { version: 6 })).toMatchObject({ status: 404, code: 'platform.not_found' });
    expect((await desk.auditOf(record.id)).map(({ action }) => action).slice(-1)).toEqual(['update']);

    await desk.replace(record.id, await desk.tone(6));
    expect(seconds(await earlierOf(record.id))).toEqual([1, 5, 4, 3]);
  });

  test('their files stay as long as they may be taken again, and go a day after that', async () => {
    const uploads = desk.doors.app.get(PromptUploadsService);
    const { record } = await desk.upload(await desk.tone(1));
    const old = await desk.fileOf(record.id);
    await desk.replace(record.id, await desk.tone(2));
    await uploads.sweep(Date.now() + 2 * DAY_MS);
    expect((await stat(old)).isFile()).toBe(true);
    for (const length of [3, 4, 5, 6]) await desk.replace(record.id, await desk.tone(length));
    await uploads.sweep(Date.now() + DAY_MS - 60_000);
    expect((await stat(old)).isFile()).toBe(true);
    await uploads.sweep(Date.now() + DAY_MS + 60_000);
    await expect(stat(old)).rejects.toThrow('ENOENT');
  });

  test('they make way where the quota has no room for what is in use', async () => {
    const other = await desk.newTenant('narrow');
    await desk.query('UPDATE config.tenant SET prompt_storage_limit_mb = 1 WHERE id = $1', [other.tenantId]);
    const as = tenantActor(other.tenantId);
    const { record } = await desk.upload(await desk.tone(20), { as });
    await desk.replace(record.id, await desk.tone(21), { as });
    expect(seconds(await earlierOf(record.id, as))).toEqual([20]);
    // 16,000 bytes a second: three of them are too much
    expect(await desk.upload(await desk.tone(40), { as })).toMatchObject({ status: 201 });
    expect(await earlierOf(record.id, as)).toEqual([]);
  });

  test('a sound whose file is gone is not taken', async () => {
    const { record } = await desk.upload(await desk.tone(1));
    await desk.replace(record.id, await desk.tone(2));
    const [earlier] = await earlierOf(record.id);
    await desk.query("UPDATE config.earlier_sound SET media = media || 'x' WHERE id = $1", [earlier!.id]);
    expect(await post(`${record.id}/earlier/${earlier!.id}`, { version: 2 })).toMatchObject({
      status: 410,
      code: 'prompts.file_missing',
    });
    expect(seconds(await earlierOf(record.id))).toEqual([1]);
  });

  test('who only reads takes none again', async () => {
    const { record } = await desk.upload(await desk.tone(1));
    await desk.replace(record.id, await desk.tone(2));
    const [earlier] = await earlierOf(record.id);
    const reader = actorWith(desk.ours.tenantId, 'prompt.read');
    expect(await post(`${record.id}/earlier/${earlier!.id}`, { version: 2 }, reader)).toMatchObject({ status: 403 });
    expect(seconds(await earlierOf(record.id, reader))).toEqual([1]);
  });
});

describe('prompts that are spoken from a text', () => {
  test('in Chinese and English; another text is another sound, the text is kept', async () => {
    const made = await post('text', { name: 'spoken', language: 'zh', text: ' 您好，请稍候。 ' });
    expect(made).toMatchObject({ status: 201, record: { spokenText: '您好，请稍候。', originalName: '' } });
    expect(made.record.durationMs).toBeGreaterThan(500);
    const other = await post(`${made.record.id}/text`, { version: 1, text: '您好。' });
    expect(other).toMatchObject({ status: 200, record: { version: 2, spokenText: '您好。' } });
    expect(other.record.durationMs).toBeLessThan(made.record.durationMs);
    expect(await earlierOf(made.record.id)).toMatchObject([{ spokenText: '您好，请稍候。' }]);
    expect(await post('text', { name: 'spoken', language: 'en', text: 'Please hold the line.' })).toMatchObject({
      status: 201,
    });
    const replaced = await desk.replace(made.record.id, await desk.tone(1), { version: 2 });
    expect(replaced).toMatchObject({ status: 200, record: { spokenText: null } });
  });

  test.each([
    [{ name: 'a', language: 'zh', text: '' }, 400, 'platform.invalid_input'],
    [{ name: 'a', language: 'zh', text: '。。。' }, 400, 'speech.text_empty'],
    [{ name: 'a', language: 'zh', text: '好'.repeat(501) }, 400, 'speech.text_too_long'],
    [{ name: '', language: 'zh', text: '好' }, 400, 'platform.invalid_input'],
    [{ name: 'welcome', language: 'zh', text: '好' }, 409, 'prompts.prompt_exists'],
  ])('%j is refused, and no file stays', async (body, status, code) => {
    const before = await desk.files();
    expect(await post('text', body)).toMatchObject({ status, code });
    expect(await desk.files()).toEqual(before);
  });

  test('without the permission nothing is spoken', async () => {
    const reader = actorWith(desk.ours.tenantId, 'prompt.read');
    expect(await post('text', { name: 'b', language: 'zh', text: '好' }, reader)).toMatchObject({ status: 403 });
  });
});
