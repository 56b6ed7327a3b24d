import { Module } from '@nestjs/common';

import { ReferencesModule } from '../platform/references/references.module.js';
import { TenancyModule } from '../platform/tenancy/tenancy.module.js';
import { PromptFiles } from './prompt-files.js';
import { PromptsRepository } from './prompts.repository.js';
import { PromptsService } from './prompts.service.js';

@Module({
  imports: [ReferencesModule, TenancyModule],
  providers: [PromptFiles, PromptsRepository, PromptsService],
  exports: [PromptFiles, PromptsService],
})
export class PromptsModule {}
