import { CallRackError } from '../../platform/errors/callrack-error.js';

/** Longest text that is spoken, characters. */
export const LONGEST_TEXT = 500;

const REASONS = {
  text_empty: { zh: '没有可以朗读的文字', en: 'There is no text to speak' },
  text_too_long: {
    zh: `文字超过 ${LONGEST_TEXT} 个字符`,
    en: `The text is longer than ${LONGEST_TEXT} characters`,
  },
  lines_in_use: { zh: '企业的 TTS 路数已全部占用', en: 'All TTS lines of the tenant are in use' },
  busy: { zh: '语音合成繁忙，请稍后再试', en: 'Too many texts wait to be spoken; try again later' },
  no_room: { zh: '存放合成语音的空间已满', en: 'The room for spoken texts is full' },
  failed: { zh: '文字未能合成为语音', en: 'The text could not be spoken' },
} as const;
export type SpeechFault = keyof typeof REASONS;

/** A text that is not spoken, and why. The code names the reason: "speech.lines_in_use". */
export class NotSpoken extends CallRackError {
  constructor(
    readonly reason: SpeechFault,
    options?: ErrorOptions,
  ) {
    super(`speech.${reason}`, REASONS[reason], reason.startsWith('text_') ? 400 : 503, options);
  }
}
