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

  /**
   * @param pinHash of the PIN that the agent has now
   * @returns whether the agent may sign in by it
   */
  judged(agentId: AgentId, pinHash: string | undefined, right: boolean, now: Instant): 'right' | 'wrong' | 'locked' {
    const kept = this.byAgent.get(agentId);
    const before = kept?.pinHash === undefined || kept.pinHash === pinHash ? kept : undefined;
    const until = before?.lockedUntil ?? null;
    if (until !== null && now < until) return 'locked';
    if (right) {
      this.byAgent.delete(agentId);
      if (kept !== undefined) this.out.changes.set(`pin:${agentId}`, null);
      return 'right';
    }
    const failed = (before?.failed ?? 0) + 1;
    const isOver = failed >= FAILURES;
    const tries = {
      version: 1,
      agentId,
      ...(pinHash === undefined ? {} : { pinHash }),
      failed: isOver ? 0 : failed,
      lockedUntil: isOver ? now + LOCKED_MS : null,
    } as const;
    this.byAgent.set(agentId, tries);
    this.out.changes.set(`pin:${agentId}`, { kind: 'pin', tries });
    return isOver ? 'locked' : 'wrong';
  }
}
