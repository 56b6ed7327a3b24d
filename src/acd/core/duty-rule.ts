import type { Instant } from '../../kernel/clock.js';
import type { AgentId, ExtensionId, QueueId, TenantId } from '../../kernel/ids.js';
import { parseDate, wallClock, weekdayOf, type DayNumber } from '../../kernel/zone.js';
import type { AgentState } from './agent-state.js';

const MS_PER_MINUTE = 60_000;
const MS_PER_DAY = 86_400_000;

/** A span of the week by the clock on the wall. It may run past midnight, and belongs to the day on which it begins. */
export interface DutyHours {
  /** 1 Monday … 7 Sunday */
  readonly weekdays: readonly number[];
  /** "HH:MM"; the same as `to`: the whole day. */
  readonly from: string;
  readonly to: string;
}

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
  readonly hours: readonly DutyHours[];
  /** "2026-10-01": days on which it does not hold. */
  readonly exceptDates: readonly string[];
}

/** What a rule wants of an agent. */
export interface DutyCall {
  readonly ruleId: string;
  readonly queueIds: readonly QueueId[];
  readonly extensionId: ExtensionId | null;
}

type Logged = Pick<AgentState, 'agentId' | 'phase' | 'byRule' | 'queueIds' | 'sitsOutUntil'>;

/**
 * Whether the rule holds at an instant. Clocks that are put forward or back count as they show: an hour that is shown
 * twice is an hour of duty both times.
 */
export function isOnDuty(rule: Pick<DutyRule, 'hours' | 'exceptDates'>, zone: string, at: Instant): boolean {
  const { dayNumber, msOfDay } = wallClock(zone, at);
  const begins = (day: DayNumber, hours: DutyHours): boolean =>
    hours.weekdays.includes(weekdayOf(day)) && !rule.exceptDates.some((date) => parseDate(date) === day);
  return rule.hours.some((hours) => {
    const [from, to] = [msOf(hours.from), msOf(hours.to)];
    if (from < to) return begins(dayNumber, hours) && msOfDay >= from && msOfDay < to;
    if (from === to) return begins(dayNumber, hours);
    return (begins(dayNumber, hours) && msOfDay >= from) || (begins(dayNumber - 1, hours) && msOfDay < to);
  });
}

/** The next instant at which a rule may begin or end to hold; not every one of them is one. */
export function nextLook(rules: readonly Pick<DutyRule, 'hours'>[], zone: string, at: Instant): Instant {
  const { msOfDay, evenUntil } = wallClock(zone, at);
  let next = Math.min(evenUntil, at + MS_PER_DAY - msOfDay);
  for (const { from, to } of rules.flatMap(({ hours }) => hours)) {
    for (const edge of [msOf(from), msOf(to)]) if (edge > msOfDay) next = Math.min(next, at + edge - msOfDay);
  }
  return next;
}

/** When the hours of a rule end that hold now; one day later where they do not end before. */
export function endOfDuty(rule: Pick<DutyRule, 'hours' | 'exceptDates'>, zone: string, at: Instant): Instant {
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

function msOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return (hours * 60 + minutes) * MS_PER_MINUTE;
}
