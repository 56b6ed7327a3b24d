import { Injectable } from '@nestjs/common';
import { In, Like } from 'typeorm';

import type { TenantId } from '../kernel/ids.js';
import type { Language } from '../kernel/language.js';
import { isId, pageOf, type ListQuery, type Page } from '../platform/database/paging.js';
import type { DbSession } from '../platform/database/transaction.js';
import { rowById, updateVersion } from '../platform/database/versioned.js';
import { TENANT_ROOT } from './core/prompt.js';
import { EarlierSoundEntity } from './entities/earlier-sound.entity.js';
import { PromptEntity } from './entities/prompt.entity.js';

/** What may be changed of a prompt. */
export type PromptValues = Partial<Omit<PromptEntity, 'id' | 'tenantId' | 'version'>>;

/** The sound of a prompt that a tenant uploaded. */
export type UploadRow = Pick<PromptEntity, 'media' | 'bytes'>;

@Injectable()
export class PromptsRepository {
  prompts(session: DbSession): Promise<PromptEntity[]> {
    return session.find(PromptEntity, { order: { id: 'ASC' } });
  }

  page(session: DbSession, query: ListQuery): Promise<Page<PromptEntity>> {
    return pageOf(session, PromptEntity, query, {
      name: 'text',
      language: 'word',
      originalName: 'text',
      durationMs: 'number',
      bytes: 'number',
      uploadedAt: 'instant',
    });
  }

  prompt(session: DbSession, id: string): Promise<PromptEntity | null> {
    return rowById(session, PromptEntity, id);
  }

  async insertPrompt(session: DbSession, prompt: Omit<PromptEntity, 'version'>): Promise<void> {
    await session.insert(PromptEntity, { ...prompt, version: 1 });
  }

  updatePrompt(session: DbSession, id: string, version: number, values: PromptValues): Promise<void> {
    return updateVersion(session, PromptEntity, id, version, values);
  }

  isNamed(session: DbSession, tenantId: TenantId, name: string, language: Language): Promise<boolean> {
    return session.existsBy(PromptEntity, { tenantId, name, language });
  }

  async deletePrompt(session: DbSession, id: string): Promise<void> {
    await session.delete(PromptEntity, { id });
  }

  /** What these tenants have uploaded. */
  uploads(session: DbSession, tenantIds: readonly TenantId[]): Promise<UploadRow[]> {
    return session.find(PromptEntity, {
      select: { media: true, bytes: true },
      where: { tenantId: In([...tenantIds]), media: Like(`${TENANT_ROOT}/%`) },
      order: { id: 'ASC' },
    });
  }

  /** What a prompt sounded like before, the latest first. */
  earlierSounds(session: DbSession, promptId: string): Promise<EarlierSoundEntity[]> {
    return session.find(EarlierSoundEntity, { where: { promptId }, order: { replacedAt: 'DESC', id: 'DESC' } });
  }

  earlierSound(session: DbSession, promptId: string, id: string): Promise<EarlierSoundEntity | null> {
    return isId(promptId) && isId(id) ? session.findOneBy(EarlierSoundEntity, { promptId, id }) : Promise.resolve(null);
  }

  /** Of all prompts of a tenant, or of all that the session sees: what was replaced first before all others. */
  allEarlierSounds(session: DbSession, tenantId: TenantId | null): Promise<EarlierSoundEntity[]> {
    const where = tenantId === null ? {} : { tenantId };
    return session.find(EarlierSoundEntity, { where, order: { replacedAt: 'ASC', id: 'ASC' } });
  }

  async insertEarlierSound(session: DbSession, sound: EarlierSoundEntity): Promise<void> {
    await session.insert(EarlierSoundEntity, sound);
  }

  async deleteEarlierSounds(session: DbSession, ids: readonly string[]): Promise<void> {
    if (ids.length > 0) await session.delete(EarlierSoundEntity, { id: In([...ids]) });
  }

  /** Bytes of all that a tenant has uploaded. */
  async uploadedBytes(session: DbSession, tenantId: TenantId): Promise<number> {
    return (await session.sum(PromptEntity, 'bytes', { tenantId, media: Like(`${TENANT_ROOT}/%`) })) ?? 0;
  }
}
