import { z } from 'zod';

import type { CallNow } from '../../kernel/live-status.js';
import type { Actor } from '../../platform/access/actor.js';
import type { OperatorsService } from '../../platform/access/operators.service.js';
import type { DbSession } from '../../platform/database/transaction.js';
import type { Text } from '../../platform/errors/callrack-error.js';
import { NotFound } from '../../platform/errors/record.errors.js';
import { EngineRefused } from '../../platform/local-api/local-api.errors.js';
import type { ActOrder } from '../../platform/local-api/local-api.client.js';
import { chosen } from '../../platform/references/reference-input.js';
import { validInput } from '../../platform/validation/valid-input.js';
import { InvalidInput } from '../../platform/validation/validation.errors.js';
import { ownTenant } from './own-tenant.js';
import { callSaying, type RoomsOfSaying } from './call-saying.js';
import type { ConsoleAction, ConsoleResource } from './resource.js';
import type { RoomsOfAgents } from './rooms-of-agents.js';

/** The rooms that supervisors act by. */
export interface RoomsOfSupervision extends RoomsOfAgents, RoomsOfSaying {
  readonly operators: OperatorsService;
}

interface ActWords {
  readonly name: string;
  readonly icon: string;
  readonly label: Text;
  readonly done: Text;
  /** What else has to be said: by which telephone, or to whom the call goes. */
  readonly asks?: 'extension' | 'agent';
}

const ACTS: readonly ActWords[] = [
  {
    name: 'listen',
    icon: 'Headphones',
    label: { zh: '监听', en: 'Listen' },
    done: { zh: '正在呼叫您的话机，接听后即可监听', en: 'Your telephone is being called: answer it to listen' },
    asks: 'extension',
  },
  {
    name: 'whisper',
    icon: 'MessageCircle',
    label: { zh: '密语', en: 'Whisper' },
    done: { zh: '只有座席能听到您', en: 'Only the agent hears you' },
    asks: 'extension',
  },
  {
    name: 'bargeIn',
    icon: 'UserPlus',
    label: { zh: '强插', en: 'Barge in' },
    done: { zh: '双方都能听到您', en: 'Both hear you' },
    asks: 'extension',
  },
  {
    name: 'takeOver',
    icon: 'UserCheck',
    label: { zh: '拦截', en: 'Take over' },
    done: { zh: '由您接替座席通话', en: 'You talk in the agent’s place' },
    asks: 'extension',
  },
  {
    name: 'stopListening',
    icon: 'X',
    label: { zh: '退出监听', en: 'Stop listening' },
    done: { zh: '已退出，通话继续', en: 'You are out; the call goes on' },
    asks: 'extension',
  },
  {
    name: 'disconnect',
    icon: 'PhoneOff',
    label: { zh: '强拆', en: 'Disconnect' },
    done: { zh: '已挂断', en: 'Hung up' },
  },
  {
    name: 'assign',
    icon: 'CornerUpRight',
    label: { zh: '分配给座席', en: 'Give to an agent' },
    done: { zh: '座席的话机正在振铃', en: 'The agent’s telephone rings' },
    asks: 'agent',
  },
];

const byTelephone = z.object({ extensionId: chosen<string>() });
const toAgent = z.object({ agentId: chosen<string>() });
const GONE: Text = { zh: '所选的内容不存在或已被删除', en: 'What was chosen does not exist or was deleted' };

/** A call of now as the console names it. */
type CallRecord = CallNow & { readonly id: string };

/** The calls of now, on which supervisors act from the live page; the lists of calls are the live page's own. */
export function supervisedCallsResource(rooms: RoomsOfSupervision): ConsoleResource {
  return {
    id: 'call',
    module: 'live',
    inMenu: false,
    icon: 'Phone',
    label: { zh: '通话', en: 'Calls' },
    about: { zh: '当前通话见“实时状态”。', en: 'The calls of now are on the live page.' },
    fields: [
      { name: 'caller', kind: 'text', label: { zh: '主叫', en: 'Caller' }, on: ['list', 'show'] },
      { name: 'called', kind: 'text', label: { zh: '被叫', en: 'Called' }, on: ['list', 'show'] },
    ],
    permissions: { read: 'live.read' },
    title: (record) => labelOf(record as CallRecord),
    page: () => Promise.resolve({ items: [], total: 0 }),
    find: (session, id, actor) => findCall(rooms, session, actor, id),
    actions: [...ACTS.map((words) => actionOf(rooms, words)), callSaying(rooms)],
  };
}

