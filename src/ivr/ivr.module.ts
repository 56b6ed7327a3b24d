import { Module } from '@nestjs/common';

import { ReferencesModule } from '../platform/references/references.module.js';
import { IvrRepository } from './ivr.repository.js';
import { IvrService } from './ivr.service.js';

@Module({ imports: [ReferencesModule], providers: [IvrRepository, IvrService], exports: [IvrService] })
export class IvrModule {}
