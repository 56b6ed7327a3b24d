import type { Queue } from '../../src/acd/core/queue.js';
import type { AgentProfile } from '../../src/agents/core/agent-profile.js';
import { ALONE, indexConfig, type NodeConfig, type NodeConfigLists } from '../../src/calls/core/node-config.js';
import type { Menu } from '../../src/ivr/core/menu.js';
import type { Instant } from '../../src/kernel/clock.js';
import type { Destination } from '../../src/kernel/destination.js';
import type { AgentId, ExtensionId, MenuId, PromptId, QueueId, TenantId, TrunkId } from '../../src/kernel/ids.js';
import type { Extension, TenantTrunk, Trunk } from '../../src/lines/core/line.js';
import type { Prompt } from '../../src/prompts/core/prompt.js';
import type { AccessNumber, RoutableTenant } from '../../src/routing/core/route.js';
import type { Dice } from './dice.js';
import { drawNumber, drawSelection, drawSkills, drawVips } from './choosing.js';
import { drawDutyRules, drawWaiting } from './duty-and-waiting.js';
import { changedAccount, drawAccount, drawTariffs } from './money.js';

export interface SiteSize {
  readonly agents: number;
}

/** What is configured on the simulated node, and how it is changed while calls run. */
export class Site {
  private lists: NodeConfigLists;
  private indexed: NodeConfig;
  private readonly whole: NodeConfigLists;
  /** Ids and endpoints taken out of the configuration just now. */
  private readonly absent = new Set<string>();

  constructor(
    private readonly dice: Dice,
    size: SiteSize,
    /** When the run begins. */
    startsAt: Instant,
  ) {
    const tenants = Array.from({ length: dice.between(1, 4) }, (_, index) => tenant(dice, index));
    const extensions: Extension[] = [];
    const queues: Queue[] = [];
    const menus: Menu[] = [];
    const prompts: Prompt[] = [];
    const accessNumbers: AccessNumber[] = [];
    const agents: AgentProfile[] = [];
    tenants.forEach(({ id }, index) => {
      const own = new TenantSite(dice, id, index, Math.ceil(size.agents / tenants.length));
      extensions.push(...own.extensions);
      queues.push(...own.queues());
      menus.push(...own.menus());
      prompts.push(...own.prompts);
      accessNumbers.push(...own.accessNumbers());
      agents.push(...own.agents());
    });
    const trunks = ['trunk-east', 'trunk-west'].map((endpoint): Trunk => {
      const channelLimit = dice.weighted([7, dice.between(40, 400)], [1, dice.between(3, 20)]);
      return { id: `id-of-${endpoint}` as TrunkId, endpoint, channelLimit };
    });
    const tariffs = drawTariffs(dice, startsAt);
    const accounts = tenants.map(({ id }) => drawAccount(dice, id, tariffs));
    const tenantTrunks = tenants.flatMap(({ id }) => trunks.flatMap((trunk) => shareOf(dice, id, trunk.id)));
    const money = { tariffs, accounts, tenantTrunks };
    const tenantIds = tenants.map(({ id }) => id);
    const vipCallers = drawVips(dice, tenantIds);
    const dutyRules = accounts.flatMap((account) => drawDutyRules(dice, account, { agents, queues }, startsAt));
    this.whole = {
      ...ALONE,
      dutyRules,
      tenants,
      trunks,
      extensions,
      accessNumbers,
      menus,
      queues,
      agents,
      prompts,
      ...money,
      vipCallers,
    };
    this.lists = this.whole;
    this.indexed = indexConfig(this.lists);
  }

  config(): NodeConfig {
    return this.indexed;
  }

  /** Every agent and queue there ever was, present or not. */
  get allAgents(): readonly AgentProfile[] {
    return this.whole.agents;
  }

  get allQueueIds(): readonly QueueId[] {
    return this.whole.queues.map((queue) => queue.id);
  }

  get telephones(): readonly string[] {
    return this.whole.extensions.map(({ endpoint }) => endpoint);
  }

  isTrunk(endpoint: string): boolean {
    return this.whole.trunks.some((trunk) => trunk.endpoint === endpoint);
  }

