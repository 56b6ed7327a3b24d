import { Module } from '@nestjs/common';

import { ListeningRepository } from './listening.repository.js';
import { ListeningService } from './listening.service.js';

/** For the process that people listen through; the engine makes recordings and needs none of it. */
@Module({ providers: [ListeningRepository, ListeningService], exports: [ListeningService] })
export class ListeningModule {}
