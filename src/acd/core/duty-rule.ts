import type { Instant } from '../../kernel/clock.js';
import type { AgentId, ExtensionId, QueueId, TenantId } from '../../kernel/ids.js';
import { nextEdge, timeNow, type WeekHours, type WorkingTimes } from '../../kernel/working-times.js';
import type { AgentState } from './agent-state.js';

const MS_PER_MINUTE = 60_000;
const MS_PER_DAY = 86_400_000;

/** Who is logged in when, where nobody is so by hand. */
export interface DutyRule {
  readonly id: string;
  readonly tenantId: TenantId;
  readonly name: string;
  /** The lower comes first where several rules would serve a queue. */
  readonly priority: number;
  readonly queueIds: readonly QueueId[];
  /** On which telephone; null: their own. */
  readonly agents: readonly { readonly agentId: AgentId; readonly extensionId: ExtensionId | null }[];
  readonly times: WorkingTimes;
  /** Of a calendar; null: the tenant's. */
  readonly zone: string | null;
  /** Of a calendar, the shift in which it holds; null: in all. */
  readonly shift: string | null;
}

/** A rule as older builds kept it. */
export type KeptDutyRule =
  | DutyRule
  | (Omit<DutyRule, 'times' | 'zone' | 'shift'> & {
      readonly hours: readonly WeekHours[];
      readonly exceptDates: readonly string[];
    });

export function dutyRuleOf(kept: KeptDutyRule): DutyRule {
  if ('times' in kept) return kept;
  const { hours, exceptDates, ...rule } = kept;
  return { ...rule, times: ownTimes(hours, exceptDates), zone: null, shift: null };
}

/** Of a rule that names no calendar. */
export function ownTimes(hours: readonly WeekHours[], exceptDates: readonly string[]): WorkingTimes {
  return { shifts: hours, days: exceptDates.map((date) => ({ date, kind: 'rest' })) };
}

/** What a rule wants of an agent. */
export interface DutyCall {
  readonly ruleId: string;
  readonly queueIds: readonly QueueId[];
  readonly extensionId: ExtensionId | null;
}

type Logged = Pick<AgentState, 'agentId' | 'phase' | 'byRule' | 'queueIds' | 'sitsOutUntil'>;

/** By which clock, and when: its own, or those of a calendar. */
type Hours = Pick<DutyRule, 'times' | 'zone' | 'shift'>;

/** Whether the rule holds at an instant. @param zone of the tenant */
export function isOnDuty({ times, zone: own, shift }: Hours, zone: string, at: Instant): boolean {
  const now = timeNow(times, own ?? zone, at);
  return now.is === 'working' && (shift === null || now.shifts.some(({ name }) => name === shift));
}

/** The next instant at which a rule may begin or end to hold; not every one of them is one. */
export function nextLook(rules: readonly Pick<Hours, 'times' | 'zone'>[], zone: string, at: Instant): Instant {
  return rules.reduce(
    (next, rule) => Math.min(next, nextEdge(rule.times.shifts, rule.zone ?? zone, at)),
    nextEdge([], zone, at),
  );
}

/** When the hours of a rule end that hold now; one day later where they do not end before. */
export function endOfDuty(rule: Hours, zone: string, at: Instant): Instant {
  let end = at;
  while (isOnDuty(rule, zone, end) && end - at < MS_PER_DAY) end = nextLook([rule], zone, end);
  return Math.max(end, at + MS_PER_MINUTE);
}

/**
 * Whom the rules want, and for which queues: those that nobody serves by hand, each by the first of its rules. Who is
 * logged in by hand is wanted by none; who is wanted by several serves the queues of the first.
 *
 * @param agents of the tenant, all that are known; or those only whom rules name or have logged in, with `isServed`
 * @param isServed whether somebody who was logged in by hand serves the queue
 * @param serves whether somebody is there as an agent of the queue: a rule whose agents are gone keeps no later one away
 */
export function dutyCalls(
  rules: readonly DutyRule[],
  zone: string,
  agents: Iterable<Logged>,
  now: Instant,
  serves: (agentId: AgentId, queueId: QueueId) => boolean = () => true,
  isServed: (queueId: QueueId) => boolean = () => false,
): ReadonlyMap<AgentId, DutyCall> {
  const served = new Set<QueueId>();
  const kept = new Set<AgentId>();
  for (const { agentId, phase, byRule, queueIds, sitsOutUntil } of agents) {
    const isByHand = phase !== 'loggedOut' && byRule === null;
    if (isByHand) for (const queueId of queueIds) served.add(queueId);
    if (isByHand || (sitsOutUntil !== null && sitsOutUntil > now)) kept.add(agentId);
  }
  const wanted = new Map<AgentId, DutyCall>();
  for (const rule of [...rules].sort((a, b) => a.priority - b.priority || (a.id < b.id ? -1 : 1))) {
    if (!isOnDuty(rule, zone, now)) continue;
    const left = rule.queueIds.filter((queueId) => !served.has(queueId) && !isServed(queueId));
    for (const { agentId, extensionId } of rule.agents) {
      if (kept.has(agentId) || wanted.has(agentId)) continue;
      const queueIds = left.filter((queueId) => serves(agentId, queueId));
      if (queueIds.length === 0) continue;
      wanted.set(agentId, { ruleId: rule.id, queueIds, extensionId });
      for (const queueId of queueIds) served.add(queueId);
    }
  }
  return wanted;
}
