import { createHash } from 'node:crypto';
import { join } from 'node:path';

import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Counter, Gauge } from 'prom-client';

import type { TenantId } from '../../kernel/ids.js';
import type { Language } from '../../kernel/language.js';
import { Metrics } from '../../platform/metrics/metrics.js';
import { Settings } from '../../platform/settings/settings.js';
import { PromptFiles } from '../prompt-files.js';
import { SpeechCache } from './speech-cache.js';
import { plainText, Speakers, wordsOf, type EngineName, type ToSpeak } from './speakers.js';
import { NotSpoken } from './speech.errors.js';

const MOST_UNDER_WAY = 64;
/** A caller waits for it. */
const MOST_MS = 40_000;
const SWEEP_EVERY_MS = 600_000;

interface Wanted extends ToSpeak {
  readonly tenantId: TenantId;
}

/** Texts that callers hear, spoken by an engine elsewhere where there is one and it works, else by the embedded one. */
@Injectable()
export class Speech implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('speech');
  private readonly speakers: Speakers;
  private readonly cache: SpeechCache;
  private readonly underWay = new Map<string, Promise<string>>();
  private readonly linesInUse = new Map<TenantId, number>();
  private readonly ending = new AbortController();
  private readonly told: Counter<'from'>;
  private readonly failed: Counter<'engine'>;
  private readonly refused: Counter<'why'>;
  private limits: (tenantId: TenantId) => number | null = () => null;
  private sweeper: NodeJS.Timeout | undefined;

  constructor(settings: Settings, files: PromptFiles, { registry }: Metrics) {
    this.speakers = new Speakers(settings.speech, (engine, error, pauses) => {
      this.engineFailed(engine, error, pauses);
    });
    const cache = new SpeechCache(files, join(settings.asteriskFolder, 'media'));
    this.cache = cache;
    const counter = <L extends string>(name: string, help: string, label: L): Counter<L> =>
      new Counter({ name, help, labelNames: [label], registers: [registry] });
    this.told = counter(
      'callrack_speech_texts_total',
      'Texts given to callers, by where their sound came from',
      'from',
    );
    this.failed = counter('callrack_speech_failures_total', 'Texts that an engine did not speak', 'engine');
    this.refused = counter('callrack_speech_refused_total', 'Texts that were not spoken, by reason', 'why');
    new Gauge({
      name: 'callrack_speech_cache_bytes',
      help: 'Sound of texts that is kept',
      registers: [registry],
      collect() {
        this.set(cache.totalBytes);
      },
    });
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.cache.sweep();
    this.sweeper = setInterval(() => {
      this.cache.sweep().catch((error: unknown) => {
        this.logger.warn(`spoken texts are left for now: ${String(error)}`);
      });
    }, SWEEP_EVERY_MS).unref();
  }

  onModuleDestroy(): void {
    clearInterval(this.sweeper);
    this.ending.abort(new NotSpoken('failed'));
  }

  /** @param limits texts of a tenant that may be spoken at once; null: no limit */
  limitLines(limits: (tenantId: TenantId) => number | null): void {
    this.limits = limits;
  }

  /**
   * The sound of a text, as Asterisk plays it. It stays for ten minutes at least after it was asked for.
   *
   * @param voice as the engine elsewhere names it; '': its own
   * @throws NotSpoken with the reason
   */
  async mediaOf(tenantId: TenantId, language: Language, text: string, voice = ''): Promise<string> {
    try {
      const wanted = { tenantId, language, voice, text: plainText(text) };
      return (await this.kept(wanted)) ?? (await this.once(wanted));
    } catch (error) {
      const fault = error instanceof NotSpoken ? error : new NotSpoken('failed', { cause: error });
      this.refused.inc({ why: fault.reason });
      throw fault;
    }
  }

  private async kept(wanted: Wanted): Promise<string | null> {
    const media =
      (!this.speakers.hasElsewhere ? null : await this.cache.find(wanted.tenantId, keyOf(wanted, 'external'))) ??
      (this.speakers.asksElsewhere ? null : await this.cache.find(wanted.tenantId, keyOf(wanted, 'embedded')));
    if (media !== null) this.told.inc({ from: 'cache' });
    return media;
  }

  /** Who asks for the same meanwhile gets the same. */
  private once(wanted: Wanted): Promise<string> {
    const { tenantId } = wanted;
    const key = `${tenantId} ${keyOf(wanted, 'embedded')}`;
    const before = this.underWay.get(key);
    if (before !== undefined) return before;
    const inUse = this.linesInUse.get(tenantId) ?? 0;
    const most = this.limits(tenantId);
    if (most !== null && inUse >= most) throw new NotSpoken('lines_in_use');
    if (this.underWay.size >= MOST_UNDER_WAY) throw new NotSpoken('busy');
    this.linesInUse.set(tenantId, inUse + 1);
    const speaking = this.speak(wanted).finally(() => {
      this.underWay.delete(key);
      const left = (this.linesInUse.get(tenantId) ?? 1) - 1;
      if (left > 0) this.linesInUse.set(tenantId, left);
      else this.linesInUse.delete(tenantId);
    });
    this.underWay.set(key, speaking);
    return speaking;
  }

  private async speak(wanted: Wanted): Promise<string> {
    const signal = AbortSignal.any([this.ending.signal, AbortSignal.timeout(MOST_MS)]);
    const elsewhere = await this.speakers.elsewhere(wanted, signal);
    if (elsewhere !== null) return this.keep(wanted, 'external', elsewhere.wav);
    const before = await this.cache.find(wanted.tenantId, keyOf(wanted, 'embedded'));
    if (before !== null) {
      this.told.inc({ from: 'cache' });
      return before;
    }
    return this.keep(wanted, 'embedded', (await this.speakers.here(wanted, signal)).wav);
  }

  private engineFailed(engine: EngineName, error: unknown, pauses: boolean): void {
    this.failed.inc({ engine });
    if (engine === 'embedded') this.logger.error(`the embedded speech engine failed: ${wordsOf(error)}`);
    else if (pauses) this.logger.warn(`the speech engine elsewhere is left alone for a while: ${wordsOf(error)}`);
  }

  private async keep(wanted: Wanted, engine: EngineName, wav: readonly Uint8Array[]): Promise<string> {
    const media = await this.cache.put(wanted.tenantId, keyOf(wanted, engine), wav);
    if (media === null) throw new NotSpoken('no_room');
    this.told.inc({ from: engine });
    return media;
  }
}

/** What one engine spoke in place of the other does not stay for good. */
function keyOf({ tenantId, language, text, voice }: Wanted, engine: EngineName): string {
  return createHash('sha256')
    .update(JSON.stringify([tenantId, language, text, voice, engine]))
    .digest('hex');
}
