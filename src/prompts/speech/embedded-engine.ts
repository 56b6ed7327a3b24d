import { Readable } from 'node:stream';

import type { Language } from '../../kernel/language.js';
import { runBounded } from '../../platform/programs/bounded-program.js';
import { bytesToTelephoneSound, type TelephoneSound } from '../telephone-sound.js';
import type { SpeechEngine } from './speech-engine.js';

/** espeak-ng's, with words a minute; the Chinese one is that of the product's own prompts (appliance/prompts/make.sh). */
const VOICES: Readonly<Record<Language, readonly string[]>> = {
  // the plain "cmn" reads characters as English letters of pinyin
  zh: ['-v', 'cmn-latn-pinyin', '-s', '160'],
  en: ['-v', 'en', '-s', '150'],
};
const SECONDS = 10;
/** 5 minutes at 22 kHz. */
const BOUNDS = { seconds: SECONDS, outputBytes: 13_230_000, memoryMb: 256, nice: 10 };
/** The telephone's band and one loudness, as of the product's own prompts. */
const EFFECTS = [
  ...['gain', '-8', 'highpass', '200', 'lowpass', '3600', 'rate', '8000'],
  ...['compand', '0.005,0.2', '6:-78,-78,-48,-30,-28,-20,0,-10', '-2', '-90', '0.01', 'norm', '-3'],
];

/** espeak-ng of this machine, in a process of its own; it has one voice a language. */
export class EmbeddedEngine implements SpeechEngine {
  async speak(text: string, language: Language, _voice: string, signal: AbortSignal): Promise<TelephoneSound> {
    const pieces: Buffer[] = [];
    const command = ['espeak-ng', ...VOICES[language], '-b', '1', '--stdin', '--stdout'];
    const ending = await runBounded(command, Readable.from([Buffer.from(text)]), { ...BOUNDS, signal }, (piece) =>
      pieces.push(piece),
    );
    signal.throwIfAborted();
    if (ending.code !== 0) throw new Error(`espeak-ng ended with ${ending.cut ?? String(ending.code)}: ${ending.said}`);
    return bytesToTelephoneSound(Buffer.concat(pieces), { effects: EFFECTS, seconds: SECONDS, signal });
  }
}
