import type { TrunkId } from '../kernel/ids.js';
import { amountText, microOf, microText, parseAmount, type MicroText } from '../kernel/money.js';
import { csvLines, csvText, type CsvLine } from '../platform/validation/csv-lines.js';
import type { TariffContent } from './core/tariff-record.js';
import { DAY_KINDS, RATE_CLASSES, type Rate, type RateStep, type TimeWindow } from './core/tariff.js';
import { checkVersion, type Fault } from './core/tariff-check.js';
import { checkNames, classOfPrefix } from './core/tariff-doubts.js';

/**
 * Rates as a table of text, a line each. Amounts are in units ("0.15"); a trunk is its name or id, empty any; windows are
 * "workday+6 08:00-18:00; * 18:00-08:00", empty always; steps are "0+180: 0.20/180; 180+60: 0.10/60" (from which second
 * on, in which increments, at what price for how many seconds), or in short "0.15/60". An empty class is that of the prefix.
 */
export const TARIFF_COLUMNS = [
  'code',
  'name',
  'direction',
  'prefix',
  'trunk',
  'windows',
  'class',
  'payer',
  'charge_from',
  'setup',
  'free_s',
  'steps',
  'cap',
  'package',
] as const;
type Column = (typeof TARIFF_COLUMNS)[number];

const NEEDED: readonly Column[] = ['prefix', 'steps'];
/** A rate's code where its line gives none. */
const CODE = 'r';

export interface TrunkName {
  readonly id: TrunkId;
  readonly name: string;
}

export interface ReadCsv {
  readonly content: TariffContent;
  /** By line: "lines.12". */
  readonly faults: readonly Fault[];
  /** Of each rate, its line in the file. */
  readonly lines: readonly number[];
}

/** What can be told only of a whole version, which the table may be a part of. */
const OF_THE_WHOLE: ReadonlySet<string> = new Set(
  ['no_catch_all', 'gap', 'package_unknown'].map((name) => `billing.tariff_${name}`),
);

/** All lines or none: a line with a fault is named, never left out in silence. Packages are named without their minutes. */
export function readTariffCsv(text: string, trunks: readonly TrunkName[]): ReadCsv {
  const [head, ...lines] = csvLines(text);
  const names = head?.cells.map((cell) => cell.toLowerCase()) ?? [];
  const faults: Fault[] = [];
  const columns: readonly string[] = TARIFF_COLUMNS;
  for (const name of names)
    if (name !== '' && !columns.includes(name))
      faults.push(fault(head, 'unknown_column', `未知的列 ${name}`, `Unknown column ${name}`));
  for (const name of NEEDED)
    if (!names.includes(name))
      faults.push(fault(head, 'missing_column', `缺少列 ${name}`, `Column ${name} is missing`));
  const rates = faults.length > 0 ? [] : lines.map((line) => new RateLine(line, names, trunks, faults).rate());
  const content = { holidays: [], workdays: [], rates, packages: [] };
  return { content, faults, lines: lines.map(({ line }) => line) };
}

/** What is wrong with the rates, at the lines that they came from. */
export function faultsByLine({ content, lines }: ReadCsv): readonly Fault[] {
  return [...checkVersion(content), ...checkNames(content)]
    .filter(({ code }) => !OF_THE_WHOLE.has(code))
    .map((found) => {
      const [, index] = /^rates\.(\d+)/.exec(found.path) ?? [];
      const line = index === undefined ? 1 : (lines[Number(index)] ?? 1);
      return { ...found, path: `lines.${line}` };
    });
}

export function csvOfContent({ rates }: Pick<TariffContent, 'rates'>, trunks: readonly TrunkName[]): string {
  const named = new Map(trunks.map(({ id, name }) => [id, name]));
  const lines = rates.map((rate) => [
    rate.code,
    rate.name,
    rate.direction,
    rate.prefix,
    rate.trunkId === null ? '' : (named.get(rate.trunkId) ?? rate.trunkId),
    rate.windows.map(({ days, from, to }) => `${days.length === 0 ? '*' : days.join('+')} ${from}-${to}`).join('; '),
    rate.rateClass,
    rate.payer,
    rate.chargeFrom,
    amount(rate.setupMicro),
    String(rate.freeS),
    rate.steps
      .map(({ fromS, incrementS, priceMicro, perS }) => `${fromS}+${incrementS}: ${amount(priceMicro)}/${perS}`)
      .join('; '),
    rate.capMicro === null ? '' : amount(rate.capMicro),
    rate.packageCode ?? '',
  ]);
  return csvText([TARIFF_COLUMNS, ...lines]);
}

/** To begin with: calls that come in, calls within the country with a dearer begin, and calls abroad by time of day. */
export function csvTemplate(): string {
  const line = (
    code: string,
    name: string,
    direction: string,
    prefix: string,
    windows: string,
    of: string,
    steps: string,
  ) => [code, name, direction, prefix, '', windows, of, 'tenant', 'person', '0', '0', steps, '', ''];
  return csvText([
    TARIFF_COLUMNS,
    line('in', '来话 Inbound', 'inbound', '', '', 'normal', '0.15/60'),
    line('out', '国内 National', 'outbound', '', '', 'normal', '0+180: 0.20/180; 180+60: 0.10/60'),
    line('hk-day', '香港 Hong Kong', 'outbound', '00852', '* 08:00-20:00', 'international', '1.50/60'),
    line('hk-night', '香港夜间 Hong Kong, night', 'outbound', '00852', '* 20:00-08:00', 'international', '0.90/60'),
  ]);
}

