import type { AgentEvent, AgentState } from '../../acd/core/agent.js';
import { dutyCalls, endOfDuty, isOnDuty, nextLook, type DutyCall, type DutyRule } from '../../acd/core/duty-rule.js';
import type { Instant } from '../../kernel/clock.js';
import type { AgentId, QueueId, TenantId } from '../../kernel/ids.js';
import { isServedHere } from '../../kernel/tenant-place.js';
import { zoneOf, type NodeConfig } from './node-config.js';
import type { Outbox } from './outbox.js';
import type { TimerChange } from './turn-events.js';

/** What logging in and stepping back may bring about; more: rules send each other in a circle. */
const MAX_ROUNDS = 1_000;

/** The agents whom rules log in and out. */
export interface AgentsToldOfDuty {
  readonly agents: ReadonlyMap<AgentId, AgentState>;
  hasSeat(agent: AgentState | undefined, tenantId: TenantId): boolean;
  tell(agentId: AgentId, event: AgentEvent, now: Instant): unknown;
}

/** Logs in whom the duty rules want where nobody is logged in by hand, and lets them step back. */
export class DutyDesk {
  private dueAt: Instant | null = null;
  /** Whose agents have come, gone, or are to be looked at. */
  private readonly toLook = new Set<TenantId>();
  private readonly loggedInByRule = new Map<TenantId, Set<AgentId>>();
  /** How many serve a queue who were logged in by hand. */
  private readonly byHand = new Map<QueueId, number>();

  constructor(
    private config: NodeConfig,
    private readonly desk: AgentsToldOfDuty,
    private readonly out: Pick<Outbox, 'timers'>,
  ) {
    this.lookEverywhere();
  }

  reconfigure(config: NodeConfig): void {
    this.config = config;
    this.lookEverywhere();
  }

  agentChanged(before: AgentState | undefined, after: AgentState): void {
    const { agentId, tenantId } = after;
    const byRule = this.loggedInByRule.get(tenantId) ?? new Set();
    if (after.byRule === null) byRule.delete(agentId);
    else this.loggedInByRule.set(tenantId, byRule.add(agentId));
    this.count(before, -1);
    this.count(after, 1);
    if (before === undefined || isOtherDuty(before, after)) this.toLook.add(after.tenantId);
  }

  /** The instant at which rules may begin or end has come. */
  timerFired(dueAt: Instant): void {
    if (dueAt !== this.dueAt) return;
    this.dueAt = null;
    this.lookEverywhere();
  }

  /** For arming after a start. */
  timers(): readonly TimerChange[] {
    return this.dueAt === null ? [] : [{ owner: 'duty:rules', name: 'look', dueAt: this.dueAt }];
  }

  /** Until when no rule logs in an agent who was logged in by rule and logs out by hand. */
  sitsOutUntil(agent: AgentState, now: Instant): Instant | undefined {
    const rule = this.rulesOf(agent.tenantId).find(({ id }) => id === agent.byRule);
    return rule === undefined ? undefined : endOfDuty(rule, this.zoneOf(agent.tenantId), now);
  }

  /** Acts on what has changed since it was called last. */
  review(now: Instant): void {
    if (this.toLook.size === 0) return;
    for (let round = 0; this.toLook.size > 0; round += 1) {
      if (round > MAX_ROUNDS) throw new Error('calls.turn_does_not_settle');
      for (const tenantId of [...this.toLook]) {
        this.toLook.delete(tenantId);
        this.reviewTenant(tenantId, now);
      }
    }
    this.setTimer(now);
  }

  private reviewTenant(tenantId: TenantId, now: Instant): void {
    const place = this.config.tenants.get(tenantId)?.place;
    if (place === undefined || !isServedHere(place)) return;
    const rules = this.rulesOf(tenantId);
    const byRule = [...(this.loggedInByRule.get(tenantId) ?? [])].sort();
    if (rules.length === 0 && byRule.length === 0) return;
    const named = rules.flatMap((rule) => rule.agents.map(({ agentId }) => agentId));
    const agents = [...new Set([...byRule, ...named])].flatMap((agentId) => this.desk.agents.get(agentId) ?? []);
    const zone = this.zoneOf(tenantId);
    const serves = (agentId: AgentId, queueId: QueueId): boolean => {
      const profile = this.config.agents.get(agentId);
      return profile?.tenantId === tenantId && profile.queueIds.includes(queueId);
    };
    const wanted = dutyCalls(rules, zone, agents, now, serves, (queueId) => this.byHand.has(queueId));
    for (const agent of agents) {
      if (agent.byRule !== null && !wanted.has(agent.agentId)) this.stepBack(agent, rules, zone, now);
    }
    for (const [agentId, call] of wanted) {
      const agent = this.desk.agents.get(agentId);
      if (isCalledAnew(agent, call) && this.desk.hasSeat(agent, tenantId)) {
        const { ruleId: byRule, queueIds, extensionId } = call;
        this.desk.tell(agentId, { type: 'login', queueIds, byRule, extensionId }, now);
      }
    }
  }

  private count(agent: AgentState | undefined, by: 1 | -1): void {
    if (agent === undefined || agent.phase === 'loggedOut' || agent.byRule !== null) return;
    for (const queueId of agent.queueIds) {
      const count = (this.byHand.get(queueId) ?? 0) + by;
      if (count === 0) this.byHand.delete(queueId);
      else this.byHand.set(queueId, count);
    }
  }

  private stepBack(agent: AgentState, rules: readonly DutyRule[], zone: string, now: Instant): void {
    const rule = rules.find(({ id }) => id === agent.byRule);
    const why = rule !== undefined && isOnDuty(rule, zone, now) ? 'stepped_back' : 'duty_rule';
    this.desk.tell(agent.agentId, { type: 'stepBack', why }, now);
  }

  private setTimer(now: Instant): void {
    let dueAt: Instant | null = null;
    for (const [tenantId, rules] of this.config.dutyRules) {
      const next = nextLook(rules, this.zoneOf(tenantId), now);
      dueAt = dueAt === null ? next : Math.min(dueAt, next);
    }
    if (dueAt === this.dueAt) return;
    this.dueAt = dueAt;
    this.out.timers.push({ owner: 'duty:rules', name: 'look', dueAt });
  }

  private rulesOf(tenantId: TenantId): readonly DutyRule[] {
    return this.config.dutyRules.get(tenantId) ?? [];
  }

  private zoneOf(tenantId: TenantId): string {
    return zoneOf(this.config, tenantId);
  }

  private lookEverywhere(): void {
    for (const tenantId of this.config.tenants.keys()) this.toLook.add(tenantId);
  }
}

function isOtherDuty(before: AgentState, after: AgentState): boolean {
  return (
    (before.phase === 'loggedOut') !== (after.phase === 'loggedOut') ||
    before.byRule !== after.byRule ||
    before.queueIds !== after.queueIds ||
    before.sitsOutUntil !== after.sitsOutUntil
  );
}

/** Whether the agent is not logged in as the rule wants it, or is about to step back. */
function isCalledAnew(agent: AgentState | undefined, { ruleId, queueIds, extensionId }: DutyCall): boolean {
  if (agent === undefined || agent.phase === 'loggedOut') return true;
  const { afterCall, afterCallReason: why } = agent;
  const isSteppingBack = afterCall === 'loggedOut' && (why === 'stepped_back' || why === 'duty_rule');
  const same =
    agent.byRule === ruleId &&
    agent.extensionId === extensionId &&
    agent.queueIds.length === queueIds.length &&
    queueIds.every((queueId) => agent.queueIds.includes(queueId));
  return !same || isSteppingBack;
}
