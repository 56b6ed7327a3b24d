import type { Actor } from '../../platform/access/actor.js';
import type { AuditEntry } from '../../platform/access/audit.service.js';
import type { DbSession } from '../../platform/database/transaction.js';
import { ConsoleRegister } from '../console-register.js';
import { ChangeTeller } from './audit-change.js';
import type { ChangedField } from './audit-told.js';
import type { ConsoleResource, Field } from './resource.js';

const QUEUE_ID = '01a203d0-2185-7091-b11e-0c242c387ff5';
const GONE_ID = '01a203d0-736a-7294-bbda-54989e275f8b';
const SESSION = {} as DbSession;

const field = (name: string, kind: Field['kind'], zh: string, more: Partial<Field> = {}): Field => ({
  ...{ name, kind, label: { zh, en: name }, ...more },
});

function resource(
  id: string,
  fields: readonly Field[],
  titles: Readonly<Record<string, string>> = {},
): ConsoleResource {
  return {
    ...{ id, module: 'inbound', icon: 'X', label: { zh: id, en: id }, about: { zh: '', en: '' }, fields },
    permissions: { read: `${id}.read` as 'queue.read' },
    title: (record) => titles[record.id] ?? '',
    page: () => Promise.resolve({ items: [], total: 0 }),
    find: (_session, thing) => Promise.resolve(thing in titles ? { id: thing } : undefined),
  };
}

const register = new ConsoleRegister();
register.addResource(
  resource('queue', [field('record', 'boolean', '录音'), field('overflow', 'destination', '溢出')], {
    [QUEUE_ID]: '2000 客服',
  }),
  resource('prompt', [field('durationMs', 'durationMs', '时长')]),
  resource('menu', [field('action', 'menuAction', '动作'), field('promptId', 'reference', '语音', { to: 'prompt' })]),
  resource('role', [field('permissions', 'permissions', '权限')]),
  resource('call_record', [
    field('result', 'choice', '结果', { choices: [{ value: 'answered', label: { zh: '已接听', en: 'Answered' } }] }),
    field('waitedMs', 'durationMs', '等待'),
    field('arrivedAt', 'instant', '来电时间'),
    field('queueId', 'reference', '队列', { to: 'queue' }),
  ]),
);

const reads = (...names: string[]): Actor =>
  ({ tenantId: 't', language: 'zh', permissions: new Set(names) }) as unknown as Actor;
const told = (objectType: string, after: object, actor = reads('queue.read', 'prompt.read')): Promise<ChangedField[]> =>
  new ChangeTeller(register, SESSION, actor).changesOf({ objectType, before: null, after } as unknown as AuditEntry);
const texts = async (objectType: string, after: object, actor?: Actor): Promise<Record<string, unknown>> =>
  Object.fromEntries((await told(objectType, after, actor)).map(({ label, after: pieces }) => [label, pieces]));

test('a menu names its queue and keys; a prompt that is no more is told by the end of its id', async () => {
  const action = {
    ...{ kind: 'keys', keys: { '1': { to: 'queue', queueId: QUEUE_ID } }, otherwise: { to: 'hangUp' } },
    ...{ attempts: 3, keyTimeoutMs: 5000 },
  };
  const shown = await texts('menu', { promptId: GONE_ID, action });
  expect(shown.语音).toEqual(['…275f8b（已不存在）']);
  expect(String(shown.动作).split('\n').slice(0, 2)).toEqual(['1: 队列 2000 客服', '始终没有按对时: 挂断']);
  expect(JSON.stringify(shown)).not.toMatch(/queueId|otherwise|keyTimeoutMs|0c242c387ff5/);
});

test('a thing that one may not see is not said to be gone', async () => {
  const shown = await texts('queue', { overflow: { to: 'queue', queueId: QUEUE_ID } }, reads());
  expect(shown).toEqual({ 溢出: ['队列 …387ff5'] });
});

test('yes and no, durations, permissions', async () => {
  expect(await texts('queue', { record: false })).toEqual({ 录音: ['否'] });
  expect(await texts('prompt', { durationMs: 45_500 })).toEqual({ 时长: [{ ms: 45_500 }] });
  expect(await texts('role', { permissions: ['queue.read', 'queue.create'] })).toEqual({ 权限: ['队列: 查看, 新建'] });
});

test('an export: its conditions and columns in the words of the list', async () => {
  const shown = await texts('call_record', {
    ...{ format: 'csv', rows: 12, columns: ['arrivedAt', 'caller'] },
    filter: {
      result: 'answered',
      waitedMs: { from: '5000' },
      queueId: QUEUE_ID,
      arrivedAt: { to: '2026-11-22T00:00:00Z' },
    },
  });
  expect(shown.文件格式).toEqual(['CSV']);
  expect(shown.条数).toEqual(['12']);
  expect(shown.导出的列).toEqual(['呼叫时间, 主叫号码']);
  expect(shown.筛选条件).toEqual([
    ...['结果: ', '已接听', '\n等待: ', { ms: 5000 }, ' – ', '\n队列: ', '2000 客服'],
    ...['\n来电时间: ', ' – ', { at: '2026-11-22T00:00:00Z' }],
  ]);
});

test('a failed sign-in says why; an operator’s role is told by its name alone', async () => {
  expect(await texts('sign_in', { reason: 'password' })).toEqual({ 原因: ['密码错误'] });
  expect(await texts('operator', { roleId: QUEUE_ID, role: '班长' })).toEqual({ 角色: ['班长'] });
});

test('before and after stand side by side, nothing as null', async () => {
  const entry = { objectType: 'queue', before: { record: true }, after: { record: null } } as unknown as AuditEntry;
  const [change] = await new ChangeTeller(register, SESSION, reads()).changesOf(entry);
  expect(change).toEqual({ name: 'record', label: '录音', before: ['是'], after: null });
});
