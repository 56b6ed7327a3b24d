import type { Flow } from '../../../ivr/core/flow-record.js';
import type { FlowGraph } from '../../../ivr/core/flow-graph.js';
import type { FlowRef } from '../../../ivr/core/flow-state.js';
import { flowOfMenu } from '../../../ivr/core/menu-flow.js';
import type { Menu } from '../../../ivr/core/menu.js';
import type { MenuId, TenantId } from '../../../kernel/ids.js';

/** A graph that calls of its tenant walk. */
export interface OwnGraph {
  readonly tenantId: TenantId;
  readonly graph: FlowGraph;
}

/** Under which name a menu's graph is found. */
export function refOfMenu(menuId: MenuId): FlowRef {
  return `menu ${menuId}`;
}

/** Whether it is a menu's graph. */
export function isMenu(flow: FlowRef): boolean {
  return flow.startsWith('menu ');
}

/** Every graph that calls may be in. */
export function indexGraphs(menus: readonly Menu[], flows: readonly Flow[]): ReadonlyMap<FlowRef, OwnGraph> {
  return new Map([
    ...menus.map((menu) => [refOfMenu(menu.id), { tenantId: menu.tenantId, graph: flowOfMenu(menu) }] as const),
    ...flows.flatMap(({ tenantId, versions }) => versions.map(({ id, graph }) => [id, { tenantId, graph }] as const)),
  ]);
}
