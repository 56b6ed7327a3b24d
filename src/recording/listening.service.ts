import { readFile, rename, stat, writeFile } from 'node:fs/promises';
import { relative, sep } from 'node:path';

import { Injectable } from '@nestjs/common';
import { z } from 'zod';

import type { CallId, TenantId } from '../kernel/ids.js';
import type { DbSession } from '../platform/database/transaction.js';
import { NotFound } from '../platform/errors/record.errors.js';
import { fileWithin } from '../platform/files/serve-file.js';
import { Turnstile } from '../platform/programs/turnstile.js';
import { Settings } from '../platform/settings/settings.js';
import type { ConversationPeaks } from './core/peaks.js';
import { ListeningRepository } from './listening.repository.js';
import { RecordingGone } from './recording.errors.js';
import { drawWaveform } from './waveform.js';

/** A recording that can be listened to. */
export interface FoundRecording {
  readonly callId: CallId;
  readonly durationMs: number;
  /** Absolute. */
  readonly path: string;
}

/** Waveforms drawn at once; the others wait. */
const MOST_AT_ONCE = 2;

const level = z.number().min(0).max(1);
/** What lies beside a recording once its waveform was asked for. */
const drawn = z.object({ version: z.literal(1), caller: z.array(level), agent: z.array(level) });

/** Finished recordings, for people: the engine's side of recordings is RecordingService. */
@Injectable()
export class ListeningService {
  private readonly turnstile = new Turnstile(MOST_AT_ONCE);
  private readonly drawing = new Map<string, Promise<ConversationPeaks>>();

  constructor(
    private readonly recordings: ListeningRepository,
    private readonly settings: Settings,
  ) {}

  /**
   * The recording of a call, of the session's tenant.
   *
   * @throws NotFound where there is none: never recorded, not encoded yet, or another tenant's
   * @throws RecordingGone where its file is away
   */
  async recordingOf(session: DbSession, callId: string): Promise<FoundRecording> {
    // what no call can be called, PostgreSQL's text cannot hold either
    const row = /\p{Cc}/u.test(callId) ? null : await this.recordings.recordingOfCall(session, callId);
    if (row?.tenantId === undefined || row.tenantId === null) throw new NotFound();
    const path = await this.fileOf(row.file, row.tenantId as TenantId);
    if (path === null) throw new RecordingGone();
    return { callId: row.callId as CallId, durationMs: row.durationMs, path };
  }

  /** Drawn when first asked for, then kept beside the file. @throws WaveformFailed */
  async peaksOf({ callId, path }: FoundRecording): Promise<ConversationPeaks> {
    const kept = await keptPeaks(path);
    if (kept !== null) return kept;
    let drawing = this.drawing.get(path);
    if (drawing === undefined) {
      drawing = this.turnstile.pass(() => drawAndKeep(callId, path)).finally(() => this.drawing.delete(path));
      this.drawing.set(path, drawing);
    }
    return drawing;
  }

  /** Within the tenant's own folder of the archive, whatever the row says. */
  private async fileOf(file: string, tenantId: TenantId): Promise<string | null> {
    const archive = this.settings.recordingsFolder;
    const path = await fileWithin(archive, file);
    if (path === null) return null;
    const own = await fileWithin(archive, tenantId);
    if (!(await stat(path)).isFile()) return null;
    return own !== null && !relative(own, path).startsWith(`..${sep}`) ? path : null;
  }
}

/** Beside the recording, so that whoever deletes one finds the other. */
export function peaksFileOf(path: string): string {
  return `${path.replace(/[.][^./]+$/, '')}.peaks.json`;
}

async function keptPeaks(path: string): Promise<ConversationPeaks | null> {
  const text = await readFile(peaksFileOf(path), 'utf8').catch(() => null);
  if (text === null) return null;
  try {
    const { caller, agent } = drawn.parse(JSON.parse(text));
    return { caller, agent };
  } catch {
    // half written by a machine that lost its power, or by another build: drawn again
    return null;
  }
}

async function drawAndKeep(callId: CallId, path: string): Promise<ConversationPeaks> {
  const peaks = await drawWaveform(callId, path);
  const file = peaksFileOf(path);
  // a full disk costs the time of drawing it again, not the picture
  await writeFile(`${file}.part`, JSON.stringify({ version: 1, ...peaks }), { mode: 0o640 })
    .then(() => rename(`${file}.part`, file))
    .catch(() => undefined);
  return peaks;
}
