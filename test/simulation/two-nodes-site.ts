import type { NodeConfigLists } from '../../src/calls/core/node-config.js';
import type { AgentId, ExtensionId, TenantId } from '../../src/kernel/ids.js';
import type { TenantPlace } from '../../src/kernel/tenant-place.js';
import {
  accessNumber,
  agent,
  demonstration,
  extension,
  keyMenu,
  queue,
  share,
  tenant,
  toMenu,
  toQueue,
} from '../fixtures/node-config.js';

export const NODES = ['a', 'b'] as const;
export type Node = (typeof NODES)[number];

export function otherThan(node: Node): Node {
  return node === 'a' ? 'b' : 'a';
}

const OF_ACME = ['1001', '1002', '1003', '1004'];
const OF_MATE = ['3001', '3002'];
export const AGENTS = [...OF_ACME, ...OF_MATE].map((number) => `a${number}` as AgentId);

/** What a node knows: `mate` is at home on b; `acme` where its places say; misled: on a node that nobody knows. */
export function configOf(
  node: Node,
  places: Readonly<Record<Node, TenantPlace | null>>,
  money: Pick<NodeConfigLists, 'tariffs' | 'accounts'>,
  misled = false,
): NodeConfigLists {
  const home: Node = places.a?.at === 'here' ? 'a' : 'b';
  const place = places[node];
  const whose = new Set([...(place === null ? [] : ['acme']), ...(node === 'b' ? ['mate'] : [])]);
  const known = <T extends { readonly tenantId: string }>(all: readonly T[]): T[] =>
    all.filter(({ tenantId }) => whose.has(tenantId));
  const all = everything();
  return demonstration({
    nodeId: node,
    tenants: [
      ...(place === null ? [] : [{ ...tenant('acme', { channelLimit: 1000 }), place }]),
      ...(node === 'b' ? [tenant('mate', { channelLimit: 1000 })] : []),
    ],
    numbersElsewhere: [
      ...(home === node ? [] : [{ number: '95001', nodeId: misled ? 'zz' : home, tenantId: 'acme' as TenantId }]),
      ...(node === 'b' ? [] : [{ number: '96001', nodeId: 'b', tenantId: 'mate' as TenantId }]),
    ],
    shares: [share('acme', 'mate', '3000', 'b'), share('mate', 'acme', '2000', home)].filter(
      ({ tenantId, toTenantId }) => whose.has(tenantId) || whose.has(toTenantId),
    ),
    ...money,
    accessNumbers: known(all.accessNumbers),
    queues: known(all.queues),
    agents: known(all.agents),
    extensions: known(all.extensions),
    menus: known(all.menus),
  });
}

function everything(): Pick<NodeConfigLists, 'accessNumbers' | 'queues' | 'agents' | 'extensions' | 'menus'> {
  const at = (tenantId: string, number: string, queueNumber: string) => ({
    ...agent(tenantId, number, [queueNumber]),
    extensionId: `x8${number}` as ExtensionId,
  });
  const telephone = (tenantId: string, number: string) => ({
    ...extension(tenantId, `8${number}`),
    id: `x8${number}` as ExtensionId,
  });
  return {
    accessNumbers: [accessNumber('acme', '95001', toMenu('welcome')), accessNumber('mate', '96001', toQueue('3000'))],
    menus: [keyMenu('acme', 'welcome', { '1': toQueue('2000'), '9': { to: 'hangUp' } })],
    queues: [
      queue('acme', '2000', { maxWaitS: 40, wrapUpS: 5, overflow: { to: 'share', shareId: 'share-3000' } }),
      queue('mate', '3000', {
        maxWaitS: 20,
        wrapUpS: 3,
        answerBeforeAgent: false,
        overflow: { to: 'share', shareId: 'share-2000' },
      }),
    ],
    agents: [...OF_ACME.map((number) => at('acme', number, '2000')), ...OF_MATE.map((n) => at('mate', n, '3000'))],
    extensions: [...OF_ACME.map((number) => telephone('acme', number)), ...OF_MATE.map((n) => telephone('mate', n))],
  };
}
