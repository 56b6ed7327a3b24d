import { Module } from '@nestjs/common';

import { AccessModule } from '../../platform/access/access.module.js';
import { ListeningModule } from '../../recording/listening.module.js';
import { RecordingsController } from './recordings.controller.js';

/** Recordings at the console; the player is on the page of a call record. */
@Module({ imports: [AccessModule, ListeningModule], controllers: [RecordingsController] })
export class ConsoleRecordingsModule {}
