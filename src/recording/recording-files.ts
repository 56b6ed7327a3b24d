import { readFile, rename, stat, writeFile } from 'node:fs/promises';
import { relative, sep } from 'node:path';

import { Injectable } from '@nestjs/common';
import { z } from 'zod';

import { fileWithin } from '../platform/files/serve-file.js';
import { Turnstile } from '../platform/programs/turnstile.js';
import { Settings } from '../platform/settings/settings.js';
import type { ConversationPeaks } from './core/peaks.js';
import { drawWaveform } from './waveform.js';

/** Waveforms drawn at once; the others wait. */
const MOST_AT_ONCE = 2;

const level = z.number().min(0).max(1);
/** What lies beside a recording once its waveform was asked for, and what a node tells of it. */
export const drawnPeaks = z
  .object({ version: z.literal(1), caller: z.array(level), agent: z.array(level) })
  .transform(({ caller, agent }): ConversationPeaks => ({ caller, agent }));

/** The archive of this machine. */
@Injectable()
export class RecordingFiles {
  private readonly turnstile = new Turnstile(MOST_AT_ONCE);
  private readonly drawing = new Map<string, Promise<ConversationPeaks>>();

  constructor(private readonly settings: Settings) {}

  /** Within the tenant's own folder of the archive, whatever is asked for; null where there is no such file. */
  async find(file: string, tenantId: string): Promise<string | null> {
    const archive = this.settings.recordingsFolder;
    const path = await fileWithin(archive, file);
    if (path === null) return null;
    const own = await fileWithin(archive, tenantId);
    if (!(await stat(path)).isFile()) return null;
    return own !== null && !relative(own, path).startsWith(`..${sep}`) ? path : null;
  }

  /**
   * Drawn when first asked for, then kept beside the file.
   *
   * @param name by which a failure tells of it
   * @throws WaveformFailed
   */
  async peaksOf(name: string, path: string): Promise<ConversationPeaks> {
    const kept = await keptPeaks(path);
    if (kept !== null) return kept;
    let drawing = this.drawing.get(path);
    if (drawing === undefined) {
      drawing = this.turnstile.pass(() => drawAndKeep(name, path)).finally(() => this.drawing.delete(path));
      this.drawing.set(path, drawing);
    }
    return drawing;
  }
}

/** Beside the recording, so that whoever deletes one finds the other. */
function peaksFileOf(path: string): string {
  return `${path.replace(/[.][^./]+$/, '')}.peaks.json`;
}

async function keptPeaks(path: string): Promise<ConversationPeaks | null> {
  const text = await readFile(peaksFileOf(path), 'utf8').catch(() => null);
  if (text === null) return null;
  try {
    return drawnPeaks.parse(JSON.parse(text));
  } catch {
    // half written by a machine that lost its power, or by another build: drawn again
    return null;
  }
}

async function drawAndKeep(name: string, path: string): Promise<ConversationPeaks> {
  const peaks = await drawWaveform(name, path);
  const file = peaksFileOf(path);
  // a full disk costs the time of drawing it again, not the picture
  await writeFile(`${file}.part`, JSON.stringify({ version: 1, ...peaks }), { mode: 0o640 })
    .then(() => rename(`${file}.part`, file))
    .catch(() => undefined);
  return peaks;
}
