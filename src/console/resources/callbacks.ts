import type { CallbackNow } from '../../kernel/live-status.js';
import type { Actor } from '../../platform/access/actor.js';
import type { ListQuery } from '../../platform/database/paging.js';
import type { DbSession } from '../../platform/database/transaction.js';
import { NotFound } from '../../platform/errors/record.errors.js';
import { EngineRefused } from '../../platform/local-api/local-api.errors.js';
import { ownTenant } from './own-tenant.js';
import type { ConsoleResource, Field } from './resource.js';
import type { RoomsOfAgents } from './rooms-of-agents.js';

/** Somebody who waits to be called back, as the console names them. */
type CallbackRecord = CallbackNow & { readonly id: string };

const FIELDS: readonly Field[] = [
  { name: 'number', kind: 'text', label: { zh: '回呼号码', en: 'Number' }, on: ['list', 'show'] },
  { name: 'queueId', kind: 'reference', to: 'queue', label: { zh: '队列', en: 'Queue' }, on: ['list', 'show'] },
  {
    name: 'phase',
    kind: 'choice',
    label: { zh: '状态', en: 'State' },
    choices: [
      { value: 'waiting', label: { zh: '排队中', en: 'In the line' } },
      { value: 'resting', label: { zh: '稍后再呼', en: 'Later' } },
      { value: 'calling', label: { zh: '正在回呼', en: 'Being called' } },
    ],
    on: ['list', 'show'],
  },
  { name: 'place', kind: 'number', label: { zh: '位置', en: 'Place' }, on: ['list', 'show'] },
  { name: 'since', kind: 'instant', label: { zh: '排队开始', en: 'Waits since' }, on: ['list', 'show'] },
  { name: 'askedAt', kind: 'instant', label: { zh: '预约时间', en: 'Asked at' }, on: ['list', 'show'] },
  { name: 'expiresAt', kind: 'instant', label: { zh: '有效期至', en: 'Until' }, on: ['list', 'show'] },
  { name: 'tries', kind: 'number', label: { zh: '未接通次数', en: 'Tries in vain' }, on: ['list', 'show'] },
];

/** Who waits to be called back: the engine's, as of now. */
export function callbacksResource(rooms: RoomsOfAgents): ConsoleResource {
  return {
    id: 'callback',
    module: 'live',
    icon: 'PhoneIncoming',
    label: { zh: '等待回呼', en: 'Waiting to be called back' },
    about: {
      zh: '排队时预约了回呼的客户。他们在队列中保留位置，轮到时先振铃座席，再呼叫客户。经过见原呼叫的详单。',
      en: 'Customers who waited in a queue and asked to be called back. They keep their place; when it is their turn an agent’s telephone rings, then theirs. What became of it is told in the record of the call by which they asked.',
    },
    fields: FIELDS,
    permissions: { read: 'live.read' },
    title: (record) => (record as CallbackRecord).number,
    page: async (session, query, actor) => pageOf(await allOf(rooms, session, actor), query),
    find: async (session, id, actor) => (await allOf(rooms, session, actor)).find((one) => one.id === id),
    actions: [
      {
        name: 'cancel',
        on: 'record',
        label: { zh: '取消回呼', en: 'Cancel' },
        icon: 'X',
        permission: 'call.supervise',
        perform: async (session, id, _input, actor) => {
          const callback = (await allOf(rooms, session, actor)).find((one) => one.id === id);
          if (callback === undefined) throw new NotFound();
          const agentIds = await rooms.agents.agentIdsOfQueue(session, callback.queueId);
          await rooms.groups.mustReach(session, actor, agentIds);
          const tenantCode = await codeOf(rooms, session, actor);
          return {
            done: { zh: '已取消，不再回呼', en: 'They are called back no more' },
            told: [{ id, label: callback.number, after: {} }],
            afterCommit: () => rooms.localApi.cancelCallback(tenantCode, id),
          };
        },
      },
    ],
  };
}

async function allOf(rooms: RoomsOfAgents, session: DbSession, actor: Actor): Promise<CallbackRecord[]> {
  if (actor.tenantId === null) return [];
  try {
    const callbacks = await rooms.localApi.callbacksOf(await codeOf(rooms, session, actor));
    return callbacks.map((callback) => ({ ...callback, id: callback.callbackId }));
  } catch (error) {
    // the engine does not know the tenant yet
    if (error instanceof EngineRefused && error.httpStatus === 404) return [];
    throw error;
  }
}

function pageOf(all: readonly CallbackRecord[], { offset, limit }: Pick<ListQuery, 'offset' | 'limit'>) {
  return { items: all.slice(offset, offset + limit), total: all.length };
}

async function codeOf({ tenancy }: RoomsOfAgents, session: DbSession, actor: Actor): Promise<string> {
  return (await tenancy.tenantById(session, ownTenant(actor))).code;
}
