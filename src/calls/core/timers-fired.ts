import type { Instant } from '../../kernel/clock.js';
import type { Floor } from './floor.js';
import type { TimerOwner } from './turn-events.js';

/** The instant of a timer has come that is no call's. */
export function fireOf(
  { desk, accounts, callbacks }: Pick<Floor, 'desk' | 'accounts' | 'callbacks'>,
  owner: Exclude<TimerOwner, { kind: 'call' }>,
  dueAt: Instant,
  now: Instant,
): void {
  switch (owner.kind) {
    case 'agent':
      desk.timerFired(owner.agentId, dueAt, now);
      return;
    case 'ledger':
      accounts.timerFired(owner.tenantId, dueAt);
      return;
    case 'callback':
      callbacks.timerFired(owner.callbackId, dueAt, now);
      return;
    case 'duty':
      desk.duty.timerFired(dueAt);
      return;
  }
}