  /** Numbers that are configured; now and then one that is not. */
  dialledNumber(): string {
    return this.dice.chance(0.04) ? '99999999' : this.dice.pick(this.whole.accessNumbers).number;
  }

  trunkEndpoint(): string {
    return this.dice.chance(0.02) ? 'stranger' : this.dice.pick(this.whole.trunks).endpoint;
  }

  /** Somebody works on the configuration: something goes, comes back, or has another limit. */
  change(): NodeConfig {
    const { dice, whole } = this;
    const subject = dice.weighted<string>(
      [3, dice.pick(whole.queues).id],
      [3, dice.pick(whole.agents).id],
      [1, dice.pick(whole.extensions).id],
      [1, dice.pick(whole.menus).id],
      [1, dice.pick(whole.prompts).id],
      [0.2, dice.pick(whole.trunks).id],
      [0.4, dice.pick(whole.accessNumbers).number],
    );
    if (this.absent.has(subject)) this.absent.delete(subject);
    else this.absent.add(subject);
    // things are missing for a while, not one after the other until nothing is left
    for (const id of this.absent) if (id !== subject && dice.chance(0.4)) this.absent.delete(id);
    const here = (id: string): boolean => !this.absent.has(id);
    this.lists = {
      ...whole,
      tenants: this.lists.tenants.map((one) => this.changedTenant(one)),
      trunks: whole.trunks.filter((one) => here(one.id)),
      extensions: whole.extensions.filter((one) => here(one.id)),
      accessNumbers: whole.accessNumbers.filter((one) => here(one.number)),
      menus: whole.menus.filter((one) => here(one.id)),
      queues: whole.queues.filter((one) => here(one.id)),
      agents: whole.agents.filter((one) => here(one.id)).map((one) => this.changedAgent(one)),
      prompts: whole.prompts.filter((one) => here(one.id)),
      accounts: this.lists.accounts.map((one) => changedAccount(dice, one, whole.tariffs)),
    };
    this.indexed = indexConfig(this.lists);
    return this.indexed;
  }

  private changedTenant(one: RoutableTenant): RoutableTenant {
    const { dice } = this;
    if (dice.chance(0.8)) return one;
    if (one.suspended) return { ...one, suspended: dice.chance(0.5) };
    if (dice.chance(0.3)) return { ...one, ...quotas(dice) };
    return dice.chance(0.2) ? { ...one, suspended: true } : { ...one, channelLimit: limit(dice) };
  }

  private changedAgent(one: AgentProfile): AgentProfile {
    if (this.dice.chance(0.9)) return one;
    return { ...one, queueIds: one.queueIds.filter(() => this.dice.chance(0.7)) };
  }
}

function tenant(dice: Dice, index: number): RoutableTenant {
  return {
    id: `tenant${String(index)}` as TenantId,
    code: `t${String(index)}`,
    suspended: false,
    channelLimit: limit(dice),
    ...quotas(dice),
    language: dice.pick(['zh', 'en'] as const),
  };
}

/** Most tenants have none of these, some a tight one. */
function quotas(dice: Dice): Pick<RoutableTenant, 'seatLimit' | 'ivrLimit' | 'recordedSeatLimit' | 'speechLineLimit'> {
  const maybe = (most: number): number | null => (dice.chance(0.7) ? null : dice.between(0, most));
  return { seatLimit: maybe(60), ivrLimit: maybe(25), recordedSeatLimit: maybe(15), speechLineLimit: null };
}

/** What the tenant has of a trunk: mostly all of it, and its calls go out there. */
function shareOf(dice: Dice, tenantId: TenantId, trunkId: TrunkId): readonly TenantTrunk[] {
  if (dice.chance(0.15)) return [];
  const channelLimit = dice.chance(0.7) ? null : dice.between(0, 40);
  return [{ tenantId, trunkId, channelLimit, outboundRank: dice.chance(0.8) ? dice.between(1, 3) : null }];
}

function limit(dice: Dice): number {
  return dice.weighted([7, dice.between(30, 300)], [1, dice.between(1, 12)]);
}

