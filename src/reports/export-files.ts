import { access, mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

import { Injectable } from '@nestjs/common';

import type { Instant } from '../kernel/clock.js';
import type { ExportFormat } from './core/export.js';
import { hasRoom } from '../platform/files/disk-room.js';
import { Settings } from '../platform/settings/settings.js';

/** What an export's file is known by. */
export interface ExportKey {
  readonly id: string;
  readonly tenantId: string;
  readonly format: ExportFormat;
}

/** The folder of exports: one folder a tenant, readable by this process alone. */
@Injectable()
export class ExportFiles {
  private readonly folder: string;

  constructor(settings: Settings) {
    this.folder = join(settings.home, 'exports');
  }

  path({ id, tenantId, format }: ExportKey): string {
    return join(this.folder, tenantId, `${id}.${format}`);
  }

  /** Where it is written until it is whole. */
  unfinishedPath(key: ExportKey): string {
    return `${this.path(key)}.part`;
  }

  async prepare({ tenantId }: ExportKey): Promise<void> {
    await mkdir(join(this.folder, tenantId), { recursive: true, mode: 0o700 });
  }

  async isWhole(key: ExportKey): Promise<void> {
    await rename(this.unfinishedPath(key), this.path(key));
  }

  async exists(path: string): Promise<boolean> {
    return access(path).then(
      () => true,
      () => false,
    );
  }

  /** Whether the disk has room for more than what the calls need. */
  hasRoom(): Promise<boolean> {
    return hasRoom(this.folder);
  }

  async remove(key: ExportKey): Promise<void> {
    await rm(this.path(key), { force: true });
    await rm(this.unfinishedPath(key), { force: true });
  }

  /**
   * Removes all files but those, and those that somebody is writing.
   *
   * @param before what was written to since is not touched
   */
  async keepOnly(kept: ReadonlySet<string>, before: Instant): Promise<void> {
    for (const tenant of await namesIn(this.folder)) {
      const folder = join(this.folder, tenant);
      for (const path of (await namesIn(folder)).map((name) => join(folder, name))) {
        if (!kept.has(path) && (await writtenAt(path)) < before) await rm(path, { force: true });
      }
    }
  }
}

async function writtenAt(path: string): Promise<Instant> {
  try {
    return (await stat(path)).mtimeMs;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return Infinity;
    throw error;
  }
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return [];
    throw error;
  }
}
