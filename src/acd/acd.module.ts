import { Module } from '@nestjs/common';

import { AcdRepository } from './acd.repository.js';
import { AcdService } from './acd.service.js';

@Module({ providers: [AcdRepository, AcdService], exports: [AcdService] })
export class AcdModule {}
