import type { Disposition } from '../../acd/core/disposition.js';
import { dutyRuleOf, type DutyRule, type KeptDutyRule } from '../../acd/core/duty-rule.js';
import type { Calendar } from '../../calendars/core/calendar.js';
import type { NotReadyReason } from '../../acd/core/not-ready-reason.js';
import { LONGEST_IDLE, type QueueSelection, type Standing } from '../../acd/core/queue-rules.js';
import type { Queue } from '../../acd/core/queue.js';
import type { QueueShare } from '../../acd/core/queue-share.js';
import type { Account } from '../../billing/core/account.js';
import type { Tariff } from '../../billing/core/tariff.js';
import type { AgentProfile } from '../../agents/core/agent-profile.js';
import type { Mailbox } from '../../voicemail/core/mailbox.js';
import type { Flow } from '../../ivr/core/flow-record.js';
import type { FlowRef } from '../../ivr/core/flow-state.js';
import type { Menu } from '../../ivr/core/menu.js';
import type {
  AgentId,
  CalendarId,
  ExtensionId,
  FlowId,
  MailboxId,
  MenuId,
  PromptId,
  QueueId,
  RingGroupId,
  TariffId,
  TenantId,
} from '../../kernel/ids.js';
import { AT_HOME, type TenantPlace } from '../../kernel/tenant-place.js';
import type { Extension, TenantTrunk, Trunk } from '../../lines/core/line.js';
import type { RingGroup } from '../../lines/core/ring-group.js';
import type { Prompt } from '../../prompts/core/prompt.js';
import type { AccessNumber, RoutableTenant } from '../../routing/core/route.js';
import { indexCallerLists, type CallerLists, type PlainCallerLists } from './caller-lists.js';
import { indexGraphs, type OwnGraph } from './flow/flow-index.js';
import { indexNumbers, type Numbers } from './numbers.js';

/** A tenant that is at home here, or has left and still has calls here. */
export type NodeTenant = RoutableTenant & { readonly place: TenantPlace };

/** Where a number's tenant is at home. */
export interface NumberHome {
  readonly nodeId: string;
  /** Null where that is not known: what an older build kept. */
  readonly tenantId: TenantId | null;
}

/** All that the engine knows of its node's configuration, in memory; replaced as a whole when it changes. */
export interface NodeConfig {
  /** This node. */
  readonly nodeId: string;
  readonly tenants: ReadonlyMap<TenantId, NodeTenant>;
  /** Access numbers of tenants that are at home on other nodes, with those tenants and nodes. */
  readonly numbersElsewhere: ReadonlyMap<string, NumberHome>;
  /** Leaves for callers of one tenant to go on to another's queue, of which either is at home here; by id. */
  readonly shares: ReadonlyMap<string, QueueShare>;
  /** By endpoint name. */
  readonly trunks: ReadonlyMap<string, Trunk>;
  readonly extensions: ReadonlyMap<ExtensionId, Extension>;
  /** The same by endpoint name. */
  readonly telephones: ReadonlyMap<string, Extension>;
  /** What is dialled inside, by tenant. */
  readonly numbers: ReadonlyMap<TenantId, Numbers>;
  /** By number as dialled. */
  readonly accessNumbers: ReadonlyMap<string, AccessNumber>;
  readonly menus: ReadonlyMap<MenuId, Menu>;
  readonly flows: ReadonlyMap<FlowId, Flow>;
  /** What callers walk: of menus, and of each version of a flow that a call may still be in. */
  readonly graphs: ReadonlyMap<FlowRef, OwnGraph>;
  readonly mailboxes: ReadonlyMap<MailboxId, Mailbox>;
  readonly ringGroups: ReadonlyMap<RingGroupId, RingGroup>;
  readonly queues: ReadonlyMap<QueueId, Queue>;
  readonly agents: ReadonlyMap<AgentId, AgentProfile>;
  readonly prompts: ReadonlyMap<PromptId, Prompt>;
  readonly tariffs: ReadonlyMap<TariffId, Tariff>;
  readonly accounts: ReadonlyMap<TenantId, Account>;
  /** What each tenant has of which trunks, in the order in which its calls go out. */
  readonly tenantTrunks: ReadonlyMap<TenantId, readonly TenantTrunk[]>;
  /** Callers who are refused, never called back, or come before others; of each tenant that has any. */
  readonly callerLists: ReadonlyMap<TenantId, CallerLists>;
  /** Why agents may be not ready: of each tenant that has reasons of its own. */
  readonly notReadyReasons: ReadonlyMap<TenantId, readonly NotReadyReason[]>;
  readonly dispositions: ReadonlyMap<TenantId, readonly Disposition[]>;
  /** Of each tenant that has any. */
  readonly dutyRules: ReadonlyMap<TenantId, readonly DutyRule[]>;
  readonly calendars: ReadonlyMap<CalendarId, Calendar>;
}

