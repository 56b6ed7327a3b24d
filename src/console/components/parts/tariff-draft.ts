import type { Package, Rate, RateStep, TariffVersion, TimeWindow } from '../../../billing/core/tariff.js';
import { amountOfMicro } from './money-text.js';

/** A version of a tariff as it is being edited: what was typed, also where it is no number yet. */
export interface Draft {
  readonly rates: readonly RateRow[];
  readonly packages: readonly PackageRow[];
  readonly holidays: readonly string[];
  readonly workdays: readonly string[];
}

export interface StepRow {
  readonly fromS: string;
  readonly incrementS: string;
  readonly price: string;
  readonly perS: string;
}

export interface RateRow {
  /** Of the row on the page; rates have no identity of their own while they are edited. */
  readonly key: number;
  readonly code: string;
  readonly name: string;
  readonly direction: Rate['direction'];
  readonly prefix: string;
  /** '': any. */
  readonly trunkId: string;
  readonly windows: readonly TimeWindow[];
  readonly rateClass: Rate['rateClass'];
  readonly payer: Rate['payer'];
  readonly chargeFrom: Rate['chargeFrom'];
  readonly setup: string;
  readonly freeS: string;
  readonly steps: readonly StepRow[];
  /** '': none. */
  readonly cap: string;
  readonly packageCode: string;
}

export interface PackageRow {
  readonly key: number;
  readonly code: string;
  readonly name: string;
  readonly minutes: string;
}

export type Content = Pick<TariffVersion, 'holidays' | 'workdays' | 'rates' | 'packages'>;

/** Fields that are typed as text and sent as numbers. */
export type NumberField =
  'setupMicro' | 'capMicro' | 'priceMicro' | 'freeS' | 'fromS' | 'incrementS' | 'perS' | 'seconds';

/** What is no number, by the path that the room would name. */
export interface TypingFault {
  readonly path: string;
  /** The last of the path. */
  readonly field: NumberField;
  readonly kind: 'amount' | 'wholeNumber' | 'minutes';
}

let lastKey = 0;

export function newKey(): number {
  lastKey += 1;
  return lastKey;
}

export function newRate(codes: ReadonlySet<string>): RateRow {
  return {
    key: newKey(),
    code: newCode(codes),
    name: '',
    direction: 'outbound',
    prefix: '',
    trunkId: '',
    windows: [],
    rateClass: 'normal',
    payer: 'tenant',
    chargeFrom: 'person',
    setup: '0',
    freeS: '0',
    steps: [{ fromS: '0', incrementS: '60', price: '', perS: '60' }],
    cap: '',
    packageCode: '',
  };
}

/** The first of r1, r2 … that no other has. */
function newCode(codes: ReadonlySet<string>): string {
  let number = 1;
  while (codes.has(`r${String(number)}`)) number += 1;
  return `r${String(number)}`;
}

/** "6:00" and "6：00" are 06:00; what is no time stays as it was typed. */
export function timeOfDay(typed: string): string {
  const text = typed.trim().replace('：', ':');
  return /^\d:\d\d$/.test(text) ? `0${text}` : text;
}

/** The first of city-2, city-3 … that no other has. */
export function freeCode(base: string, codes: ReadonlySet<string>): string {
  if (!codes.has(base)) return base;
  const stem = base.replace(/-\d+$/, '');
  let number = 2;
  while (codes.has(`${stem}-${String(number)}`)) number += 1;
  return `${stem}-${String(number)}`;
}

/** A version that is there -> a draft that begins as its copy. */
export function draftOf({ rates, packages, holidays, workdays }: Content): Draft {
  return {
    rates: rates.map((rate) => rowOf(rate)),
    packages: packages.map(({ code, name, seconds }) => ({ key: newKey(), code, name, minutes: minutesText(seconds) })),
    holidays,
    workdays,
  };
}

export function rowOf(rate: Rate): RateRow {
  return {
    key: newKey(),
    code: rate.code,
    name: rate.name,
    direction: rate.direction,
    prefix: rate.prefix,
    trunkId: rate.trunkId ?? '',
    windows: rate.windows,
    rateClass: rate.rateClass,
    payer: rate.payer,
    chargeFrom: rate.chargeFrom,
    setup: amountOfMicro(rate.setupMicro),
    freeS: String(rate.freeS),
    steps: rate.steps.map(({ fromS, incrementS, priceMicro, perS }) => ({
      fromS: String(fromS),
      incrementS: String(incrementS),
      price: amountOfMicro(priceMicro),
      perS: String(perS),
    })),
    cap: rate.capMicro === null ? '' : amountOfMicro(rate.capMicro),
    packageCode: rate.packageCode ?? '',
  };
}

