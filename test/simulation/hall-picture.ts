import type { Hall } from '../../src/calls/core/hall.js';
import type { QueueId } from '../../src/kernel/ids.js';

/** Names of the hall's indexes that follow from its states and must come out the same when they are loaded. */
const INDEXES = ['table', 'inUse'];

/** All that a hall knows and would know again after a restart, in one text: equal halls give equal texts. */
export function hallPicture(hall: Hall, queueIds: readonly QueueId[]): string {
  return JSON.stringify(
    {
      calls: hall.calls,
      agents: hall.agents,
      recordings: hall.recordings,
      contact: hall.contact,
      ledgers: hall.accounts.ledgers,
      indexes: indexesOf(hall),
      queues: queueIds.map((queueId) => [
        queueId,
        // their order follows from the configuration, which may be another after a restart
        [...hall.waitingIn(queueId)].sort(),
        [...hall.readyIn(queueId)].sort(),
      ]),
      // when a tenant's money, and the duty rules, are looked at next is found anew
      timers: [...hall.allTimers()]
        .filter(({ name }) => name !== 'review' && name !== 'look')
        .map((timer) => JSON.stringify(timer))
        .sort(),
    },
    inOrder,
  );
}

function indexesOf(hall: Hall): readonly (readonly [string, unknown])[] {
  const floor = Reflect.get(hall, 'floor') as object;
  return INDEXES.map((name) => {
    const index = Reflect.get(floor, name) as unknown;
    if (index === undefined) throw new Error(`the hall has no ${name}`);
    return [name, index];
  });
}

/** Maps as sorted pairs, objects with sorted keys. */
function inOrder(_key: string, value: unknown): unknown {
  if (value instanceof Map) return [...(value as Map<string, unknown>)].sort(([a], [b]) => (a < b ? -1 : 1));
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
