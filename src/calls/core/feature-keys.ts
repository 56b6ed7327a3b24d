import type { Instant } from '../../kernel/clock.js';

/** What an agent's keys ask for during a conversation; `number` is whom, as one would dial it, or the code of a disposition. */
export type KeyedAct =
  | { readonly does: Exclude<KeyedWhat, NumberedWhat> }
  | { readonly does: 'transfer' | 'consult' | 'askByFlow'; readonly number: string }
  | { readonly does: 'disposition'; readonly number: string };

type NumberedWhat = 'transfer' | 'consult' | 'askByFlow' | 'disposition';

type KeyedWhat =
  | 'hold'
  | 'retrieve'
  | 'transfer'
  | 'consult'
  | 'askByFlow'
  | 'disposition'
  | 'completeTransfer'
  | 'backFromConsult'
  | 'conference'
  | 'swap'
  | 'mute'
  | 'unmute'
  | 'startRecording'
  | 'stopRecording'
  | 'pauseRecording'
  | 'resumeRecording';

/** Codes behind the star; docs/operate/telephone-codes.md tells people of them. None is the beginning of another. */
const ACTS: Readonly<Record<string, KeyedWhat>> = {
  '1': 'hold',
  '2': 'retrieve',
  '3': 'transfer',
  '4': 'consult',
  '5': 'completeTransfer',
  '6': 'backFromConsult',
  '7': 'conference',
  '8': 'swap',
  '01': 'mute',
  '02': 'unmute',
  '03': 'askByFlow',
  '05': 'disposition',
  '91': 'startRecording',
  '92': 'stopRecording',
  '93': 'pauseRecording',
  '94': 'resumeRecording',
};

/** How long the next key may take, milliseconds; then what was pressed is forgotten. */
const BETWEEN_KEYS_MS = 5_000;
const LONGEST_NUMBER = 20;

/** Keys pressed so far that may become a code; null: none. */
export interface Keys {
  /** Without the star. */
  readonly typed: string;
  readonly at: Instant;
}

export interface KeyHeard {
  readonly keys: Keys | null;
  readonly act: KeyedAct | null;
  /** A code that there is not: the agent is told. */
  readonly unknown: boolean;
}

const NOTHING: KeyHeard = { keys: null, act: null, unknown: false };

/** One more key of the agent's own telephone. Keys that do not begin with a star are no affair of ours. */
export function keyHeard(before: Keys | null, key: string, now: Instant): KeyHeard {
  const keys = before !== null && now - before.at <= BETWEEN_KEYS_MS ? before : null;
  if (keys === null) return key === '*' ? { ...NOTHING, keys: { typed: '', at: now } } : NOTHING;
  if (key === '*') return { ...NOTHING, keys: { typed: '', at: now } };
  const typed = keys.typed + key;
  const numbered = Object.keys(ACTS).find((code) => isNumbered(ACTS[code]) && typed.startsWith(code)) ?? '';
  const what = ACTS[numbered];
  if (isNumbered(what)) return numberHeard(what, typed.slice(numbered.length), now, typed);
  const does = ACTS[typed];
  if (does !== undefined && !isNumbered(does)) return { ...NOTHING, act: { does } };
  const mayCome = Object.keys(ACTS).some((code) => code.startsWith(typed));
  return mayCome ? { ...NOTHING, keys: { typed, at: now } } : { ...NOTHING, unknown: true };
}

function isNumbered(does: KeyedWhat | undefined): does is NumberedWhat {
  return does === 'transfer' || does === 'consult' || does === 'askByFlow' || does === 'disposition';
}

function numberHeard(does: NumberedWhat, number: string, now: Instant, typed: string): KeyHeard {
  if (!number.endsWith('#')) {
    if (number.length > LONGEST_NUMBER) return { ...NOTHING, unknown: true };
    return { ...NOTHING, keys: { typed, at: now } };
  }
  const whom = number.slice(0, -1);
  return whom === '' ? { ...NOTHING, unknown: true } : { ...NOTHING, act: { does, number: whom } };
}
