import { CALL_DIRECTIONS, type CallDirection } from '../../kernel/charge.js';
import type { CallResult } from './words.js';
import { RESULTS } from './words.js';

/** Both ends included; either may be open. */
export interface Between {
  readonly from?: number;
  readonly to?: number;
}

/** Which call records are wanted; what is left out does not matter. */
export interface CallFilter {
  readonly arrivedAt?: Between;
  /** A part of the number. */
  readonly caller?: string;
  readonly called?: string;
  /** The whole number of either side. */
  readonly number?: string;
  readonly direction?: CallDirection;
  readonly queueIds?: readonly string[];
  readonly agentIds?: readonly string[];
  /** A part of the trunk's name. */
  readonly trunk?: string;
  readonly results?: readonly (CallResult | 'lost')[];
  readonly recorded?: boolean;
  /** Said at last. */
  readonly dispositionIds?: readonly string[];
  readonly dispositionLeftOut?: boolean;
  readonly waitedMs?: Between;
  readonly talkedMs?: Between;
  readonly totalMs?: Between;
}

export const SORTS = ['arrivedAt', 'waitedMs', 'talkedMs', 'totalMs'] as const;

export interface CallSort {
  readonly by: (typeof SORTS)[number];
  readonly descending: boolean;
}

export const NEWEST_FIRST: CallSort = { by: 'arrivedAt', descending: true };

/** What a list is asked for, as lists of the console ask: field -> text, or the two ends of a range. */
export type Asked = Readonly<Record<string, string | { readonly from?: string; readonly to?: string }>>;

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const LONGEST_PART = 100;
const MOST_WORDS = 50;
/** Milliseconds of the years 1970 to 9999: what PostgreSQL takes as an instant. */
const LATEST = 253_402_300_799_999;
/** Durations are kept as integers of four bytes. */
const LONGEST = 2_147_483_647;

/**
 * What is asked for as a filter. Fields that call records do not have are passed over.
 *
 * @returns wrong: the fields that nothing can match, such as a word for a time
 */
export function callFilter(asked: Asked): { readonly filter: CallFilter; readonly wrong: readonly string[] } {
  const filter: Record<string, unknown> = {};
  const wrong: string[] = [];
  for (const [field, wanted] of Object.entries(asked)) {
    const reader = Object.hasOwn(READERS, field) ? READERS[field] : undefined;
    if (reader === undefined || wanted === '') continue;
    const value = reader.read(wanted);
    if (value === null) wrong.push(field);
    else if (value !== undefined) filter[reader.as] = value;
  }
  return { filter: filter, wrong };
}

/** @param asked the sort of a list; one that is not there is the usual one */
export function callSort(asked: { readonly by: string; readonly descending: boolean } | null | undefined): CallSort {
  const by = SORTS.find((one) => one === asked?.by);
  return asked === null || asked === undefined || by === undefined
    ? NEWEST_FIRST
    : { by, descending: asked.descending };
}

type Wanted = Asked[string];

/** null: nothing can match it; undefined: it asks for nothing. */
type Read = (wanted: Wanted) => unknown;

const part: Read = (wanted) => {
  if (typeof wanted !== 'string' || wanted.trim().length > LONGEST_PART) return null;
  return wanted.isWellFormed() && !wanted.includes('\0') ? wanted.trim() || undefined : null;
};

function words(known: (word: string) => boolean): Read {
  return (wanted) => {
    if (typeof wanted !== 'string') return null;
    const found = wanted.split(',').filter((word) => word !== '');
    if (found.length === 0) return undefined;
    return found.length <= MOST_WORDS && found.every(known) ? found : null;
  };
}

function between(read: (text: string) => number, most: number): Read {
  return (wanted) => {
    const { from, to } = typeof wanted === 'string' ? { from: wanted, to: wanted } : wanted;
    const range: { from?: number; to?: number } = {};
    if (from !== undefined && from !== '') range.from = read(from);
    if (to !== undefined && to !== '') range.to = read(to);
    const ends = Object.values(range);
    if (ends.some((end) => !Number.isFinite(end) || end < 0 || end > most)) return null;
    return ends.length === 0 ? undefined : range;
  };
}

const instants = between((text) => Date.parse(text), LATEST);
const durations = between((text) => (/^[0-9]{1,15}$/.test(text) ? Number(text) : NaN), LONGEST);
const ids = words((word) => UUID.test(word));

const yesOrNo: Read = (wanted) => (wanted === 'true' ? true : wanted === 'false' ? false : null);

const READERS: Readonly<Partial<Record<string, { readonly as: keyof CallFilter; readonly read: Read }>>> = {
  arrivedAt: { as: 'arrivedAt', read: instants },
  direction: { as: 'direction', read: (wanted) => CALL_DIRECTIONS.find((one) => one === wanted) ?? null },
  caller: { as: 'caller', read: part },
  called: { as: 'called', read: part },
  queueId: { as: 'queueIds', read: ids },
  agentId: { as: 'agentIds', read: ids },
  trunk: { as: 'trunk', read: part },
  result: { as: 'results', read: words((word) => word === 'lost' || Object.hasOwn(RESULTS, word)) },
  recorded: { as: 'recorded', read: yesOrNo },
  dispositionId: { as: 'dispositionIds', read: ids },
  dispositionLeftOut: { as: 'dispositionLeftOut', read: yesOrNo },
  waitedMs: { as: 'waitedMs', read: durations },
  talkedMs: { as: 'talkedMs', read: durations },
  totalMs: { as: 'totalMs', read: durations },
};
