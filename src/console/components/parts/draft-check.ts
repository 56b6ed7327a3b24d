import { checkVersion } from '../../../billing/core/tariff-check.js';
import { checkNames, doubtsOf } from '../../../billing/core/tariff-doubts.js';
import { contentOf, type Content, type Draft, type RateRow, type TypingFault } from './tariff-draft.js';

type Language = 'zh' | 'en';

export interface DraftFault {
  /** "rates.3.steps.0.incrementS" */
  readonly path: string;
  readonly text: string;
}

export interface Checked {
  readonly content: Content;
  readonly faults: readonly DraftFault[];
  /** What can be saved, and is probably not meant. */
  readonly doubts: readonly DraftFault[];
}

/** What is wrong with a draft, by the room's own rules; what is no number yet is told first, and only so. */
export function checkDraft(
  draft: Draft,
  validFrom: number,
  language: Language,
  typing: (fault: TypingFault) => string,
): Checked {
  const { content, faults } = contentOf(draft);
  const typed = faults.map((fault) => ({ path: fault.path, text: typing(fault) }));
  const told = new Set(typed.map(({ path }) => path));
  const found = [...checkVersion({ validFrom, ...content }), ...checkNames(content)]
    .filter(({ path }) => !told.has(path))
    .map(({ path, text }) => ({ path, text: text[language] }));
  const doubts = doubtsOf(content).map(({ path, text }) => ({ path, text: text[language] }));
  return { content, faults: once([...typed, ...found]), doubts };
}

/** What is said of several places of a rate is said once. */
function once(faults: readonly DraftFault[]): readonly DraftFault[] {
  const said = new Set<string>();
  return faults.filter(({ path, text }) => {
    const key = `${/^[a-z]+(\.\d+)?/i.exec(path)?.[0] ?? ''} ${text}`;
    if (said.has(key)) return false;
    said.add(key);
    return true;
  });
}

/** Of one rate, by the path within it: what can be told without the others, apart from that its code is taken. */
export function checkRow(
  row: RateRow,
  { rates, packages }: Pick<Draft, 'rates' | 'packages'>,
  language: Language,
  typing: (fault: TypingFault) => string,
): Readonly<Record<string, string>> {
  const others = rates.filter(({ key, code }) => key !== row.key && code.trim() === row.code.trim());
  const draft = { rates: [row, ...others.slice(0, 1)], packages, holidays: [], workdays: [] };
  const { faults } = checkDraft(draft, 0, language, typing);
  // others of the same prefix may be about to change too
  const own = Object.entries(faultsByRate(faults).get(0) ?? {}).filter(([path]) => path !== '' && path !== 'windows');
  const taken = faultsByRate(faults).get(1)?.code;
  return Object.fromEntries([...own, ...(taken === undefined ? [] : [['code', taken] as const])]);
}

/** Faults by the index of their rate: path within the rate -> what is wrong. */
export function faultsByRate(faults: readonly DraftFault[]): ReadonlyMap<number, Readonly<Record<string, string>>> {
  const byRate = new Map<number, Record<string, string>>();
  for (const { path, text } of faults) {
    const [, index, within = ''] = /^rates\.(\d+)(?:\.(.*))?$/.exec(path) ?? [];
    if (index === undefined) continue;
    const own = byRate.get(Number(index)) ?? {};
    own[within] ??= text;
    byRate.set(Number(index), own);
  }
  return byRate;
}
