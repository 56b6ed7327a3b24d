import { normalNumber } from '../../../billing/core/number-class.js';
import { lineMedia } from '../../../prompts/core/line-words.js';
import { spokenMedia } from '../../../prompts/core/spoken.js';
import type { CallDraft } from '../call-draft.js';
import { leaveLine, sayIsOver } from '../line-talk.js';
import type { Asking } from './asking.js';
import { offered } from './callback-offer.js';
import { numberToCall } from './callback-rules.js';

/** How long the next key may take once all is said, milliseconds; then the caller goes on waiting. */
const KEY_MS = 8_000;
const LONGEST = 20;
/** Numbers that cannot be called one may enter. */
const TRIES = 3;

/** A key of a caller who waits. */
export function keyInLine(draft: CallDraft, key: string): void {
  const { asking, inLine } = draft.state;
  if (asking !== null) {
    keyWhileAsked(draft, asking, key);
    return;
  }
  const rules = offered(draft);
  if (rules?.key !== key || inLine === null || draft.now < inLine.since + rules.fromS * 1000) return;
  draft.step('key.pressed', { key });
  draft.stopPrompt();
  const own = callable(draft, draft.state.caller);
  const blank = { number: '', typed: '', failed: 0 };
  if (own === null) askNumber(draft, { ...blank, asks: 'number' });
  else readOut(draft, { ...blank, asks: 'confirm', number: own });
}

/** All is said: the caller's turn to press something. */
export function askedInLine(draft: CallDraft): void {
  if (draft.state.asking === null) {
    sayIsOver(draft);
    return;
  }
  draft.promptIsOver();
  draft.timer('key', KEY_MS);
}

/** The end of what was said was not told. */
export function askingIsCut(draft: CallDraft): void {
  draft.stopPrompt();
  askedInLine(draft);
}

/** The caller has pressed nothing for too long, or something else, or is wanted: music goes on. */
export function stopAsking(draft: CallDraft): void {
  if (draft.state.asking === null) return;
  draft.clear('key');
  draft.set({ asking: null });
  draft.stopPrompt();
  sayIsOver(draft);
}

function keyWhileAsked(draft: CallDraft, asking: Asking, key: string): void {
  draft.stopPrompt();
  if (asking.asks === 'number') {
    keyOfNumber(draft, asking, key);
    return;
  }
  draft.clear('key');
  if (key === '1') promise(draft, asking.number);
  else if (key === '2') askNumber(draft, { ...asking, asks: 'number', typed: '' });
  else stopAsking(draft);
}

function keyOfNumber(draft: CallDraft, asking: Asking, key: string): void {
  draft.timer('key', KEY_MS);
  if (key === '*') draft.set({ asking: { ...asking, typed: '' } });
  else if (key !== '#') draft.set({ asking: { ...asking, typed: (asking.typed + key).slice(0, LONGEST) } });
  else if (asking.typed === '') stopAsking(draft);
  else numberEntered(draft, asking);
}

function numberEntered(draft: CallDraft, asking: Asking): void {
  draft.clear('key');
  const number = callable(draft, asking.typed);
  const failed = asking.failed + 1;
  if (number !== null) readOut(draft, { ...asking, asks: 'confirm', number });
  else if (failed >= TRIES) stopAsking(draft);
  else askNumber(draft, { ...asking, typed: '', failed }, true);
}

function callable(draft: CallDraft, text: string): string | null {
  const { tenantId } = draft.state;
  return tenantId === null || normalNumber(text) === null
    ? null
    : numberToCall(draft.around, tenantId, text, draft.now);
}

function readOut(draft: CallDraft, asking: Asking): void {
  const { language } = draft.state;
  draft.set({ asking });
  draft.play([
    lineMedia('callback-number-is', language),
    ...spokenMedia(asking.number, 'digits', language),
    lineMedia('callback-confirm', language),
  ]);
}

function askNumber(draft: CallDraft, asking: Asking, isWrong = false): void {
  const { language } = draft.state;
  draft.set({ asking });
  const wrong = isWrong ? [lineMedia('callback-not-this', language)] : [];
  draft.play([...wrong, lineMedia('callback-enter', language)]);
}

/** The caller keeps the place in the line and may hang up. */
function promise(draft: CallDraft, number: string): void {
  const { queueId, language } = draft.state;
  draft.step('callback.asked', { number });
  draft.step('queue.left', { queueId, why: 'callback' });
  leaveLine(draft);
  draft.close([lineMedia('callback-noted', language)], 'callback_requested');
  draft.asks.push({ ask: 'callBack', number });
}
