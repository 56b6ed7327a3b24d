import type { Instant } from '../../kernel/clock.js';

export interface SpokenFile {
  readonly path: string;
  readonly tenant: string;
  readonly bytes: number;
  /** When a call asked for it last. */
  readonly wantedAt: Instant;
}

/** What was asked for so lately may be played still, milliseconds. */
const PLAYED_MS = 10 * 60_000;
/** A text that nobody has asked for so long is forgotten, milliseconds. */
const KEPT_MS = 7 * 24 * 3_600_000;

/** The files to be removed, so that each tenant and all together have no more than they may: those wanted longest ago. */
export function staleSpeech(
  files: readonly SpokenFile[],
  now: Instant,
  mostBytes: number,
  mostBytesOfAll: number,
): SpokenFile[] {
  const ofTenant = new Map<string, number>();
  let ofAll = 0;
  const stale: SpokenFile[] = [];
  for (const file of [...files].sort((a, b) => b.wantedAt - a.wantedAt)) {
    const bytes = (ofTenant.get(file.tenant) ?? 0) + file.bytes;
    const age = now - file.wantedAt;
    if (age > PLAYED_MS && (age > KEPT_MS || bytes > mostBytes || ofAll + file.bytes > mostBytesOfAll)) {
      stale.push(file);
      continue;
    }
    ofTenant.set(file.tenant, bytes);
    ofAll += file.bytes;
  }
  return stale;
}
