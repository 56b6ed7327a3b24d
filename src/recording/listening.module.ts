import { Module } from '@nestjs/common';

import { ClusterDoorsModule } from '../cluster/doors.module.js';
import { LinkModule } from '../platform/link/link.module.js';
import { FarRecordings } from './far-recordings.js';
import { ListeningRepository } from './listening.repository.js';
import { ListeningService } from './listening.service.js';
import { RecordingFiles } from './recording-files.js';

/** For the process that people listen through; the engine makes recordings and needs none of it. */
@Module({
  imports: [ClusterDoorsModule, LinkModule],
  providers: [FarRecordings, ListeningRepository, ListeningService, RecordingFiles],
  exports: [ListeningService],
})
export class ListeningModule {}
