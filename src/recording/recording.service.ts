import { mkdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';

import type { Instant } from '../kernel/clock.js';
import type { RecordingMade } from '../kernel/domain-events.js';
import type { CallId, TenantId } from '../kernel/ids.js';
import { Settings } from '../platform/settings/settings.js';
import { GAP_MS } from './core/gap.js';
import { spoolFiles } from './core/policy.js';
import { encodeStereo, lookAtWav, type SoundPart, type WavFile } from './encoder.js';
import { EncodingFailed } from './recording.errors.js';

/** A conversation whose sound lies in the spool. */
export interface Recorded {
  readonly callId: CallId;
  readonly tenantId: TenantId;
  readonly connectedAt: Instant;
  /** How many pairs of files; one where nothing is said. */
  readonly parts?: number;
}

interface Part extends SoundPart {
  /** What is there of either side. */
  readonly sound: readonly (WavFile | null)[];
}

/** How often a file is looked at again that Asterisk has not closed yet, milliseconds. */
const NOT_CLOSED_RETRY_MS = 500;
/** How long Asterisk may take to close its files, milliseconds; then what is there is encoded as it is, or counts as lost. */
const CLOSE_PATIENCE_MS = 30_000;
/** After a failure (disk full, program missing) the same recording is tried again, milliseconds. */
const FAILURE_RETRY_MS = 60_000;
/** Tries before it is left to the next start of the engine: the journal still knows of it. */
const MOST_TRIES = 10;

/** Who keeps what became of recordings. False: it could not be remembered, so nothing may be deleted. */
export interface RecordingKeeper {
  made(made: RecordingMade): boolean;
  lost(callId: CallId, why: string): boolean;
}

/**
 * Turns what Asterisk wrote during the conversation into the archive's Ogg Opus files, one at a time. The backlog is
 * kept by the journal: whoever calls `archive` again after a restart loses nothing.
 */
@Injectable()
export class RecordingService implements OnModuleDestroy {
  private readonly backlog: Recorded[] = [];
  private readonly waits = new Set<NodeJS.Timeout>();
  private readonly tries = new Map<CallId, number>();
  private readonly firstLook = new Map<CallId, Instant>();
  private keeper: RecordingKeeper | null = null;
  private working: Promise<void> | null = null;
  private stopped = false;

  constructor(
    private readonly settings: Settings,
    private readonly log: PinoLogger,
  ) {
    log.setContext(RecordingService.name);
  }

  get backlogSize(): number {
    return this.backlog.length + (this.working === null ? 0 : 1) + this.waits.size;
  }

  keepBy(keeper: RecordingKeeper): void {
    this.keeper = keeper;
  }

  archive(recorded: Recorded): void {
    if (this.stopped) return;
    this.backlog.push(recorded);
    this.working ??= this.work();
  }

  async onModuleDestroy(): Promise<void> {
    this.stopped = true;
    for (const wait of this.waits) clearTimeout(wait);
    this.waits.clear();
    await this.working;
  }

  private async work(): Promise<void> {
    for (let next = this.backlog.shift(); next !== undefined && !this.stopped; next = this.backlog.shift()) {
      try {
        await this.encode(next);
      } catch (error) {
        const failed = new EncodingFailed(next.callId, error instanceof Error ? error.message : String(error));
        this.failed(next, failed);
      }
    }
    this.working = null;
  }

  private failed(recorded: Recorded, err: EncodingFailed): void {
    const { callId } = recorded;
    const tries = (this.tries.get(callId) ?? 0) + 1;
    this.tries.set(callId, tries);
    if (tries >= MOST_TRIES) {
      this.log.error({ callId, err }, 'recording not encoded, left to the next start');
      return;
    }
    this.log.error({ callId, err }, 'recording not encoded, will be tried again');
    this.later(recorded, FAILURE_RETRY_MS);
  }

  private later(recorded: Recorded, afterMs: number): void {
    const wait = setTimeout(() => {
      this.waits.delete(wait);
      this.archive(recorded);
    }, afterMs);
    this.waits.add(wait);
  }

  private async encode(recorded: Recorded): Promise<void> {
    const parts = await this.partsOf(recorded);
    if (!this.isReady(recorded, parts)) return;
    const heard = parts.filter(({ sound }) => !sound.includes(null));
    const file = archiveFile(recorded);
    const target = join(this.settings.recordingsFolder, file);
    await mkdir(dirname(target), { recursive: true, mode: 0o750 });
    await encodeStereo(heard, `${target}.part`);
    await rename(`${target}.part`, target);
    const made = madeFrom(recorded, file, lengthOf(heard), (await stat(target)).size);
    const kept = this.keeper?.made(made) ?? false;
    if (!kept) return;
    this.forget(recorded.callId);
    await Promise.all(parts.flatMap(({ left, right }) => [rm(left, { force: true }), rm(right, { force: true })]));
    this.log.info({ callId: recorded.callId, file }, 'recording archived');
  }

  private partsOf({ tenantId, callId, parts = 1 }: Recorded): Promise<readonly Part[]> {
    const spool = join(this.settings.asteriskFolder, 'var', 'spool', 'recording');
    const numbers = Array.from({ length: parts }, (_none, n) => n + 1);
    return Promise.all(
      numbers.map(async (number) => {
        const files = spoolFiles(tenantId, callId, number);
        const [left, right] = [join(spool, files.caller), join(spool, files.agent)];
        return { left, right, sound: await Promise.all([lookAtWav(left), lookAtWav(right)]) };
      }),
    );
  }

  /**
   * Asterisk closes its files a moment after the call. If it died before, they are taken as they are; a part that it
   * never wrote is left out, and where it wrote none, the recording is lost, and that is kept too.
   */
  private isReady(recorded: Recorded, parts: readonly Part[]): boolean {
    const now = Date.now();
    const since = this.firstLook.get(recorded.callId) ?? now;
    this.firstLook.set(recorded.callId, since);
    const sound = parts.flatMap((part) => part.sound);
    const isPatient = now - since <= CLOSE_PATIENCE_MS;
    const isQuiet = sound.every((side) => side === null || side.closed || side.quietMs > CLOSE_PATIENCE_MS);
    const isThere = parts.some((part) => !part.sound.includes(null));
    if (isQuiet && isThere && (!isPatient || !sound.includes(null))) return true;
    if (!isThere && !isPatient) {
      this.log.error({ callId: recorded.callId }, 'recording lost: no sound files');
      this.keeper?.lost(recorded.callId, 'no_sound_files');
      this.forget(recorded.callId);
    } else this.later(recorded, NOT_CLOSED_RETRY_MS);
    return false;
  }

  private forget(callId: CallId): void {
    this.tries.delete(callId);
    this.firstLook.delete(callId);
  }
}

/** As it is heard, milliseconds. */
function lengthOf(parts: readonly Part[]): number {
  const lengths = parts.map(({ sound }) => Math.max(...sound.map((side) => side?.durationMs ?? 0)));
  return lengths.reduce((sum, length) => sum + length, 0) + GAP_MS * Math.max(0, parts.length - 1);
}

function madeFrom(recorded: Recorded, file: string, durationMs: number, bytes: number): RecordingMade {
  return {
    kind: 'recording.made',
    id: `${recorded.callId}:recording`,
    at: Date.now(),
    tenantId: recorded.tenantId,
    callId: recorded.callId,
    file,
    format: 'ogg-opus',
    durationMs,
    bytes,
  };
}

/** Where the finished recording lies, relative to the recordings folder: by tenant and UTC date of the conversation. */
export function archiveFile(recorded: Recorded): string {
  const date = new Date(recorded.connectedAt).toISOString().slice(0, 10).replaceAll('-', '/');
  return `${recorded.tenantId}/${date}/${recorded.callId}.opus`;
}