function amount(micro: MicroText): string {
  return amountText(microOf(micro));
}

function fault(line: CsvLine | undefined, code: string, zh: string, en: string): Fault {
  return { path: `lines.${line?.line ?? 1}`, code, text: { zh, en } };
}

/** One line on its way to a rate; what cannot be read is noted as a fault and stands as nothing. */
class RateLine {
  constructor(
    private readonly line: CsvLine,
    private readonly names: readonly string[],
    private readonly trunks: readonly TrunkName[],
    private readonly faults: Fault[],
  ) {}

  rate(): Rate {
    if (this.line.cells.length > this.names.length)
      this.faults.push(fault(this.line, 'too_many_cells', '单元格比表头多', 'It has more cells than the head'));
    const trunk = this.cell('trunk');
    const cap = this.cell('cap');
    const prefix = this.cell('prefix');
    return {
      code: this.cell('code') || `${CODE}${this.line.line}`,
      name: this.cell('name'),
      direction: this.oneOf('direction', ['outbound', 'inbound']),
      prefix,
      trunkId: trunk === '' ? null : this.trunk(trunk),
      windows: this.windows(),
      rateClass: this.cell('class') === '' ? classOfPrefix(prefix) : this.oneOf('class', RATE_CLASSES),
      payer: this.oneOf('payer', ['tenant', 'caller']),
      chargeFrom: this.oneOf('charge_from', ['person', 'network']),
      setupMicro: this.money('setup', this.cell('setup') || '0'),
      freeS: this.seconds('free_s', this.cell('free_s') || '0'),
      steps: this.steps(),
      capMicro: cap === '' ? null : this.money('cap', cap),
      packageCode: this.cell('package') || null,
    };
  }

  private cell(column: Column): string {
    return this.line.cells[this.names.indexOf(column)] ?? '';
  }

  private bad(column: Column, value: string): void {
    const shown = value.slice(0, 60);
    const [zh, en] = [`${column} 列无法识别：${shown}`, `Column ${column} cannot be read: ${shown}`];
    this.faults.push(fault(this.line, `bad_${column}`, zh, en));
  }

  /** The first where the cell is empty. */
  private oneOf<T extends string>(column: Column, values: readonly [T, ...T[]]): T {
    const text = this.cell(column).toLowerCase();
    const found = values.find((value) => value === text);
    if (found === undefined && text !== '') this.bad(column, text);
    return found ?? values[0];
  }

  private trunk(text: string): TrunkId | null {
    const wanted = text.toLowerCase();
    const found = this.trunks.find(({ id, name }) => name === text || id === wanted);
    if (found === undefined) this.bad('trunk', text);
    return found?.id ?? null;
  }

  private money(column: Column, text: string): MicroText {
    const micro = parseAmount(text);
    if (micro === null) this.bad(column, text);
    return microText(micro ?? 0n);
  }

  private seconds(column: Column, text: string): number {
    const whole = /^[0-9]{1,7}$/.test(text);
    if (!whole) this.bad(column, text);
    return whole ? Number(text) : 0;
  }

  private steps(): RateStep[] {
    const text = this.cell('steps');
    const steps: RateStep[] = [];
    for (const part of text.split(';')) {
      if (part.trim() === '') continue;
      const [, from = '0', increment, price, per = ''] =
        /^\s*(?:(\d{1,6})\s*\+\s*(\d{1,6})\s*:)?\s*(-?[\d.]+)\s*\/\s*(\d{1,6})\s*$/.exec(part) ?? [];
      const micro = price === undefined ? null : parseAmount(price);
      if (micro === null) this.bad('steps', part);
      else
        steps.push({
          fromS: Number(from),
          incrementS: Number(increment ?? per),
          priceMicro: microText(micro),
          perS: Number(per),
        });
    }
    if (text.trim() === '') this.bad('steps', text);
    return steps;
  }

  private windows(): TimeWindow[] {
    const windows: TimeWindow[] = [];
    for (const part of this.cell('windows').split(';')) {
      if (part.trim() === '') continue;
      const [, days = '', from = '', to = ''] =
        /^\s*(\S+)\s+(\d{1,2}:\d{2})\s*-\s*(\d{1,2}:\d{2})\s*$/.exec(part) ?? [];
      const read = days === '*' ? [] : days.split('+').map(dayOf);
      if (from === '' || read.includes(null)) this.bad('windows', part);
      else
        windows.push({
          days: read.filter((day) => day !== null),
          from: from.padStart(5, '0'),
          to: to.padStart(5, '0'),
        });
    }
    return windows;
  }
}

function dayOf(text: string): TimeWindow['days'][number] | null {
  const kind = DAY_KINDS.find((one) => one === text);
  return kind ?? WEEKDAYS.find((day) => String(day) === text) ?? null;
}

const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7] as const;
