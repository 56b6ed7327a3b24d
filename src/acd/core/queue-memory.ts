import type { AgentId, QueueId } from '../../kernel/ids.js';
import { seedRandom, type RandomState } from '../../kernel/random.js';

/** What a queue remembers of whom it has given its callers to. */
export interface QueueMemory {
  readonly version: 1;
  readonly queueId: QueueId;
  /** Of round_robin: who had the last. */
  readonly last: { readonly number: string; readonly agentId: AgentId } | null;
  /** Of random. */
  readonly dice: RandomState | null;
  /** Of weighted_share: what each group is behind (above 0) or ahead. */
  readonly due: Readonly<Record<string, number>>;
}

export function blankMemory(queueId: QueueId): QueueMemory {
  return { version: 1, queueId, last: null, dice: null, due: {} };
}

/** The queue's own dice: those of other queues fall otherwise. */
export function diceOf({ queueId, dice }: QueueMemory): RandomState {
  return dice ?? seedRandom(seedOf(queueId));
}

/** FNV-1a. */
function seedOf(text: string): number {
  let hash = 0x811c_9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x0100_0193) >>> 0;
  return hash;
}
