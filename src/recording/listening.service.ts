import { Injectable } from '@nestjs/common';
import type { Response } from 'express';

import type { CallId } from '../kernel/ids.js';
import type { DbSession } from '../platform/database/transaction.js';
import { NotFound } from '../platform/errors/record.errors.js';
import { serveFile, soundHeaders } from '../platform/files/serve-file.js';
import { Settings } from '../platform/settings/settings.js';
import type { ConversationPeaks } from './core/peaks.js';
import { FarRecordings } from './far-recordings.js';
import { ListeningRepository } from './listening.repository.js';
import { RecordingFiles } from './recording-files.js';
import { RecordingGone } from './recording.errors.js';

/** A recording that can be listened to. */
export interface FoundRecording {
  readonly callId: CallId;
  readonly durationMs: number;
  /** Absolute, where it lies on this machine. */
  readonly path: string | null;
  /** Otherwise the node that it lies on, and its file in the archive there. */
  readonly nodeId: string;
  readonly file: string;
}

/** Finished recordings, for people: the engine's side of recordings is RecordingService. */
@Injectable()
export class ListeningService {
  constructor(
    private readonly recordings: ListeningRepository,
    private readonly files: RecordingFiles,
    private readonly far: FarRecordings,
    private readonly settings: Settings,
  ) {}

  /**
   * The recording of a call, of the session's tenant.
   *
   * @throws NotFound where there is none: never recorded, not encoded yet, or another tenant's
   * @throws RecordingGone where its file should be here, and is away
   */
  async recordingOf(session: DbSession, callId: string): Promise<FoundRecording> {
    // what no call can be called, PostgreSQL's text cannot hold either
    const row = /\p{Cc}/u.test(callId) ? null : await this.recordings.recordingOfCall(session, callId);
    if (row?.tenantId === undefined || row.tenantId === null) throw new NotFound();
    const nodeId = row.nodeId ?? this.settings.nodeName;
    const path = await this.files.find(row.file, row.tenantId);
    if (path === null && nodeId === this.settings.nodeName) throw new RecordingGone();
    return { callId: row.callId as CallId, durationMs: row.durationMs, path, nodeId, file: row.file };
  }

  /**
   * Sends the sound, or the part of it that the request's Range asks for. Resolves when it is sent or the asker has gone.
   *
   * @throws RecordingAway, RecordingLeftBehind, LinkRefused with what the node says
   */
  async send(response: Response, { path, nodeId, file }: FoundRecording, saveAs?: string): Promise<void> {
    const sound = { contentType: 'audio/ogg', ...(saveAs === undefined ? {} : { saveAs }) };
    if (path !== null) await serveFile(response, { path, ...sound });
    else await this.far.send(response, nodeId, file, () => soundHeaders(response, sound));
  }

  /** Drawn when first asked for, then kept beside the file. @throws WaveformFailed, and as send */
  peaksOf({ callId, path, nodeId, file }: FoundRecording): Promise<ConversationPeaks> {
    return path === null ? this.far.peaksOf(nodeId, file) : this.files.peaksOf(callId, path);
  }
}
