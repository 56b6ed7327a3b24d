import { Injectable } from '@nestjs/common';

import type { PromptId, TenantId } from '../kernel/ids.js';
import { LANGUAGES, type Language } from '../kernel/language.js';
import { systemClock } from '../kernel/clock.js';
import { newId } from '../platform/database/new-id.js';
import type { ListQuery, Page } from '../platform/database/paging.js';
import { isUniqueViolation, type DbSession } from '../platform/database/transaction.js';
import { NotFound, QuotaReached } from '../platform/errors/record.errors.js';
import { References } from '../platform/references/references.js';
import { TenancyService } from '../platform/tenancy/tenancy.service.js';
import { TenantUsage } from '../platform/tenancy/tenant-usage.js';
import { validInput } from '../platform/validation/valid-input.js';
import { isUploaded, STANDARD_PROMPTS, standardMedia, type Prompt } from './core/prompt.js';
import { EARLIER_KEPT, type EarlierSound, type PromptRecord, type StoredSound } from './core/prompt-record.js';
import { promptInput } from './dto/prompt-input.js';
import type { PromptEntity } from './entities/prompt.entity.js';
import type { EarlierSoundEntity } from './entities/earlier-sound.entity.js';
import { PromptExists, PromptFileMissing, RetiredSoundsFillQuota } from './prompts.errors.js';
import { PromptFiles } from './prompt-files.js';
import { PromptsRepository } from './prompts.repository.js';

const BYTES_PER_MB = 1_048_576;
/** What sounds that nobody refers to any more may take beside the quota until they are swept: a part of it, and so much. */
const RETIRED_SHARE = 0.2;
const RETIRED_BYTES = 20 * BYTES_PER_MB;

/** What people say of a prompt. */
export interface PromptTitle {
  readonly name: string;
  readonly language: Language;
}

export interface SoundChanged {
  readonly before: PromptRecord;
  readonly after: PromptRecord;
}

/** Of the product's own prompts. */
const ITS_OWN = { originalName: '', spokenText: null, uploadedAt: null };

/** Rows of prompts. Their sound comes and goes with PromptUploadsService. */
@Injectable()
export class PromptsService {
  constructor(
    private readonly prompts: PromptsRepository,
    private readonly files: PromptFiles,
    private readonly references: References,
    private readonly tenancy: TenancyService,
    usage: TenantUsage,
  ) {
    references.register({
      kind: 'prompt',
      label: async (session, id) => (await this.prompts.prompt(session, id))?.name,
      usesOf: () => Promise.resolve([]),
    });
    usage.register('promptBytes', (session, tenantId) => this.prompts.uploadedBytes(session, tenantId as TenantId));
  }

  /** For the engine. */
  async listPrompts(session: DbSession): Promise<Prompt[]> {
    return (await this.prompts.prompts(session)).map((row) => ({
      id: row.id as PromptId,
      tenantId: row.tenantId as TenantId,
      media: row.media,
    }));
  }

  async pageOfPrompts(session: DbSession, query: ListQuery): Promise<Page<PromptRecord>> {
    const { items, total } = await this.prompts.page(session, query);
    return { items: items.map(toRecord), total };
  }

  async findPrompt(session: DbSession, id: string): Promise<PromptRecord | undefined> {
    const row = await this.prompts.prompt(session, id);
    return row === null ? undefined : toRecord(row);
  }

  /** @throws InvalidInput */
  validTitle(input: unknown): PromptTitle {
    return validInput(promptInput, input);
  }

  /**
   * A prompt whose sound is in its place already.
   *
   * @param id as its file is named by it
   * @throws PromptExists, QuotaReached, RetiredSoundsFillQuota
   */
  async createPrompt(
    session: DbSession,
    tenantId: TenantId,
    id: PromptId,
    title: PromptTitle,
    sound: StoredSound,
  ): Promise<PromptRecord> {
    await this.makeRoom(session, tenantId, sound.bytes);
    return this.insert(session, { ...title, ...sound, id, tenantId, uploadedAt: new Date(systemClock.now()) });
  }

