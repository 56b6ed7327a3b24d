/** How much a node has to do. */
export interface NodeBurden {
  readonly id: string;
  readonly calls: number;
  readonly agents: number;
  /** Tenants at home there. */
  readonly tenants: number;
  /** Of the last minute. */
  readonly load: number;
  readonly cpus: number;
}

/** What a tenant brings along. */
export interface TenantBurden {
  readonly id: string;
  readonly calls: number;
  readonly agents: number;
}

/** Calls that keep one CPU busy, roughly; a signed-in agent is a quarter of a call. It only has to compare nodes. */
const CALLS_OF_CPU = 100;
const AGENTS_OF_CALL = 4;
/** Of nodes that have nothing to do yet, the one with fewer tenants. */
const TENANTS_OF_CPU = 1_000;

/** The node that has least to do for its size; null where there is none. */
export function suggestNode(nodes: readonly NodeBurden[]): string | null {
  const ordered = nodes.toSorted((a, b) => burdenOf(a) - burdenOf(b) || (a.id < b.id ? -1 : 1));
  return ordered[0]?.id ?? null;
}

/** Several tenants at once, the largest first, each to the node that has least to do by then; node by tenant. */
export function spreadTenants(
  tenants: readonly TenantBurden[],
  nodes: readonly NodeBurden[],
): ReadonlyMap<string, string> {
  const now = new Map(nodes.map((node) => [node.id, node]));
  const placed = new Map<string, string>();
  const largestFirst = tenants.toSorted((a, b) => weightOf(b) - weightOf(a) || (a.id < b.id ? -1 : 1));
  for (const tenant of largestFirst) {
    const id = suggestNode([...now.values()]);
    const node = id === null ? undefined : now.get(id);
    if (node === undefined) break;
    placed.set(tenant.id, node.id);
    now.set(node.id, {
      ...node,
      calls: node.calls + tenant.calls,
      agents: node.agents + tenant.agents,
      tenants: node.tenants + 1,
    });
  }
  return placed;
}

/** The machine's own word of its load, and what calls and agents will ask of it; parts of all its CPUs. */
function burdenOf({ calls, agents, tenants, load, cpus }: NodeBurden): number {
  const size = Math.max(1, cpus);
  const conversations = weightOf({ calls, agents });
  return (Math.max(load, conversations / CALLS_OF_CPU) + tenants / TENANTS_OF_CPU) / size;
}

function weightOf({ calls, agents }: Pick<TenantBurden, 'calls' | 'agents'>): number {
  return calls + agents / AGENTS_OF_CALL;
}
