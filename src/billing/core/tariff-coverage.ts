import type { Rate, TariffVersion, Weekday } from './tariff.js';
import { called, type Faults } from './tariff-fault.js';
import { Calendar, spansOn, type DayShape, type MinuteSpan } from './tariff-time.js';
import { clockText, MINUTES_PER_DAY } from './whole.js';

/** A rate and where it stands in the version. */
interface Placed {
  readonly rate: Rate;
  readonly at: number;
}

interface PlacedSpan extends Placed, MinuteSpan {}

/** Among the rates of one direction, prefix and trunk exactly one holds at any time. */
export function checkCoverage(faults: Faults, version: Pick<TariffVersion, 'holidays' | 'workdays' | 'rates'>): void {
  const groups = new Map<string, Placed[]>();
  version.rates.forEach((rate, at) => {
    const key = `${rate.direction} ${rate.prefix} ${rate.trunkId ?? ''}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [{ rate, at }]);
    else group.push({ rate, at });
  });
  let shapes: readonly DayShape[] | null = null;
  for (const group of groups.values()) {
    if (faults.full) return;
    const always = group.filter(({ rate }) => rate.windows.length === 0);
    const [first, second] = always;
    if (first !== undefined && second !== undefined) overlap(faults, first, second, { zh: '任何时间', en: 'always' });
    if (always.length === group.length) continue;
    shapes ??= new Calendar(version).shapes();
    checkGroup(faults, group, shapes);
  }
}

function checkGroup(faults: Faults, group: readonly Placed[], shapes: readonly DayShape[]): void {
  const hasAlways = group.some(({ rate }) => rate.windows.length === 0);
  const told = new Set<string>();
  for (const shape of shapes) {
    const spans = group
      .flatMap((placed) =>
        placed.rate.windows.flatMap((window) => spansOn(shape, window)).map((span) => ({ ...placed, ...span })),
      )
      .sort((a, b) => a.from - b.from || a.to - b.to);
    for (const [a, b] of clashes(spans)) {
      const pair = `${a.at} ${b.at}`;
      if (told.has(pair)) continue;
      told.add(pair);
      overlap(faults, a, b, whenText(shape, { from: b.from, to: a.to < b.to ? a.to : b.to }));
    }
    const gap = hasAlways || told.has('gap') ? null : firstGap(spans);
    if (gap === null) continue;
    told.add('gap');
    tellGap(faults, group, whenText(shape, gap));
  }
}

/** Spans of different rates that share minutes; `spans` in the order of their begin. */
function clashes(spans: readonly PlacedSpan[]): [PlacedSpan, PlacedSpan][] {
  const found: [PlacedSpan, PlacedSpan][] = [];
  let longest: PlacedSpan | undefined;
  for (const span of spans) {
    if (longest !== undefined && span.from < longest.to && span.at !== longest.at) found.push([longest, span]);
    if (longest === undefined || span.to > longest.to) longest = span;
  }
  return found;
}

function firstGap(spans: readonly MinuteSpan[]): MinuteSpan | null {
  let filled = 0;
  for (const { from, to } of spans) {
    if (from > filled) return { from: filled, to: from };
    if (to > filled) filled = to;
  }
  return filled < MINUTES_PER_DAY ? { from: filled, to: MINUTES_PER_DAY } : null;
}

function overlap(faults: Faults, a: Placed, b: Placed, when: { zh: string; en: string }): void {
  const zh = `${called(a.rate).zh}与${called(b.rate).zh}的方向、前缀和外线相同，且时间重叠：${when.zh}。`;
  const en = `The ${called(a.rate).en} and the ${called(b.rate).en} are for the same direction, prefix and trunk at the same time: ${when.en}.`;
  faults.add(`rates.${b.at}`, 'overlap', zh, en);
}

function tellGap(faults: Faults, group: readonly Placed[], when: { zh: string; en: string }): void {
  const names = group.slice(0, 5).map(({ rate }) => called(rate));
  const zh = `${names.map((name) => name.zh).join('、')}之间有时间没有价格：${when.zh}；请补上时段，或加一项不限时间的费率。`;
  const en = `Between ${names.map((name) => name.en).join(', ')} there is a time without a price: ${when.en}; add it to a window, or a rate without windows.`;
  faults.add(`rates.${group[0]?.at ?? 0}.windows`, 'gap', zh, en);
}

const WEEKDAYS: Readonly<Record<Weekday, { zh: string; en: string }>> = {
  1: { zh: '周一', en: 'Monday' },
  2: { zh: '周二', en: 'Tuesday' },
  3: { zh: '周三', en: 'Wednesday' },
  4: { zh: '周四', en: 'Thursday' },
  5: { zh: '周五', en: 'Friday' },
  6: { zh: '周六', en: 'Saturday' },
  7: { zh: '周日', en: 'Sunday' },
};
const KINDS = {
  workday: { zh: '工作日', en: 'workday' },
  weekend: { zh: '周末', en: 'weekend' },
  holiday: { zh: '节假日', en: 'holiday' },
};

function whenText({ weekday, kind }: DayShape, { from, to }: MinuteSpan): { zh: string; en: string } {
  const time = `${clockText(from)}–${clockText(to)}`;
  const day = WEEKDAYS[weekday];
  return { zh: `${day.zh}（${KINDS[kind].zh}）${time}`, en: `${day.en} (${KINDS[kind].en}) ${time}` };
}
