import { Injectable } from '@nestjs/common';

import type { PromptId, TenantId } from '../kernel/ids.js';
import type { Language } from '../kernel/language.js';
import { newId } from '../platform/database/new-id.js';
import { isUniqueViolation, type DbSession } from '../platform/database/transaction.js';
import { PROMPT_ROOT, type Prompt } from './core/prompt.js';
import { PromptExists } from './prompts.errors.js';
import { PromptsRepository } from './prompts.repository.js';

export interface NewPrompt extends Omit<Prompt, 'id'> {
  readonly name: string;
  readonly language: Language;
}

@Injectable()
export class PromptsService {
  constructor(private readonly prompts: PromptsRepository) {}

  async listPrompts(session: DbSession): Promise<Prompt[]> {
    return (await this.prompts.prompts(session)).map((row) => ({
      id: row.id as PromptId,
      tenantId: row.tenantId as TenantId,
      media: row.media,
    }));
  }

  /** @throws PromptExists */
  async createPrompt(session: DbSession, prompt: NewPrompt): Promise<PromptId> {
    const id = newId();
    try {
      await this.prompts.insertPrompt(session, { ...prompt, id });
    } catch (error) {
      throw isUniqueViolation(error) ? new PromptExists(prompt.name) : error;
    }
    return id as PromptId;
  }

  /** One of the prompts whose files the appliance makes in every language. @throws PromptExists */
  createDefaultPrompt(session: DbSession, tenantId: TenantId, name: string, language: Language): Promise<PromptId> {
    return this.createPrompt(session, { tenantId, name, language, media: `${PROMPT_ROOT}/${language}/${name}` });
  }
}