/** Whole minutes as they are, others with their seconds: "90", "1:30". */
function minutesText(seconds: number): string {
  const rest = seconds % 60;
  return rest === 0 ? String(seconds / 60) : `${String(Math.floor(seconds / 60))}:${String(rest).padStart(2, '0')}`;
}

/** "0.15" -> "150000"; null where it is no amount. Digits only: no amount may become a float. */
export function microOfAmount(amount: string): string | null {
  const [, minus, whole = '', decimals = ''] = /^(-?)(\d{1,12})(?:\.(\d{1,6}))?$/.exec(amount.trim()) ?? [];
  if (whole === '') return null;
  const digits = `${whole}${decimals.padEnd(6, '0')}`.replace(/^0+(?=\d)/, '');
  return minus === '-' && digits !== '0' ? `-${digits}` : digits;
}

/** What is sent, and what in it is no number: those are sent as zero, and told beside what the room finds. */
export function contentOf(draft: Draft): { readonly content: Content; readonly faults: readonly TypingFault[] } {
  const faults: TypingFault[] = [];
  const amount = (path: string, field: NumberField, text: string): string => {
    const micro = microOfAmount(text);
    if (micro === null) faults.push({ path: `${path}.${field}`, field, kind: 'amount' });
    return micro ?? '0';
  };
  const whole = (path: string, field: NumberField, text: string): number => {
    const number = /^-?\d{1,9}$/.test(text.trim()) ? Number(text) : null;
    if (number === null) faults.push({ path: `${path}.${field}`, field, kind: 'wholeNumber' });
    return number ?? 0;
  };
  const stepOf = ({ fromS, incrementS, price, perS }: StepRow, path: string): RateStep => ({
    fromS: whole(path, 'fromS', fromS),
    incrementS: whole(path, 'incrementS', incrementS),
    priceMicro: amount(path, 'priceMicro', price),
    perS: whole(path, 'perS', perS),
  });
  const rates = draft.rates.map((row, index): Rate => {
    const path = `rates.${String(index)}`;
    return {
      code: row.code.trim(),
      name: row.name.trim(),
      direction: row.direction,
      prefix: row.prefix.trim(),
      trunkId: (row.trunkId === '' ? null : row.trunkId) as Rate['trunkId'],
      windows: row.windows.map((one) => ({ ...one, from: timeOfDay(one.from), to: timeOfDay(one.to) })),
      rateClass: row.rateClass,
      payer: row.payer,
      chargeFrom: row.chargeFrom,
      setupMicro: amount(path, 'setupMicro', row.setup),
      freeS: whole(path, 'freeS', row.freeS),
      steps: row.steps.map((step, at) => stepOf(step, `${path}.steps.${String(at)}`)),
      capMicro: row.cap.trim() === '' ? null : amount(path, 'capMicro', row.cap),
      packageCode: row.packageCode === '' ? null : row.packageCode,
    };
  });
  const packages = draft.packages.map(({ code, name, minutes }, index): Package => {
    const [, whole = '', rest = '0'] = /^(\d{1,7})(?::([0-5]\d))?$/.exec(minutes.trim()) ?? [];
    if (whole === '') faults.push({ path: `packages.${String(index)}.seconds`, field: 'seconds', kind: 'minutes' });
    return { code: code.trim(), name: name.trim(), seconds: Number(whole) * 60 + Number(rest) };
  });
  return { content: { rates, packages, holidays: draft.holidays, workdays: draft.workdays }, faults };
}

/** Rates without their place in the list: by direction, then prefix, then trunk; the same order each time. */
export function sortedByPrefix(rates: readonly RateRow[]): readonly RateRow[] {
  const keyOf = ({ direction, prefix, trunkId }: RateRow): string => `${direction} ${prefix}\u0000${trunkId}`;
  return rates
    .map((row, index) => ({ row, index, key: keyOf(row) }))
    .sort((one, other) => (one.key < other.key ? -1 : one.key > other.key ? 1 : one.index - other.index))
    .map(({ row }) => row);
}

/** Code, name or prefix hold the text; the prefix from its beginning, where only digits were typed. */
export function matchesRate(row: Pick<RateRow, 'code' | 'name' | 'prefix'>, text: string): boolean {
  const wanted = text.trim().toLowerCase();
  if (wanted === '') return true;
  if (/^\d+$/.test(wanted) && row.prefix.startsWith(wanted)) return true;
  return row.code.toLowerCase().includes(wanted) || row.name.toLowerCase().includes(wanted);
}
