import { Module } from '@nestjs/common';

import { PromptsRepository } from './prompts.repository.js';
import { PromptsService } from './prompts.service.js';

@Module({ providers: [PromptsRepository, PromptsService], exports: [PromptsService] })
export class PromptsModule {}
