import type { AccessNumberId, AgentId, QueueId, TenantId } from '../../kernel/ids.js';
import type { NodeConfig } from './node-config.js';
import { numbersOf } from './numbers.js';

/** Whose call it is, where it is somebody's; a queue's own calls show what the queue says, whoever makes them. */
export interface ShownFor {
  readonly agentId?: AgentId | null;
  readonly queueId?: QueueId | null;
}

/**
 * The number to show for a call that goes out: one of the tenant's access numbers, of those that may be shown.
 *
 * @param asked null: the lowest that may be
 * @returns null where there is none, or not the one asked for
 */
export function numberToShow(
  config: NodeConfig,
  tenantId: TenantId,
  asked: string | null,
  shownFor: ShownFor = {},
): string | null {
  const allowed = allowedFor(config, tenantId, shownFor);
  let lowest: string | null = null;
  for (const { number, id } of numbersOf(config, tenantId).accessNumbers) {
    if (allowed !== null && (id === undefined || !allowed.has(id))) continue;
    if (number === asked) return number;
    if (lowest === null || number < lowest) lowest = number;
  }
  return asked === null ? lowest : null;
}

/**
 * What the queue says, else what the agent's own entry says, else what the agent's queues say together.
 *
 * @returns null: every number of the tenant
 */
function allowedFor(
  { agents, queues }: NodeConfig,
  tenantId: TenantId,
  { agentId, queueId }: ShownFor,
): ReadonlySet<AccessNumberId> | null {
  const ofQueue = (id: QueueId): readonly AccessNumberId[] => {
    const queue = queues.get(id);
    return queue?.tenantId === tenantId ? (queue.callerNumberIds ?? []) : [];
  };
  const agent = agentId === null || agentId === undefined ? undefined : agents.get(agentId);
  const lists = [
    queueId === null || queueId === undefined ? [] : ofQueue(queueId),
    agent?.callerNumberIds ?? [],
    (agent?.queueIds ?? []).flatMap(ofQueue),
  ];
  const first = lists.find((list) => list.length > 0);
  return first === undefined ? null : new Set(first);
}
