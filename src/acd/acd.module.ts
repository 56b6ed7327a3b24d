import { Module } from '@nestjs/common';

import { ReferencesModule } from '../platform/references/references.module.js';
import { AcdRepository } from './acd.repository.js';
import { AcdService } from './acd.service.js';

@Module({ imports: [ReferencesModule], providers: [AcdRepository, AcdService], exports: [AcdService] })
export class AcdModule {}
