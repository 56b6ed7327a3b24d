import type { Instant } from '../../kernel/clock.js';
import type { AgentId } from '../../kernel/ids.js';
import type { Outbox } from './outbox.js';
import type { PinTries } from './pins.js';

const FAILURES = 5;
const LOCKED_MS = 900_000;

/** How often whose PIN was wrong. */
export class PinTriesKept {
  readonly byAgent = new Map<AgentId, PinTries>();

  constructor(private readonly out: Pick<Outbox, 'changes'>) {}

  load(tries: PinTries): void {
    this.byAgent.set(tries.agentId, tries);
  }

  isLocked(agentId: AgentId, now: Instant): boolean {
    const until = this.byAgent.get(agentId)?.lockedUntil ?? null;
    return until !== null && now < until;
  }

  /** @returns whether the agent may sign in by it */
  judged(agentId: AgentId, right: boolean, now: Instant): 'right' | 'wrong' | 'locked' {
    if (this.isLocked(agentId, now)) return 'locked';
    const before = this.byAgent.get(agentId);
    if (right) {
      this.byAgent.delete(agentId);
      if (before !== undefined) this.out.changes.set(`pin:${agentId}`, null);
      return 'right';
    }
    const failed = (before?.failed ?? 0) + 1;
    const isOver = failed >= FAILURES;
    const tries = {
      version: 1,
      agentId,
      failed: isOver ? 0 : failed,
      lockedUntil: isOver ? now + LOCKED_MS : null,
    } as const;
    this.byAgent.set(agentId, tries);
    this.out.changes.set(`pin:${agentId}`, { kind: 'pin', tries });
    return isOver ? 'locked' : 'wrong';
  }
}