  /**
   * Other sound for a prompt; what it had before is kept beside it. Calls that play the old one go on with it.
   *
   * @throws NotFound, ChangedMeanwhile, QuotaReached, RetiredSoundsFillQuota
   */
  async replaceSound(session: DbSession, id: string, version: number, sound: StoredSound): Promise<SoundChanged> {
    const row = await this.rowOf(session, id);
    const tenantId = row.tenantId as TenantId;
    await this.keepEarlier(session, row);
    await this.makeRoom(session, tenantId, sound.bytes - (isUploaded(row.media, tenantId) ? row.bytes : 0));
    await this.prompts.updatePrompt(session, id, version, { ...sound, uploadedAt: new Date(systemClock.now()) });
    return { before: toRecord(row), after: toRecord(await this.rowOf(session, id)) };
  }

  /** What a prompt sounded like before, the latest first. @throws NotFound */
  async earlierSounds(session: DbSession, id: string): Promise<EarlierSound[]> {
    const row = await this.rowOf(session, id);
    return (await this.prompts.earlierSounds(session, row.id)).map(toEarlier);
  }

  /** Where an earlier sound of a prompt lies; for who may read the prompt. @throws NotFound */
  async earlierMediaOf(
    session: DbSession,
    id: string,
    soundId: string,
  ): Promise<{ readonly record: PromptRecord; readonly media: string }> {
    const { media } = await this.earlierOf(session, id, soundId);
    return { record: toRecord(await this.rowOf(session, id)), media };
  }

  /**
   * A prompt sounds as it did before; what it has now becomes an earlier sound.
   *
   * @throws NotFound, ChangedMeanwhile, PromptFileMissing
   */
  async goBackTo(session: DbSession, id: string, version: number, soundId: string): Promise<SoundChanged> {
    const row = await this.rowOf(session, id);
    const earlier = await this.earlierOf(session, id, soundId);
    if ((await this.files.lengthOf(earlier.media)) === null) throw new PromptFileMissing();
    const { media, originalName, spokenText, durationMs, bytes, uploadedAt } = earlier;
    await this.prompts.deleteEarlierSounds(session, [earlier.id]);
    await this.keepEarlier(session, row);
    const sound = { media, originalName, spokenText, durationMs, bytes, uploadedAt };
    await this.prompts.updatePrompt(session, id, version, sound);
    return { before: toRecord(row), after: toRecord(await this.rowOf(session, id)) };
  }

  /** All sound that a prompt has, or had and may have again. */
  async mediaInUse(session: DbSession): Promise<ReadonlySet<string>> {
    const present = (await this.prompts.prompts(session)).map(({ media }) => media);
    const earlier = (await this.prompts.allEarlierSounds(session, null)).map(({ media }) => media);
    return new Set([...present, ...earlier]);
  }

  /** @throws InvalidInput, NotFound, ChangedMeanwhile, PromptExists */
  async updatePrompt(session: DbSession, id: string, version: number, input: unknown): Promise<PromptRecord> {
    const title = this.validTitle(input);
    await this.orExists(title.name, this.prompts.updatePrompt(session, id, version, title));
    return toRecord(await this.rowOf(session, id));
  }

  /**
   * Its file goes a day later: a call may play it still.
   *
   * @throws NotFound, InUse
   */
  async removePrompt(session: DbSession, id: string): Promise<void> {
    const row = await this.rowOf(session, id);
    await this.references.refuseIfUsed(session, { kind: 'prompt', id: row.id });
    const earlier = await this.prompts.earlierSounds(session, row.id);
    await this.prompts.deletePrompt(session, row.id);
    for (const { media } of [row, ...earlier]) await this.files.retire(media);
  }

  /** One of the prompts whose files the appliance makes in every language. @throws PromptExists */
  async createDefaultPrompt(
    session: DbSession,
    tenantId: TenantId,
    name: string,
    language: Language,
  ): Promise<PromptId> {
    return (await this.insertStandard(session, tenantId, name, language)).id;
  }

  /**
   * The product's own prompts in all languages, for a tenant's menus and queues.
   *
   * @returns those that the tenant did not have
   */
  async addStandardPrompts(session: DbSession, tenantId: TenantId): Promise<PromptRecord[]> {
    const added: PromptRecord[] = [];
    for (const language of LANGUAGES) {
      for (const name of STANDARD_PROMPTS) {
        if (await this.prompts.isNamed(session, tenantId, name, language)) continue;
        added.push(await this.insertStandard(session, tenantId, name, language));
      }
    }
    return added;
  }

  /** Where the sound of a prompt lies; for who may read the prompt. @throws NotFound */
  async mediaOf(session: DbSession, id: string): Promise<{ readonly record: PromptRecord; readonly media: string }> {
    const row = await this.rowOf(session, id);
    return { record: toRecord(row), media: row.media };
  }

