import type { Language } from '../../kernel/language.js';

/** What makes sound of a text. */
export interface SpeechEngine {
  /**
   * @param voice as the engine names it; '': its own
   * @returns a whole WAV, 8 kHz, mono, 16 bits, in pieces
   * @throws whatever is wrong; what `signal` was aborted with
   */
  speak(text: string, language: Language, voice: string, signal: AbortSignal): Promise<readonly Uint8Array[]>;
}
