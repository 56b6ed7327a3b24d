import { Injectable } from '@nestjs/common';

import type { DbSession } from '../platform/database/transaction.js';
import { RecordingEntity } from './entities/recording.entity.js';

@Injectable()
export class ListeningRepository {
  /** null: none, not finished yet, or not one that the session sees. */
  recordingOfCall(session: DbSession, callId: string): Promise<RecordingEntity | null> {
    return session.findOne(RecordingEntity, { where: { callId }, order: { id: 'ASC' } });
  }
}
