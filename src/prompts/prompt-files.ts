import { randomBytes } from 'node:crypto';
import { chmod, mkdir, open, readdir, readFile, realpath, rename, rm, stat, utimes } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import { Injectable } from '@nestjs/common';

import type { PromptId, TenantId } from '../kernel/ids.js';
import { fileWithin } from '../platform/files/serve-file.js';
import { Settings } from '../platform/settings/settings.js';
import { MEDIA_ROOT, soundFileOf, TENANT_ROOT, uploadedMedia } from './core/prompt.js';
import { HEADER_BYTES, readWavHeader } from './core/wav-header.js';

/** tenants/<tenant>/<prompt>-<mark>.wav */
const UPLOADED = /^tenants\/[0-9a-f-]{36}\/[0-9a-f-]{36}-[0-9a-f]{12}[.]wav$/;

/** A file that nobody refers to is kept as long: a call that began before may still play it, milliseconds. */
const KEPT_MS = 24 * 3600 * 1000;

/** What a sound file holds. */
export interface SoundLength {
  readonly durationMs: number;
  readonly bytes: number;
}

/** The sound files of prompts, in the folder that Asterisk reads as /callrack/media. */
@Injectable()
export class PromptFiles {
  constructor(private readonly settings: Settings) {}

  /**
   * Puts a new file where Asterisk finds it: whole or not at all.
   *
   * @returns the media that a prompt's row names
   */
  async put(tenantId: TenantId, promptId: PromptId, wav: readonly Uint8Array[]): Promise<string> {
    const media = uploadedMedia(tenantId, promptId, randomBytes(6).toString('hex'));
    await this.write(media, wav);
    return media;
  }

  /** A file as another node has it under this name: whole or not at all. */
  async keep(media: string, wav: Uint8Array): Promise<void> {
    await this.write(media, [wav]);
  }

  /** Bytes of the file that lies there; null where there is none. */
  async sizeOf(media: string): Promise<number | null> {
    const found = await stat(this.pathOf(media)).catch(() => null);
    return found?.isFile() === true ? found.size : null;
  }

  /** What is uploaded and lies there, as other nodes ask for it: below the media folder, by its very path; or null. */
  async uploadAt(path: string): Promise<Buffer | null> {
    if (!UPLOADED.test(path)) return null;
    const file = await fileWithin(this.folder, path);
    // a link on the way leads elsewhere
    if (file === null || file !== join(await realpath(this.folder), path)) return null;
    return readFile(file).catch(() => null);
  }

  /** Takes back what `put` gave, when no row came of it. */
  async discard(media: string): Promise<void> {
    await rm(this.pathOf(media), { force: true });
  }

  /** From now on nobody refers to it; it goes a day later. */
  async retire(media: string): Promise<void> {
    if (!media.startsWith(`${TENANT_ROOT}/`)) return;
    const now = new Date();
    await utimes(this.pathOf(media), now, now).catch(() => undefined);
  }

  /** Bytes of all files that lie there for a tenant, those that wait to be swept among them. */
  async bytesOf(tenantId: TenantId): Promise<number> {
    const folder = join(this.pathOf(TENANT_ROOT, ''), tenantId);
    let bytes = 0;
    for (const name of await readdir(folder).catch(() => [])) {
      bytes += (await stat(join(folder, name)).catch(() => null))?.size ?? 0;
    }
    return bytes;
  }

  /** Where the sound lies that the tenant may hear; null where there is none, or it is not the tenant's. */
  async find(media: string, tenantId: TenantId): Promise<string | null> {
    const file = soundFileOf(media, tenantId);
    return file === null ? null : fileWithin(this.folder, file);
  }

  /** null where there is no such file, or it is no WAV. */
  async lengthOf(media: string): Promise<SoundLength | null> {
    const handle = await open(this.pathOf(media), 'r').catch(() => null);
    if (handle === null) return null;
    try {
      const bytes = (await handle.stat()).size;
      const head = Buffer.alloc(Math.min(bytes, HEADER_BYTES));
      await handle.read(head, 0, head.length, 0);
      const wav = readWavHeader(head, bytes);
      if ('fault' in wav) return null;
      const perSecond = wav.sampleRate * wav.channels * (wav.bits / 8);
      return { bytes, durationMs: Math.round((wav.bytes / perSecond) * 1000) };
    } finally {
      await handle.close();
    }
  }

  /**
   * Removes what was uploaded and has had no row for a day: files of replaced and of deleted prompts, and what a dead
   * process left behind.
   *
   * @param referred all media that rows name
   * @returns how many were removed
   */
  async sweep(referred: ReadonlySet<string>, now: number): Promise<number> {
    const root = this.pathOf(TENANT_ROOT, '');
    let removed = 0;
    for (const tenant of await readdir(root).catch(() => [])) {
      for (const name of await readdir(join(root, tenant)).catch(() => [])) {
        const media = `${TENANT_ROOT}/${tenant}/${name.replace(/[.]wav$/, '')}`;
        if (referred.has(media)) continue;
        const path = join(root, tenant, name);
        const found = await stat(path).catch(() => null);
        if (found === null || !found.isFile() || now - found.mtimeMs < KEPT_MS) continue;
        await rm(path, { force: true });
        removed += 1;
      }
    }
    return removed;
  }

  /** Where only the newest files are known to be wanted: `sweep` goes by when somebody referred to a file last. */
  async referredTo(referred: Iterable<string>): Promise<void> {
    const now = new Date();
    for (const media of referred) await utimes(this.pathOf(media), now, now).catch(() => undefined);
  }

  private async write(media: string, wav: readonly Uint8Array[]): Promise<void> {
    const path = this.pathOf(media);
    // what a dead process has left half is in nobody's way
    const part = `${path}.${randomBytes(4).toString('hex')}.part`;
    await this.makeFolder(dirname(path));
    const handle = await open(part, 'wx', 0o644);
    try {
      // the umask of the process may be anything, and Asterisk is another user
      await handle.chmod(0o644);
      await handle.writev(wav);
      await handle.sync();
    } catch (error) {
      await rm(part, { force: true });
      throw error;
    } finally {
      await handle.close();
    }
    await rename(part, path);
  }

  private get folder(): string {
    return join(this.settings.asteriskFolder, 'media');
  }

  private pathOf(media: string, ending = '.wav'): string {
    return join(this.folder, `${media.slice(MEDIA_ROOT.length)}${ending}`);
  }

  /** Asterisk walks through as "others"; the media folder itself lets nobody in but Asterisk's group. */
  private async makeFolder(folder: string): Promise<void> {
    await mkdir(folder, { recursive: true });
    await chmod(dirname(folder), 0o755);
    await chmod(folder, 0o755);
  }
}
