import type { Instant } from '../../kernel/clock.js';
import { lineOf } from './call-views.js';
import type { Floor } from './floor.js';
import type { NodeConfig } from './node-config.js';
import { newHomeOf } from './places.js';
import { asksOtherwise } from './wish.js';

/** Another configuration holds: whoever it concerns is told. */
export function reconfigure(floor: Floor, config: NodeConfig, now: Instant): void {
  floor.config = config;
  floor.accounts.reconfigure(config);
  for (const call of [...floor.calls.values()]) {
    const queueId = lineOf(call);
    const nodeId = newHomeOf(call, config);
    if (nodeId !== null) floor.tellCall(call.callId, { type: 'tenant.left', nodeId }, now);
    else if (queueId !== null && !config.queues.has(queueId)) {
      floor.tellCall(call.callId, { type: 'queue.deleted' }, now);
    } else if (asksOtherwise(call, config)) floor.tellCall(call.callId, { type: 'queue.changed' }, now);
  }
  floor.desk.reconfigure(config, now);
  // Of a tenant that was paused somebody may be free, and somebody waiting, already.
  floor.matching.reconfigure(config);
  floor.callbacks.reconfigure(config, now);
}
