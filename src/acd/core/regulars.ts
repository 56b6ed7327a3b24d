import type { Instant } from '../../kernel/clock.js';
import type { AgentId, QueueId } from '../../kernel/ids.js';

/** Who talked to a caller last, in a queue that brings callers back to the agent they had. */
export interface Regular {
  readonly version: 1;
  readonly queueId: QueueId;
  readonly caller: string;
  readonly agentId: AgentId;
  readonly at: Instant;
}

/** Callers that are remembered on a node; beyond it those are forgotten who have not called for longest. */
export const MAX_REGULARS = 50_000;

export function regularKey({ queueId, caller }: Pick<Regular, 'queueId' | 'caller'>): string {
  return `${queueId} ${caller}`;
}

/** Callers and the agents they had last; in the order in which they were served. */
export class Regulars {
  readonly byKey = new Map<string, Regular>();
  /** As they were loaded, which is in no order. */
  private isLoaded = false;

  constructor(private readonly most = MAX_REGULARS) {}

  get size(): number {
    return this.byKey.size;
  }

  load(regular: Regular): void {
    this.byKey.set(regularKey(regular), regular);
    this.isLoaded = true;
  }

  agentOf(queueId: QueueId, caller: string): AgentId | null {
    return this.byKey.get(regularKey({ queueId, caller }))?.agentId ?? null;
  }

  /** Returns the keys that are forgotten for it. */
  served(regular: Regular): readonly string[] {
    if (this.isLoaded) this.sort();
    const key = regularKey(regular);
    this.byKey.delete(key);
    this.byKey.set(key, regular);
    const forgotten: string[] = [];
    for (const oldest of this.byKey.keys()) {
      if (this.byKey.size <= this.most) break;
      this.byKey.delete(oldest);
      forgotten.push(oldest);
    }
    return forgotten;
  }

  private sort(): void {
    const all = [...this.byKey.entries()].sort(([a, x], [b, y]) => x.at - y.at || (a < b ? -1 : 1));
    this.byKey.clear();
    for (const [key, regular] of all) this.byKey.set(key, regular);
    this.isLoaded = false;
  }
}
