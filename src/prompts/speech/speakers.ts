import { systemClock } from '../../kernel/clock.js';
import type { Language } from '../../kernel/language.js';
import { Turnstile } from '../../platform/programs/turnstile.js';
import type { Settings } from '../../platform/settings/settings.js';
import { afterFailure, CLOSED, mayAsk } from '../core/breaker.js';
import type { TelephoneSound } from '../telephone-sound.js';
import { EmbeddedEngine } from './embedded-engine.js';
import { HttpEngine } from './http-engine.js';
import { LONGEST_TEXT, NotSpoken } from './speech.errors.js';
import type { SpeechEngine } from './speech-engine.js';

/** Texts that the embedded engine speaks at once, on the processors that the calls need too; the others wait. */
const MOST_AT_ONCE = 2;

export type EngineName = 'external' | 'embedded';

export interface ToSpeak {
  readonly text: string;
  readonly language: Language;
  /** As the engine elsewhere names it; '': its own. */
  readonly voice: string;
}

/** An engine did not do its work; `pauses`: it is left alone for a while. */
export type EngineFailed = (engine: EngineName, error: unknown, pauses: boolean) => void;

/** The engine elsewhere, where there is one and it works, else the embedded one. */
export class Speakers {
  private readonly embedded: SpeechEngine = new EmbeddedEngine();
  private readonly external: SpeechEngine | null;
  private readonly turnstile = new Turnstile(MOST_AT_ONCE);
  private breaker = CLOSED;

  constructor(
    { url, token, timeoutS }: Settings['speech'],
    private readonly failed: EngineFailed,
  ) {
    this.external = url === '' ? null : new HttpEngine(url, token, timeoutS * 1000);
  }

  get hasElsewhere(): boolean {
    return this.external !== null;
  }

  /** Whether the engine elsewhere would be asked now. */
  get asksElsewhere(): boolean {
    return this.external !== null && mayAsk(this.breaker, systemClock.now());
  }

  /** @throws NotSpoken; what `signal` was aborted with */
  async speak(said: ToSpeak, signal: AbortSignal): Promise<TelephoneSound> {
    return (await this.elsewhere(said, signal)) ?? (await this.here(said, signal));
  }

  /** @returns null where there is no such engine, or it does not do its work */
  async elsewhere({ text, language, voice }: ToSpeak, signal: AbortSignal): Promise<TelephoneSound | null> {
    if (this.external === null || !this.asksElsewhere) return null;
    try {
      const sound = await this.external.speak(text, language, voice, signal);
      this.breaker = CLOSED;
      return sound;
    } catch (error) {
      const now = systemClock.now();
      this.breaker = afterFailure(this.breaker, now);
      this.failed('external', error, !mayAsk(this.breaker, now));
      return null;
    }
  }

  /** @throws NotSpoken; what `signal` was aborted with */
  async here({ text, language, voice }: ToSpeak, signal: AbortSignal): Promise<TelephoneSound> {
    try {
      return await this.turnstile.pass(() => this.embedded.speak(text, language, voice, signal));
    } catch (error) {
      if (error instanceof NotSpoken) throw error;
      this.failed('embedded', error, false);
      throw new NotSpoken('failed', { cause: error });
    }
  }
}

/** What can be spoken of a text. @throws NotSpoken text_empty, text_too_long */
export function plainText(text: string): string {
  const plain = text.toWellFormed().normalize('NFC').replaceAll(/\p{C}/gu, ' ').trim();
  if (!/[\p{L}\p{N}]/u.test(plain)) throw new NotSpoken('text_empty');
  if (Array.from(plain).length > LONGEST_TEXT) throw new NotSpoken('text_too_long');
  return plain;
}

export function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
