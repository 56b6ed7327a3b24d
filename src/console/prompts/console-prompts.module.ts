import { Module } from '@nestjs/common';

import { AccessModule } from '../../platform/access/access.module.js';
import { PromptUploadsModule } from '../../prompts/prompt-uploads.module.js';
import { PromptsModule } from '../../prompts/prompts.module.js';
import { ConsoleRegisterModule } from '../console-register.module.js';
import { PromptResource } from '../resources/prompts.js';
import { PromptSoundsController } from './prompt-sounds.controller.js';
import { PromptsController } from './prompts.controller.js';

/** Prompts at the console. */
@Module({
  imports: [AccessModule, ConsoleRegisterModule, PromptsModule, PromptUploadsModule],
  controllers: [PromptsController, PromptSoundsController],
  providers: [PromptResource],
})
export class ConsolePromptsModule {}
