import { Injectable } from '@nestjs/common';

import type { DbSession } from '../platform/database/transaction.js';
import { PromptEntity } from './entities/prompt.entity.js';

@Injectable()
export class PromptsRepository {
  prompts(session: DbSession): Promise<PromptEntity[]> {
    return session.find(PromptEntity, { order: { id: 'ASC' } });
  }

  async insertPrompt(session: DbSession, prompt: PromptEntity): Promise<void> {
    await session.insert(PromptEntity, prompt);
  }
}
