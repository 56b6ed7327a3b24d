import type { Queue } from '../../acd/core/queue.js';
import type { AgentProfile } from '../../agents/core/agent-profile.js';
import type { ExtensionId, TenantId } from '../../kernel/ids.js';
import type { Extension } from '../../lines/core/line.js';
import type { RingGroup } from '../../lines/core/ring-group.js';
import type { AccessNumber } from '../../routing/core/route.js';

/** What the numbers of one tenant stand for, each as it is dialled, and whose telephone is whose. */
export interface Numbers {
  readonly agents: ReadonlyMap<string, AgentProfile>;
  readonly extensions: ReadonlyMap<string, Extension>;
  readonly queues: ReadonlyMap<string, Queue>;
  readonly ringGroups: ReadonlyMap<string, RingGroup>;
  readonly accessNumbers: readonly AccessNumber[];
  /** Agents by the telephone that is their own. */
  readonly owners: ReadonlyMap<ExtensionId, readonly AgentProfile[]>;
}

const NONE: Numbers = {
  agents: new Map(),
  extensions: new Map(),
  queues: new Map(),
  ringGroups: new Map(),
  accessNumbers: [],
  owners: new Map(),
};

export function numbersOf(
  { numbers }: { readonly numbers: ReadonlyMap<TenantId, Numbers> },
  tenantId: TenantId,
): Numbers {
  return numbers.get(tenantId) ?? NONE;
}

/** Everything that has a number. */
interface Numbered {
  readonly agents: readonly AgentProfile[];
  readonly extensions: readonly Extension[];
  readonly queues: readonly Queue[];
  /** Left out: none. */
  readonly ringGroups?: readonly RingGroup[];
  readonly accessNumbers: readonly AccessNumber[];
}

export function indexNumbers(lists: Numbered): ReadonlyMap<TenantId, Numbers> {
  const agents = byTenant(lists.agents);
  const extensions = byTenant(lists.extensions);
  const queues = byTenant(lists.queues);
  const ringGroups = byTenant(lists.ringGroups ?? []);
  const accessNumbers = byTenant(lists.accessNumbers);
  const tenants = new Set([
    ...agents.keys(),
    ...extensions.keys(),
    ...queues.keys(),
    ...ringGroups.keys(),
    ...accessNumbers.keys(),
  ]);
  return new Map(
    [...tenants].map((tenantId) => [
      tenantId,
      {
        agents: byNumber(agents.get(tenantId) ?? [], ({ number }) => number),
        extensions: byNumber(extensions.get(tenantId) ?? [], ({ dn }) => dn),
        queues: byNumber(queues.get(tenantId) ?? [], ({ number }) => number),
        ringGroups: byNumber(ringGroups.get(tenantId) ?? [], ({ number }) => number),
        accessNumbers: accessNumbers.get(tenantId) ?? [],
        owners: Map.groupBy(agents.get(tenantId) ?? [], ({ extensionId }) => extensionId),
      },
    ]),
  );
}

function byTenant<T extends { readonly tenantId: TenantId }>(all: readonly T[]): ReadonlyMap<TenantId, readonly T[]> {
  return Map.groupBy(all, ({ tenantId }) => tenantId);
}

function byNumber<T>(all: readonly T[], numberOf: (one: T) => string): ReadonlyMap<string, T> {
  return new Map(all.map((one) => [numberOf(one), one]));
}
