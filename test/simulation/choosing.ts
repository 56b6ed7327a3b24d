import type { VipCaller } from '../../src/acd/core/blocked-number.js';
import { MAX_LEVEL, STRATEGIES, type QueueSelection } from '../../src/acd/core/queue-rules.js';
import type { AgentProfile, QueueMembership } from '../../src/agents/core/agent-profile.js';
import type { QueueId, TenantId } from '../../src/kernel/ids.js';
import type { AccessNumber } from '../../src/routing/core/route.js';
import { callerNumber } from './caller-numbers.js';
import type { Dice } from './dice.js';

/** Who gets whom, as drawn: half of the queues choose as all did before there was a choice. */

const SKILLS = ['', 'english', 'loans'] as const;
const GROUPS = ['', 'house', 'partner'] as const;
const SOME_CALLERS = 40;

/** Whoever is called is called alone. */
const ONE_AT_A_TIME = STRATEGIES.filter((strategy) => strategy !== 'ring_all');

export function drawSelection(dice: Dice): QueueSelection {
  const level = dice.chance(0.5) ? 0 : dice.between(1, 4);
  const steps = dice.chance(0.5) ? [] : [dice.between(3, 20), dice.between(21, 60)];
  return {
    strategy: dice.pick(ONE_AT_A_TIME),
    need: { skill: dice.pick(SKILLS), level },
    needSteps: steps.map((afterS, at) => ({ afterS, level: Math.max(0, level - 1 - at) })),
    stickyS: dice.chance(0.7) ? 0 : dice.between(1, 30),
    byArea: dice.chance(0.2),
    headStartS: dice.chance(0.7) ? 0 : dice.between(1, 120),
    shares: GROUPS.slice(1).map((group) => ({ group, weight: dice.between(1, 5) })),
  };
}

/** What an agent knows, and how they stand in their queues. */
export function drawSkills(
  dice: Dice,
  queueIds: readonly QueueId[],
): Pick<AgentProfile, 'skills' | 'areas' | 'memberships'> {
  const skills = SKILLS.slice(1).filter(() => dice.chance(0.6));
  const memberships: Record<QueueId, QueueMembership> = {};
  for (const id of queueIds) {
    const penalty = dice.chance(0.7) ? 0 : dice.between(1, 3);
    memberships[id] = { level: dice.between(0, MAX_LEVEL), penalty, group: dice.pick(GROUPS) };
  }
  return {
    skills: Object.fromEntries(skills.map((skill) => [skill, dice.between(1, MAX_LEVEL)])),
    areas: dice.chance(0.8) ? [] : [callerNumber(dice.between(1, 9)).slice(0, -1)],
    memberships,
  };
}

export function drawNumber(dice: Dice): Pick<AccessNumber, 'headStartS' | 'need'> {
  return {
    headStartS: dice.chance(0.7) ? 0 : dice.between(1, 60),
    need: dice.chance(0.8) ? null : { skill: dice.pick(SKILLS.slice(1)), level: dice.between(1, 3) },
  };
}

export function drawVips(dice: Dice, tenantIds: readonly TenantId[]): VipCaller[] {
  return tenantIds.flatMap((tenantId) =>
    Array.from({ length: dice.between(0, 8) }, (_, at) => ({
      id: `vip-${tenantId}-${String(at)}`,
      tenantId,
      number: callerNumber(at * 5 + dice.between(1, SOME_CALLERS / 8)),
      headStartS: dice.between(1, 300),
    })),
  );
}
