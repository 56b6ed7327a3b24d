/** Where a tenant is at home, as one node of the cluster sees it. */
export type TenantPlace =
  /** `pausedFor`: it is about to move to that node; nobody is called here any more, those who wait go on waiting. */
  | { readonly at: 'here'; readonly pausedFor: string | null }
  /** It has moved on; what began here ends here. */
  | { readonly at: 'left'; readonly nodeId: string };

export const AT_HOME: TenantPlace = { at: 'here', pausedFor: null };

/** Whether new conversations may begin here. */
export function isServedHere(place: TenantPlace): boolean {
  return place.at === 'here' && place.pausedFor === null;
}

/** What the columns of a tenant say to this node. */
export function placeOf(
  tenant: { readonly homeNodeId: string; readonly movingToNodeId: string | null },
  nodeId: string,
): TenantPlace {
  if (tenant.homeNodeId !== nodeId) return { at: 'left', nodeId: tenant.homeNodeId };
  return { at: 'here', pausedFor: tenant.movingToNodeId };
}
