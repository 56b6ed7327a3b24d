import { checkVersion } from '../../../billing/core/tariff-check.js';
import { contentOf, type Content, type Draft, type TypingFault } from './tariff-draft.js';

type Language = 'zh' | 'en';

export interface DraftFault {
  /** "rates.3.steps.0.incrementS" */
  readonly path: string;
  readonly text: string;
}

export interface Checked {
  readonly content: Content;
  readonly faults: readonly DraftFault[];
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
  const found = checkVersion({ validFrom, ...content })
    .filter(({ path }) => !told.has(path))
    .map(({ path, text }) => ({ path, text: text[language] }));
  return { content, faults: [...typed, ...found] };
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
