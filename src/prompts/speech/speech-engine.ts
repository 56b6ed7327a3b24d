import type { Language } from '../../kernel/language.js';
import type { TelephoneSound } from '../telephone-sound.js';

/** What makes sound of a text. */
export interface SpeechEngine {
  /**
   * @param voice as the engine names it; '': its own
   * @throws whatever is wrong; what `signal` was aborted with
   */
  speak(text: string, language: Language, voice: string, signal: AbortSignal): Promise<TelephoneSound>;
}
