import { PHASE_WORDS, WHY_WORDS } from '../../cluster/core/move-words.js';
import { NodeAnswers } from '../../cluster/moves.errors.js';
import type { NodesService } from '../../cluster/nodes.service.js';
import type { MoveRecord, MovesService } from '../../cluster/moves.service.js';
import type { NodeView } from '../../cluster/core/node-view.js';
import type { DbSession } from '../../platform/database/transaction.js';
import type { Text } from '../../platform/errors/callrack-error.js';
import { NotFound } from '../../platform/errors/record.errors.js';
import type { TenantRecord, TenantsService } from '../../platform/tenancy/tenants.service.js';
import type { ConsoleAction, ConsoleResource, Field } from './resource.js';

export interface MoveRooms {
  readonly moves: MovesService;
  readonly tenants: TenantsService;
  /** No other node can ever be there. */
  readonly isAlone: boolean;
}

const BEFORE_FLIP: readonly string[] = ['asked', 'pausing', 'copying'];

/** What became of all moves, and the end of those that can still be called off. */
export function tenantMovesResource(rooms: MoveRooms): ConsoleResource {
  const { moves, isAlone } = rooms;
  return {
    id: 'tenant_move',
    module: 'system',
    inMenu: !isAlone,
    icon: 'Truck',
    label: { zh: '企业迁移', en: 'Moves of tenants' },
    about: {
      zh: '企业从一个节点迁到另一个节点的记录。迁移在“企业”中发起：原节点暂停分配几秒钟，数据复制后由新节点服务，正在进行的通话在原节点打完，来电不会丢失。',
      en: 'Tenants from one node to another. A move is begun under Tenants: the old home pauses for some seconds, the data are copied, and the new home serves from then on; calls that run end where they are, and no caller is lost.',
    },
    fields: FIELDS,
    permissions: { read: 'tenant.read' },
    title: (record) => {
      const { fromNodeId, toNodeId } = record as MoveRecord;
      return `${fromNodeId} → ${toNodeId}`;
    },
    page: (session, query) => moves.pageOfMoves(session, query),
    find: (session, id) => moves.findMove(session, id),
    actions: isAlone ? [] : [cancel(rooms)],
  };
}

function cancel({ moves, tenants }: MoveRooms): ConsoleAction {
  return {
    name: 'cancel',
    on: 'record',
    label: { zh: '取消迁移', en: 'Cancel the move' },
    icon: 'XCircle',
    permission: 'tenant.move',
    confirm: {
      zh: '企业留在原节点，分配立即恢复。取消迁移吗？',
      en: 'The tenant stays where it is, and callers are offered again at once. Cancel the move?',
    },
    appliesTo: (record) => BEFORE_FLIP.includes((record as MoveRecord).phase),
    perform: async (session, id) => {
      const before = await moves.findMove(session, id);
      const after = await moves.cancel(session, id);
      const label = await nameOf(tenants, session, after.tenantId);
      return {
        done: { zh: `“${label}”留在节点“${after.fromNodeId}”`, en: `"${label}" stays on node "${after.fromNodeId}"` },
        told: [{ id, label, before: { phase: before?.phase ?? '' }, after: { phase: after.phase } }],
      };
    },
  };
}

/** The tenant reads in its own log too where it is served. */
export function moveTenant({ moves }: MoveRooms): ConsoleAction {
  return {
    name: 'move',
    on: 'record',
    label: { zh: '迁移到其他节点', en: 'Move to another node' },
    icon: 'Truck',
    permission: 'tenant.move',
    component: 'TenantMove',
    appliesTo: (record) => (record as TenantRecord).movingToNodeId === null,
    perform: async (session, id, input, actor) => {
      const move = await moves.move(session, id, input, actor.name);
      const [before, after] = [{ homeNodeId: move.fromNodeId }, { homeNodeId: move.toNodeId }];
      return {
        done: {
          zh: `正在迁移到节点“${move.toNodeId}”，进展见“企业迁移”`,
          en: `It is being moved to node "${move.toNodeId}"; Moves of tenants tells how far it is`,
        },
        told: [{ id, label: `${move.fromNodeId} → ${move.toNodeId}`, before, after }],
      };
    },
  };
}

/** Of a node that has been away long enough for its alarm. */
export function takeOverNode({ moves }: MoveRooms, nodes: NodesService): ConsoleAction {
  return {
    name: 'takeOver',
    on: 'record',
    label: { zh: '接管其企业', en: 'Take over its tenants' },
    icon: 'LifeBuoy',
    permission: 'tenant.move',
    component: 'NodeTakeOver',
    appliesTo: (record) => {
      const { state, tenants } = record as NodeView;
      return (state === 'unreachable' || state === 'joining') && tenants > 0;
    },
    perform: async (session, id, input, actor) => {
      const isSure = input.reallyDead === true || input.reallyDead === 'true';
      // it is watched all the time: looking for longer would keep this transaction waiting
      const isAway = (await nodes.findNode(session, id))?.state === 'unreachable';
      if (!isSure && !isAway) throw new NodeAnswers(id);
      const order = { nodeId: id, to: typeof input.to === 'string' ? input.to : '', force: true };
      const plan = await moves.planTakeOver(order, await moves.homes(session));
      const asked = await moves.takeOver(session, plan, actor.name);
      const count = asked.length;
      return {
        done: {
          zh: `正在接管节点“${id}”的 ${count} 个企业，进展见“企业迁移”`,
          en: `${count} tenants of node "${id}" are being taken over; Moves of tenants tells how far that is`,
        },
        told: [{ id, label: id, after: { tenants: count, to: plan.to ?? '' } }],
      };
    },
  };
}

async function nameOf(tenants: TenantsService, session: DbSession, id: string): Promise<string> {
  const tenant = await tenants.findTenant(session, id);
  if (tenant === undefined) throw new NotFound();
  return `${tenant.name} (${tenant.code})`;
}

const choices = (words: Readonly<Record<string, Text>>) =>
  Object.entries(words).map(([value, label]) => ({ value, label }));

const FIELDS: readonly Field[] = [
  { name: 'askedAt', kind: 'instant', label: { zh: '发起时间', en: 'Asked for' }, sortable: true },
  { name: 'tenantId', kind: 'reference', to: 'tenant', label: { zh: '企业', en: 'Tenant' } },
  { name: 'fromNodeId', kind: 'reference', to: 'node', label: { zh: '原节点', en: 'From' } },
  { name: 'toNodeId', kind: 'reference', to: 'node', label: { zh: '新节点', en: 'To' } },
  {
    name: 'kind',
    kind: 'choice',
    label: { zh: '方式', en: 'Kind' },
    choices: [
      { value: 'move', label: { zh: '迁移', en: 'moved' } },
      { value: 'take_over', label: { zh: '接管', en: 'taken over' } },
    ],
  },
  { name: 'phase', kind: 'choice', label: { zh: '进展', en: 'Phase' }, choices: choices(PHASE_WORDS) },
  {
    name: 'why',
    kind: 'choice',
    label: { zh: '原因', en: 'Why' },
    choices: choices(WHY_WORDS),
    on: ['list', 'show'],
  },
  { name: 'askedByName', kind: 'text', label: { zh: '发起人', en: 'Asked by' }, on: ['show'] },
  { name: 'phaseAt', kind: 'instant', label: { zh: '进入此阶段', en: 'In this phase since' }, on: ['show'] },
  { name: 'finishedAt', kind: 'instant', label: { zh: '结束时间', en: 'Finished' }, on: ['list', 'show'] },
];