  private async insertStandard(
    session: DbSession,
    tenantId: TenantId,
    name: string,
    language: Language,
  ): Promise<PromptRecord> {
    const media = standardMedia(name, language);
    const length = (await this.files.lengthOf(media)) ?? { durationMs: 0, bytes: 0 };
    const id = newId();
    return this.insert(session, { id, tenantId, name, language, media, ...length, ...ITS_OWN });
  }

  private async insert(session: DbSession, row: Omit<PromptEntity, 'version'>): Promise<PromptRecord> {
    await this.orExists(row.name, this.prompts.insertPrompt(session, row));
    return toRecord({ ...row, version: 1 });
  }

  private async rowOf(session: DbSession, id: string): Promise<PromptEntity> {
    const row = await this.prompts.prompt(session, id);
    if (row === null) throw new NotFound();
    return row;
  }

  private async earlierOf(session: DbSession, id: string, soundId: string): Promise<EarlierSoundEntity> {
    const found = await this.prompts.earlierSound(session, id, soundId);
    if (found === null) throw new NotFound();
    return found;
  }

  /** What a prompt sounds like now is about to be replaced; of many, the first goes. */
  private async keepEarlier(session: DbSession, row: PromptEntity): Promise<void> {
    const { tenantId, media, originalName, spokenText, durationMs, bytes, uploadedAt } = row;
    const replacedAt = new Date(systemClock.now());
    const sound = { tenantId, media, originalName, spokenText, durationMs, bytes, uploadedAt, replacedAt };
    await this.prompts.insertEarlierSound(session, { ...sound, id: newId(), promptId: row.id });
    const kept = await this.prompts.earlierSounds(session, row.id);
    await this.forget(session, kept.slice(EARLIER_KEPT));
  }

  private async forget(session: DbSession, sounds: readonly EarlierSoundEntity[]): Promise<void> {
    await this.prompts.deleteEarlierSounds(
      session,
      sounds.map(({ id }) => id),
    );
    for (const { media } of sounds) await this.files.retire(media);
  }

  /**
   * Earlier sounds make way, the first of all prompts before the others.
   *
   * @param more bytes of the tenant's prompts than now
   * @throws QuotaReached, RetiredSoundsFillQuota
   */
  private async makeRoom(session: DbSession, tenantId: TenantId, more: number): Promise<void> {
    const { promptStorageLimitMb } = await this.tenancy.tenantById(session, tenantId);
    const limit = promptStorageLimitMb * BYTES_PER_MB;
    const used = (await this.prompts.uploadedBytes(session, tenantId)) + more;
    if (more > 0 && used > limit) {
      throw new QuotaReached({ zh: '语音文件容量（MB）', en: 'MB of prompts' }, promptStorageLimitMb);
    }
    const earlier = (await this.prompts.allEarlierSounds(session, tenantId)).filter(({ media }) =>
      isUploaded(media, tenantId),
    );
    let over = used + earlier.reduce((sum, { bytes }) => sum + bytes, 0) - limit;
    const tooMany = earlier.filter(({ bytes }) => {
      const goes = over > 0;
      over -= bytes;
      return goes;
    });
    await this.forget(session, tooMany);
    // the new file lies there already; where the quota was lowered below what is used, other sound is taken all the same
    const most = Math.max(limit, used) + limit * RETIRED_SHARE + RETIRED_BYTES;
    if ((await this.files.bytesOf(tenantId)) > most) throw new RetiredSoundsFillQuota();
  }

  private async orExists<T>(name: string, change: Promise<T>): Promise<T> {
    try {
      return await change;
    } catch (error) {
      throw isUniqueViolation(error) ? new PromptExists(name) : error;
    }
  }
}

function toRecord(row: PromptEntity): PromptRecord {
  return {
    id: row.id as PromptId,
    version: row.version,
    name: row.name,
    language: row.language,
    originalName: row.originalName,
    spokenText: row.spokenText,
    durationMs: row.durationMs,
    bytes: row.bytes,
    uploadedAt: row.uploadedAt,
  };
}

function toEarlier(row: EarlierSoundEntity): EarlierSound {
  const { id, originalName, spokenText, durationMs, bytes, uploadedAt, replacedAt } = row;
  return { id, originalName, spokenText, durationMs, bytes, uploadedAt, replacedAt };
}