function actionOf(rooms: RoomsOfSupervision, { name, icon, label, done, asks }: ActWords): ConsoleAction {
  return {
    name,
    on: 'record',
    label,
    icon,
    permission: 'call.supervise',
    perform: async (session, id, input, actor) => {
      const call = await findCall(rooms, session, actor, id);
      if (call === undefined) throw new NotFound();
      await rooms.groups.mustReach(session, actor, await agentsOf(rooms, session, call));
      const extension = asks === 'extension' ? await chosenTelephone(rooms, session, actor, input) : null;
      const agent = asks === 'agent' ? await chosenAgent(rooms, session, actor, input) : null;
      const reach = await rooms.groups.reachOf(session, actor);
      const order: ActOrder = {
        by: { supervisor: actor.name, extension, ...(reach === undefined ? {} : { reach: [...reach] }) },
        act: { act: name, ...(agent === null ? {} : { agent }) },
      };
      const after = { ...(extension === null ? {} : { extension }), ...(agent === null ? {} : { agent }) };
      const tenantCode = await codeOf(rooms, session, actor);
      return {
        done,
        told: [{ id, label: labelOf(call), after }],
        afterCommit: () => rooms.localApi.actOnCall(tenantCode, id, order),
      };
    },
  };
}

/** Those who are in the call, or could be given it while it waits. */
async function agentsOf(
  { acd, agents }: RoomsOfSupervision,
  session: DbSession,
  call: CallNow,
): Promise<readonly string[]> {
  // who has left the call is in it no more, whoever its record will name
  const here = call.agentIds ?? [call.agentId, call.partyAgentId].filter((id) => id !== null);
  if (here.length > 0 || call.queueId === null) return here;
  const queue = await acd.findQueue(session, call.queueId);
  return queue === undefined ? [] : agents.agentIdsOfQueue(session, queue.id);
}

/** The telephone is kept as the person's own for the next time. */
async function chosenTelephone(
  { lines, operators }: RoomsOfSupervision,
  session: DbSession,
  actor: Actor,
  input: unknown,
): Promise<string> {
  const { extensionId } = validInput(byTelephone, input);
  const extension = await lines.findExtension(session, extensionId);
  if (extension === undefined) throw new InvalidInput({ extensionId: GONE });
  await operators.keepListenExtension(session, actor, extension.id);
  return extension.dn;
}

async function chosenAgent(
  { agents, groups }: RoomsOfSupervision,
  session: DbSession,
  actor: Actor,
  input: unknown,
): Promise<string> {
  const { agentId } = validInput(toAgent, input);
  const agent = await agents.findAgent(session, agentId);
  if (agent === undefined) throw new InvalidInput({ agentId: GONE });
  await groups.mustReach(session, actor, [agent.id]);
  return agent.number;
}

/** undefined: the tenant has no such call now. */
async function findCall(
  rooms: RoomsOfSupervision,
  session: DbSession,
  actor: Actor,
  id: string,
): Promise<CallRecord | undefined> {
  if (actor.tenantId === null) return undefined;
  try {
    const call = await rooms.localApi.callOf(await codeOf(rooms, session, actor), id);
    return { ...call, id: call.callId };
  } catch (error) {
    if (error instanceof EngineRefused && error.httpStatus === 404) return undefined;
    throw error;
  }
}

async function codeOf({ tenancy }: RoomsOfSupervision, session: DbSession, actor: Actor): Promise<string> {
  return (await tenancy.tenantById(session, ownTenant(actor))).code;
}

function labelOf({ caller, called }: CallNow): string {
  return `${caller} → ${called}`;
}
