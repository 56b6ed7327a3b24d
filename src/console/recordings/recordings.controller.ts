import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';

import { systemClock } from '../../kernel/clock.js';
import { Gate } from '../../platform/access/gate.js';
import { actorOf } from '../../platform/access/http/web-session.js';
import { fileNameFrom } from '../../platform/files/file-name.js';
import { Fetches } from '../../platform/files/fetches.js';
import type { ConversationPeaks } from '../../recording/core/peaks.js';
import { ListeningService } from '../../recording/listening.service.js';

/** What the player draws and offers. */
export interface RecordingPicture extends ConversationPeaks {
  readonly durationMs: number;
  readonly mayDownload: boolean;
}

/** Recordings of the tenant's calls, by call. Every listening and every download is in the audit log. */
@Controller('console/x/recordings')
export class RecordingsController {
  private readonly listenings = new Fetches('from the last part');

  constructor(
    private readonly gate: Gate,
    private readonly listening: ListeningService,
  ) {}

  /** The sound as it is kept, Ogg Opus, caller left and agent right; saved as a file with `?download=1`. */
  @Get(':callId')
  async sound(
    @Req() request: Request,
    @Res() response: Response,
    @Param('callId') callId: string,
    @Query('download') download?: string,
  ): Promise<void> {
    const actor = actorOf(request);
    const saves = download === '1';
    const permission = saves ? 'recording.download' : 'recording.listen';
    const found = await this.gate.read(actor, permission, (session) => this.listening.recordingOf(session, callId));
    if (saves) {
      await this.gate.witness(actor, permission, actOf('download', callId));
    } else {
      await this.listenings.witness(actor.operatorId, callId, systemClock.now(), () =>
        this.gate.witness(actor, permission, actOf('listen', callId)),
      );
    }
    await this.listening.send(response, found, saves ? fileNameFrom(callId, 'opus') : undefined);
  }

  @Get(':callId/peaks')
  async peaks(
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
    @Param('callId') callId: string,
  ): Promise<RecordingPicture> {
    const actor = actorOf(request);
    const found = await this.gate.read(actor, 'recording.listen', (session) =>
      this.listening.recordingOf(session, callId),
    );
    const peaks = await this.listening.peaksOf(found);
    response.setHeader('Cache-Control', 'private, no-store');
    return { ...peaks, durationMs: found.durationMs, mayDownload: actor.permissions.has('recording.download') };
  }
}

function actOf(action: string, callId: string) {
  return { action, objectType: 'recording', objectId: callId, objectLabel: callId };
}
