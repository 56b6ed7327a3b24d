import { TELLS, type QueueWaiting } from '../../src/acd/core/queue-waiting.js';
import type { DutyRule } from '../../src/acd/core/duty-rule.js';
import type { Queue } from '../../src/acd/core/queue.js';
import type { AgentProfile } from '../../src/agents/core/agent-profile.js';
import type { Account } from '../../src/billing/core/account.js';
import type { Instant } from '../../src/kernel/clock.js';
import type { Destination } from '../../src/kernel/destination.js';
import type { Prompt } from '../../src/prompts/core/prompt.js';
import type { Dice } from './dice.js';
import { minutesEastOf } from './money.js';

const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7];
const MINUTE_MS = 60_000;
const MINUTES_A_DAY = 1440;

/** Who is logged in while nobody is by hand: hours that begin and end during the run; some tenants have none. */
export function drawDutyRules(
  dice: Dice,
  { tenantId, timeZone }: Pick<Account, 'tenantId' | 'timeZone'>,
  all: { readonly agents: readonly AgentProfile[]; readonly queues: readonly Queue[] },
  startsAt: Instant,
): DutyRule[] {
  const agents = all.agents.filter((agent) => agent.tenantId === tenantId);
  const queues = all.queues.filter((queue) => queue.tenantId === tenantId);
  return Array.from({ length: dice.weighted([2, 0], [1, dice.between(1, 3)]) }, (_, at) => {
    const beginsIn = dice.between(-30, 20);
    const from = Math.floor(startsAt / MINUTE_MS) + minutesEastOf(timeZone) + beginsIn;
    return {
      id: `${tenantId}-rule${String(at)}`,
      tenantId,
      name: `Rule ${String(at)}`,
      priority: dice.between(1, 3),
      queueIds: queues.filter(() => dice.chance(0.6)).map(({ id }) => id),
      agents: agents.filter(() => dice.chance(0.3)).map(({ id }) => ({ agentId: id, extensionId: null })),
      times: {
        shifts: [{ weekdays: EVERY_DAY, from: clock(from), to: clock(from + dice.between(1, 90)) }],
        days: [],
      },
      zone: null,
      shift: null,
    };
  });
}

function clock(minutes: number): string {
  const ofDay = ((minutes % MINUTES_A_DAY) + MINUTES_A_DAY) % MINUTES_A_DAY;
  const two = (number: number): string => String(number).padStart(2, '0');
  return `${two(Math.floor(ofDay / 60))}:${two(ofDay % 60)}`;
}

/** What callers hear who wait, and where they go instead. */
export function drawWaiting(dice: Dice, prompts: readonly Prompt[], somewhere: () => Destination): QueueWaiting {
  const maybe = <T>(probability: number, draw: () => T): T | null => (dice.chance(probability) ? draw() : null);
  return {
    musicPromptId: null,
    firstPromptId: maybe(0.5, () => dice.pick(prompts).id),
    periodicPromptId: maybe(0.5, () => dice.pick(prompts).id),
    periodicEveryS: dice.between(3, 60),
    tells: dice.pick(TELLS),
    tellsFromS: dice.between(0, 20),
    tellsEveryS: dice.chance(0.3) ? 0 : dice.between(5, 60),
    announcesAgent: false,
    fullAt: dice.chance(0.6) ? 0 : dice.between(1, 12),
    whenFull: maybe(0.5, somewhere),
    whenNobody: maybe(0.3, somewhere),
    whenOnBreak: maybe(0.3, somewhere),
  };
}
