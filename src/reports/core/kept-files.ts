/** Files of exports as their rows say. */
export interface ExportedBytes {
  readonly id: string;
  readonly tenantId: string;
  readonly bytes: number;
}

/**
 * Which files go when all together are too much: the oldest of whichever tenant has most, one after the other. So a tenant
 * may have all the room while nobody else wants it, and pushes out nobody who has less.
 *
 * @param files the newest first
 * @returns ids
 */
export function filesTooMany(files: readonly ExportedBytes[], mostBytes: number): ReadonlySet<string> {
  const byTenant = new Map<string, { bytes: number; readonly files: ExportedBytes[] }>();
  let bytes = 0;
  for (const file of files) {
    bytes += file.bytes;
    const share = byTenant.get(file.tenantId) ?? { bytes: 0, files: [] };
    byTenant.set(file.tenantId, share);
    share.bytes += file.bytes;
    share.files.push(file);
  }
  const gone = new Set<string>();
  while (bytes > mostBytes) {
    const largest = [...byTenant.values()].reduce((most, share) => (share.bytes > most.bytes ? share : most));
    const oldest = largest.files.pop();
    if (oldest === undefined) break;
    largest.bytes -= oldest.bytes;
    bytes -= oldest.bytes;
    gone.add(oldest.id);
  }
  return gone;
}
