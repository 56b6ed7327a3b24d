import { Module } from '@nestjs/common';

import { IvrRepository } from './ivr.repository.js';
import { IvrService } from './ivr.service.js';

@Module({ providers: [IvrRepository, IvrService], exports: [IvrService] })
export class IvrModule {}
