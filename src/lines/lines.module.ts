import { Module } from '@nestjs/common';

import { LinesRepository } from './lines.repository.js';
import { LinesService } from './lines.service.js';

@Module({ providers: [LinesRepository, LinesService], exports: [LinesService] })
export class LinesModule {}
