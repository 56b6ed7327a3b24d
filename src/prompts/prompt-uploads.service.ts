import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';

import { systemClock } from '../kernel/clock.js';
import type { PromptId, TenantId } from '../kernel/ids.js';
import type { Language } from '../kernel/language.js';
import { Databases } from '../platform/database/databases.js';
import { hasRoom } from '../platform/files/disk-room.js';
import { Turnstile } from '../platform/programs/turnstile.js';
import { Settings } from '../platform/settings/settings.js';
import { TURNS } from '../platform/validation/keepable-text.js';
import type { StoredSound } from './core/prompt-record.js';
import { PromptFiles } from './prompt-files.js';
import { LARGEST_MB, NoRoomForUpload, PromptFileMissing } from './prompts.errors.js';
import { PromptsService } from './prompts.service.js';
import { plainText, Speakers, wordsOf } from './speech/speakers.js';
import { NotSpoken } from './speech/speech.errors.js';
import { toTelephoneSound } from './telephone-sound.js';
import { UploadPlaces } from './upload-places.js';

/** Conversions at once; the others wait. */
const MOST_AT_ONCE = 2;
/** Somebody looks at the screen meanwhile. */
const SPOKEN_WITHIN_MS = 40_000;
const SWEEP_EVERY_MS = 3_600_000;
const LONGEST_NAME = 200;
const ALL_TURNS = new RegExp(TURNS, 'gu');

/** A file as it came, in `folder`. */
export interface Upload {
  readonly path: string;
  /** As the browser says; what people see, and nothing else. */
  readonly name: string;
}

/** Sound on its way from people to Asterisk and back to people's ears. */
@Injectable()
export class PromptUploadsService implements OnApplicationBootstrap, OnModuleDestroy {
  readonly largestBytes = LARGEST_MB * 1_048_576;
  private readonly logger = new Logger('prompts');
  private readonly turnstile = new Turnstile(MOST_AT_ONCE);
  private readonly places = new UploadPlaces();
  private readonly ending = new AbortController();
  private readonly speakers: Speakers;
  private sweeper: NodeJS.Timeout | undefined;

  constructor(
    private readonly settings: Settings,
    private readonly databases: Databases,
    private readonly files: PromptFiles,
    private readonly prompts: PromptsService,
  ) {
    this.speakers = new Speakers(settings.speech, (engine, error) => {
      this.logger.warn(`a prompt was not spoken by the ${engine} engine: ${wordsOf(error)}`);
    });
  }

  /** Where uploads are kept until they are converted; nobody else looks into it. */
  get folder(): string {
    return join(this.settings.home, 'uploads');
  }

  async onApplicationBootstrap(): Promise<void> {
    // what an earlier life has left behind
    await rm(this.folder, { recursive: true, force: true });
    await this.makeFolder();
    const sweep = (): void => {
      this.sweep(systemClock.now()).catch((error: unknown) => {
        this.logger.warn(`the sound files that nobody refers to are left for now: ${String(error)}`);
      });
    };
    this.sweeper = setInterval(sweep, SWEEP_EVERY_MS).unref();
  }

  onModuleDestroy(): void {
    clearInterval(this.sweeper);
    this.ending.abort(new NotSpoken('failed'));
  }

  /**
   * Room for one more upload of a person, before anything of it is read.
   *
   * @returns to be called when it is over, however it ends
   * @throws TooManyUploads, NoRoomForUpload
   */
  async begin(operatorId: string): Promise<() => void> {
    const leave = this.places.take(operatorId);
    if (await hasRoom(this.folder, this.largestBytes).catch(() => false)) return leave;
    leave();
    throw new NoRoomForUpload();
  }

  async makeFolder(): Promise<void> {
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
  }

  /**
   * Makes telephones' sound of an upload and puts it where Asterisk finds it.
   *
   * @throws PromptRejected, ConversionFailed
   */
  async store(tenantId: TenantId, promptId: PromptId, upload: Upload): Promise<StoredSound> {
    const sound = await this.turnstile.pass(() => toTelephoneSound(upload.path));
    const media = await this.files.put(tenantId, promptId, sound.wav);
    const { durationMs, bytes } = sound;
    return { media, originalName: plainName(upload.name), spokenText: null, durationMs, bytes };
  }

  /**
   * Has a text spoken and puts it where Asterisk finds it.
   *
   * @throws NotSpoken
   */
  async speak(tenantId: TenantId, promptId: PromptId, text: string, language: Language): Promise<StoredSound> {
    const spokenText = plainText(text);
    const signal = AbortSignal.any([this.ending.signal, AbortSignal.timeout(SPOKEN_WITHIN_MS)]);
    const sound = await this.turnstile.pass(() =>
      this.speakers.speak({ text: spokenText, language, voice: '' }, signal),
    );
    const media = await this.files.put(tenantId, promptId, sound.wav);
    return { media, originalName: '', spokenText, durationMs: sound.durationMs, bytes: sound.bytes };
  }

  /** Where no row comes of a sound, its file is taken back. */
  async orDiscard<T>(sound: StoredSound, change: (sound: StoredSound) => Promise<T>): Promise<T> {
    try {
      return await change(sound);
    } catch (error) {
      await this.files.discard(sound.media);
      throw error;
    }
  }

  /** @returns path of the sound file @throws PromptFileMissing */
  async fileOf(media: string, tenantId: TenantId): Promise<string> {
    const path = await this.files.find(media, tenantId);
    if (path === null) throw new PromptFileMissing();
    return path;
  }

  /** Removes sound files that nobody has referred to for a day. @returns how many */
  async sweep(now: number): Promise<number> {
    const inUse = await this.databases.snapshot('operator', (session) => this.prompts.mediaInUse(session));
    const removed = await this.files.sweep(inUse, now);
    if (removed > 0) this.logger.log(`removed ${removed} sound files that nobody referred to`);
    return removed;
  }
}

/** For people to recognise it by. */
function plainName(name: string): string {
  const plain = name
    .toWellFormed()
    .replaceAll(/\p{Cc}/gu, ' ')
    .replaceAll(ALL_TURNS, '')
    .trim();
  return Array.from(plain).slice(0, LONGEST_NAME).join('');
}