/** The same as plain lists: what is read from PostgreSQL, kept as last copy in the journal, and given to `index`. */
export interface NodeConfigLists extends PlainCallerLists {
  readonly nodeId: string;
  /** Without a place: at home here, as all were before there were more nodes. */
  readonly tenants: readonly (RoutableTenant & { readonly place?: TenantPlace })[];
  readonly numbersElsewhere: readonly ({ readonly number: string } & NumberHome)[];
  readonly shares: readonly QueueShare[];
  readonly trunks: readonly Trunk[];
  readonly extensions: readonly Extension[];
  readonly accessNumbers: readonly AccessNumber[];
  readonly menus: readonly Menu[];
  /** Left out: none. */
  readonly flows?: readonly Flow[];
  /** Left out: none. */
  readonly mailboxes?: readonly Mailbox[];
  /** Left out: none. */
  readonly ringGroups?: readonly RingGroup[];
  readonly queues: readonly Queue[];
  readonly agents: readonly AgentProfile[];
  readonly prompts: readonly Prompt[];
  readonly tariffs: readonly Tariff[];
  readonly accounts: readonly Account[];
  readonly tenantTrunks: readonly TenantTrunk[];
  /** Left out: none. */
  readonly notReadyReasons?: readonly NotReadyReason[];
  /** Left out: none. */
  readonly dispositions?: readonly Disposition[];
  /** Left out: none. */
  readonly dutyRules?: readonly KeptDutyRule[];
  /** Left out: none. */
  readonly calendars?: readonly Calendar[];
}

/** What a node knows of others that is alone. */
export const ALONE: Pick<NodeConfigLists, 'nodeId' | 'numbersElsewhere' | 'shares'> = {
  nodeId: 'node-1',
  numbersElsewhere: [],
  shares: [],
};

export function indexConfig(lists: NodeConfigLists): NodeConfig {
  return {
    nodeId: lists.nodeId,
    tenants: new Map(lists.tenants.map((tenant) => [tenant.id, { ...tenant, place: tenant.place ?? AT_HOME }])),
    numbersElsewhere: new Map(lists.numbersElsewhere.map((one) => [one.number, one])),
    shares: new Map(lists.shares.map((share) => [share.id, share])),
    trunks: new Map(lists.trunks.map((trunk) => [trunk.endpoint, trunk])),
    extensions: new Map(lists.extensions.map((extension) => [extension.id, extension])),
    telephones: new Map(lists.extensions.map((extension) => [extension.endpoint, extension])),
    numbers: indexNumbers(lists),
    accessNumbers: new Map(lists.accessNumbers.map((access) => [access.number, access])),
    menus: new Map(lists.menus.map((menu) => [menu.id, menu])),
    flows: new Map((lists.flows ?? []).map((flow) => [flow.id, flow])),
    graphs: indexGraphs(lists.menus, lists.flows ?? []),
    mailboxes: new Map((lists.mailboxes ?? []).map((mailbox) => [mailbox.id, mailbox])),
    ringGroups: new Map((lists.ringGroups ?? []).map((group) => [group.id, group])),
    queues: new Map(lists.queues.map((queue) => [queue.id, queue])),
    agents: new Map(lists.agents.map((agent) => [agent.id, agent])),
    prompts: new Map(lists.prompts.map((prompt) => [prompt.id, prompt])),
    tariffs: new Map(lists.tariffs.map((tariff) => [tariff.id, tariff])),
    accounts: new Map(lists.accounts.map((account) => [account.tenantId, account])),
    tenantTrunks: Map.groupBy(lists.tenantTrunks, (share) => share.tenantId),
    notReadyReasons: Map.groupBy(lists.notReadyReasons ?? [], (reason) => reason.tenantId),
    dispositions: Map.groupBy(lists.dispositions ?? [], (disposition) => disposition.tenantId),
    dutyRules: Map.groupBy((lists.dutyRules ?? []).map(dutyRuleOf), (rule) => rule.tenantId),
    calendars: new Map((lists.calendars ?? []).map((calendar) => [calendar.id, calendar])),
    callerLists: indexCallerLists(lists),
  };
}

/** Of a tenant without an account. */
const ZONE_WITHOUT_ACCOUNT = 'Asia/Shanghai';

/** By which clock the hours of a tenant's rules are. */
export function zoneOf({ accounts }: Pick<NodeConfig, 'accounts'>, tenantId: TenantId): string {
  return accounts.get(tenantId)?.timeZone ?? ZONE_WITHOUT_ACCOUNT;
}

/** Whom a queue gives its callers to. */
export function selectionOf(queue: Queue | undefined): QueueSelection {
  return queue?.selection ?? LONGEST_IDLE;
}

/** The skills by which callers of a queue may tell agents apart: its own, and those of its tenant's numbers. */
export function skillsAskedFor(queue: Queue | undefined, { numbers }: NodeConfig): readonly string[] {
  const rules = selectionOf(queue);
  const skills = new Set<string>();
  if (rules.need.level > 0 || rules.strategy === 'highest_level') skills.add(rules.need.skill);
  for (const { need } of (queue === undefined ? undefined : numbers.get(queue.tenantId))?.accessNumbers ?? []) {
    if (need !== undefined && need !== null) skills.add(need.skill);
  }
  return [...skills].sort();
}

/** How an agent stands in a queue. */
export function standingOf(agent: AgentProfile | undefined, queueId: QueueId): Standing {
  const { level = 0, penalty = 0, group = '' } = agent?.memberships?.[queueId] ?? {};
  return { number: agent?.number ?? '', level, penalty, group, skills: agent?.skills ?? {}, areas: agent?.areas ?? [] };
}
