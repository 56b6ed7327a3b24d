import type { Language } from '../../kernel/language.js';
import { bytesToTelephoneSound, type TelephoneSound } from '../telephone-sound.js';
import type { SpeechEngine } from './speech-engine.js';

const LARGEST_BYTES = 16 * 1_048_576;
const DECODING_S = 10;

/** An engine elsewhere: POST of {text, language, voice} as JSON, answered by 200 and a wav or mp3. */
export class HttpEngine implements SpeechEngine {
  /** @param token sent as Authorization: Bearer; '': nothing is */
  constructor(
    private readonly url: string,
    private readonly token: string,
    private readonly timeoutMs: number,
  ) {}

  async speak(text: string, language: Language, voice: string, signal: AbortSignal): Promise<TelephoneSound> {
    const within = AbortSignal.any([signal, AbortSignal.timeout(this.timeoutMs)]);
    const answer = await fetch(this.url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'audio/wav, audio/mpeg',
        ...(this.token === '' ? {} : { authorization: `Bearer ${this.token}` }),
      },
      body: JSON.stringify({ text, language, voice }),
      // the token is meant for nobody else
      redirect: 'error',
      signal: within,
    });
    if (answer.status !== 200) {
      await answer.body?.cancel();
      throw new Error(`it answered ${String(answer.status)}`);
    }
    const pieces: Uint8Array[] = [];
    let bytes = 0;
    const body: AsyncIterable<Uint8Array> | null = answer.body;
    for await (const piece of body ?? []) {
      bytes += piece.length;
      if (bytes > LARGEST_BYTES) throw new Error('it answered without end');
      pieces.push(piece);
    }
    return bytesToTelephoneSound(Buffer.concat(pieces), { seconds: DECODING_S, signal: within });
  }
}
