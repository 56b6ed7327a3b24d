/** Builds may be one apart, as while a cluster is upgraded: 1.4.x works with 1.3.x, 1.4.x and 1.5.x. */
export function buildsFit(one: string, other: string): boolean {
  const [a, b] = [release(one), release(other)];
  if (a === undefined || b === undefined) return false;
  return a.major === b.major && Math.abs(a.minor - b.minor) <= 1;
}

function release(version: string): { readonly major: number; readonly minor: number } | undefined {
  const [, major, minor] = /^(\d{1,6})\.(\d{1,6})\./.exec(version) ?? [];
  return major === undefined || minor === undefined ? undefined : { major: Number(major), minor: Number(minor) };
}