/** One tenant's part: menus that lead anywhere, also in circles, queues that overflow anywhere. */
class TenantSite {
  readonly extensions: readonly Extension[];
  readonly prompts: readonly Prompt[];
  private readonly queueIds: readonly QueueId[];
  private readonly menuIds: readonly MenuId[];

  constructor(
    private readonly dice: Dice,
    private readonly tenantId: TenantId,
    private readonly index: number,
    private readonly agentCount: number,
  ) {
    const named = <T>(what: string, count: number): T[] =>
      Array.from({ length: count }, (_, at) => `${tenantId}-${what}${String(at)}` as T);
    this.queueIds = named<QueueId>('queue', dice.between(1, 4));
    this.menuIds = named<MenuId>('menu', dice.between(1, 5));
    this.prompts = named<PromptId>('prompt', 4).map((id) => ({ id, tenantId, media: `/prompts/${id}` }));
    this.extensions = named<ExtensionId>('extension', agentCount + 2).map((id, at) => ({
      id,
      tenantId,
      dn: String(8000 + at).slice(0, 4),
      endpoint: `${id}-phone`,
    }));
  }

  queues(): Queue[] {
    const { dice, tenantId } = this;
    return this.queueIds.map((id, at) => ({
      id,
      tenantId,
      number: String(2000 + at),
      musicClass: dice.pick(['default', 'classic']),
      ringTimeoutS: dice.between(5, 20),
      maxWaitS: dice.weighted([2, 0], [2, dice.between(1, 15)], [4, dice.between(20, 120)]),
      overflow: this.destination(),
      wrapUpS: dice.weighted([1, 0], [2, dice.between(1, 20)]),
      record: dice.chance(0.6),
      answerBeforeAgent: dice.chance(0.7),
      ...(dice.chance(0.5) ? {} : { selection: drawSelection(dice) }),
      ...(dice.chance(0.4) ? {} : { waiting: drawWaiting(dice, this.prompts, () => this.destination()) }),
    }));
  }

  menus(): Menu[] {
    const { dice, tenantId } = this;
    return this.menuIds.map((id) => ({
      id,
      tenantId,
      promptId: dice.pick(this.prompts).id,
      action: dice.chance(0.25)
        ? { kind: 'go', destination: this.destination() }
        : {
            kind: 'keys',
            keys: Object.fromEntries(['1', '2', '3', '4'].map((key) => [key, this.destination()])),
            keyTimeoutMs: dice.between(0, 6) * 1000,
            attempts: dice.between(1, 3),
            otherwise: this.destination(),
          },
    }));
  }

  accessNumbers(): AccessNumber[] {
    const { dice, tenantId } = this;
    return Array.from({ length: dice.between(1, 3) }, (_, at) => ({
      number: `40012${String(this.index)}${String(at)}`,
      tenantId,
      destination: this.destination(),
      language: dice.pick(['zh', 'en'] as const),
      ...drawNumber(dice),
    }));
  }

  agents(): AgentProfile[] {
    return Array.from({ length: this.agentCount }, (_, at) => this.agent(at));
  }

  private agent(at: number): AgentProfile {
    const queueIds = this.queueIds.filter((_id, place) => place === at % this.queueIds.length || this.dice.chance(0.4));
    return {
      id: `${this.tenantId}-agent${String(at)}` as AgentId,
      tenantId: this.tenantId,
      number: String(1000 + at),
      name: `Agent ${String(at)}`,
      extensionId: this.extensions[at]!.id,
      queueIds,
      ...drawSkills(this.dice, queueIds),
    };
  }

  private destination(): Destination {
    const { dice } = this;
    return dice.weighted<Destination>(
      [6, { to: 'queue', queueId: dice.pick(this.queueIds) }],
      [3, { to: 'menu', menuId: dice.pick(this.menuIds) }],
      [1, { to: 'extension', extensionId: dice.pick(this.extensions).id }],
      [1, { to: 'play', promptId: dice.pick(this.prompts).id }],
      [0.5, { to: 'hangUp' }],
    );
  }
}
