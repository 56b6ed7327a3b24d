import { Module } from '@nestjs/common';

import { PromptUploadsService } from './prompt-uploads.service.js';
import { PromptsModule } from './prompts.module.js';

/** For the process that people upload to; the engine reads prompts and needs none of it. */
@Module({ imports: [PromptsModule], providers: [PromptUploadsService], exports: [PromptUploadsService] })
export class PromptUploadsModule {}
