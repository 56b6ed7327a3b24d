import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

import type { Instant } from '../../kernel/clock.js';
import { systemClock } from '../../kernel/clock.js';
import type { TenantId } from '../../kernel/ids.js';
import { hasRoom } from '../../platform/files/disk-room.js';
import { MEDIA_ROOT } from '../core/prompt.js';
import { staleSpeech, type SpokenFile } from '../core/stale-speech.js';
import type { PromptFiles } from '../prompt-files.js';

const ROOT = `${MEDIA_ROOT}/tts`;
/** Of one tenant; all together may have eight times as much. */
const MOST_BYTES = 64 * 1_048_576;
const MOST_BYTES_OF_ALL = 8 * MOST_BYTES;

/** Texts that were spoken, as files below media/tts/<tenant>/, bounded in size: what was wanted longest ago goes first. */
export class SpeechCache {
  private readonly bytes = new Map<string, number>();
  private sweeping: Promise<void> | undefined;

  constructor(
    private readonly files: PromptFiles,
    private readonly mediaFolder: string,
  ) {}

  get totalBytes(): number {
    return [...this.bytes.values()].reduce((sum, bytes) => sum + bytes, 0);
  }

  /** @param key file name @returns the media, wanted anew from now on; null where it is not there */
  async find(tenantId: TenantId, key: string): Promise<string | null> {
    const media = `${ROOT}/${tenantId}/${key}`;
    if ((await this.files.sizeOf(media)) === null) return null;
    await this.files.referredTo([media]);
    return media;
  }

  /** @returns the media; null where there is no room for it */
  async put(tenantId: TenantId, key: string, wav: readonly Uint8Array[]): Promise<string | null> {
    const whole = Buffer.concat(wav);
    if (!this.fits(tenantId, whole.length)) await this.sweep();
    if (!this.fits(tenantId, whole.length) || !(await hasRoom(this.mediaFolder, whole.length))) return null;
    this.bytes.set(tenantId, (this.bytes.get(tenantId) ?? 0) + whole.length);
    const media = `${ROOT}/${tenantId}/${key}`;
    await this.files.keep(media, whole);
    return media;
  }

  /** Counts what is there, and removes what is too much. */
  sweep(): Promise<void> {
    this.sweeping ??= this.sweepAt(systemClock.now()).finally(() => {
      this.sweeping = undefined;
    });
    return this.sweeping;
  }

  private fits(tenantId: TenantId, more: number): boolean {
    return (this.bytes.get(tenantId) ?? 0) + more <= MOST_BYTES && this.totalBytes + more <= MOST_BYTES_OF_ALL;
  }

  private async sweepAt(now: Instant): Promise<void> {
    const found = await this.listed();
    const stale = new Set(staleSpeech(found, now, MOST_BYTES / 2, MOST_BYTES_OF_ALL / 2));
    for (const { path } of stale) await rm(path, { force: true });
    this.bytes.clear();
    for (const file of found) {
      if (!stale.has(file)) this.bytes.set(file.tenant, (this.bytes.get(file.tenant) ?? 0) + file.bytes);
    }
  }

  private async listed(): Promise<SpokenFile[]> {
    const root = join(this.mediaFolder, 'tts');
    const found: SpokenFile[] = [];
    for (const tenant of await readdir(root).catch(() => [])) {
      for (const name of await readdir(join(root, tenant)).catch(() => [])) {
        const path = join(root, tenant, name);
        const file = await stat(path).catch(() => null);
        if (file?.isFile() === true) found.push({ path, tenant, bytes: file.size, wantedAt: file.mtimeMs });
      }
    }
    return found;
  }
}
