import { isZone, parseDate } from '../../kernel/zone.js';
import { microOf, MICRO_PER_UNIT, type Micro } from '../../kernel/money.js';
import { DAY_KINDS, ROUNDING_MODES, type Rate, type RateStep, type Tariff, type TariffVersion } from './tariff.js';
import { checkCoverage } from './tariff-coverage.js';
import { called, Faults, type Fault } from './tariff-fault.js';
import { minuteOfDay } from './whole.js';

export { TariffFault, type Fault } from './tariff-fault.js';

export const MAX_RATES = 20_000;
const MAX_PACKAGES = 1000;
const MAX_DAYS = 4000;
const MAX_WINDOWS = 50;
const MAX_STEPS = 50;
/** For `perS` seconds, for a set-up, as a cap: a million units. */
export const MAX_PRICE: Micro = 1_000_000n * MICRO_PER_UNIT;
const MAX_INCREMENT_S = 3600;
const MAX_PER_S = 86_400;
const MAX_FREE_S = 86_400;
const MAX_STEP_FROM_S = 864_000;
const MAX_PACKAGE_S = 1_000_000_000;
/** The year 2100; an instant is milliseconds. */
const MAX_VALID_FROM = 4_102_444_800_000;

const UNTIMELY: ReadonlySet<string> = new Set(['date', 'time', 'day'].map((name) => `billing.tariff_${name}`));

export type TariffHeader = Pick<Tariff, 'name' | 'currency' | 'timeZone' | 'roundToMicro' | 'roundingMode'>;
export type VersionContent = Pick<TariffVersion, 'holidays' | 'workdays' | 'rates' | 'packages'>;

/** Everything that is wrong with a tariff apart from its versions; nothing is a tariff that can be used. */
export function checkTariff(tariff: TariffHeader): readonly Fault[] {
  const faults = new Faults();
  if (tariff.name.trim() === '') faults.add('name', 'name', '资费没有名称。', 'The tariff has no name.');
  if (!/^[A-Z]{3}$/.test(tariff.currency)) {
    const given = tariff.currency;
    faults.add(
      'currency',
      'currency',
      `“${given}”不是三个大写字母的货币代码。`,
      `"${given}" is no currency code of three capitals.`,
    );
  }
  if (!isZone(tariff.timeZone)) {
    const given = tariff.timeZone;
    faults.add('timeZone', 'zone', `没有名为“${given}”的时区。`, `There is no time zone "${given}".`);
  }
  checkAmount(faults, 'roundToMicro', tariff.roundToMicro, { zh: '取整单位', en: 'The unit of rounding' });
  if (/^0+$/.test(tariff.roundToMicro)) {
    faults.add('roundToMicro', 'round_to', '取整单位必须大于零。', 'The unit of rounding must be above zero.');
  }
  if (!ROUNDING_MODES.includes(tariff.roundingMode)) {
    faults.add('roundingMode', 'rounding_mode', '没有这种取整方式。', 'There is no such way of rounding.');
  }
  return faults.found;
}

/** Everything that is wrong with a version (at most 100 faults); a version without faults prices every call. */
export function checkVersion(version: VersionContent & { readonly validFrom?: number }): readonly Fault[] {
  const faults = new Faults();
  const { validFrom = 0, rates } = version;
  if (!Number.isSafeInteger(validFrom) || validFrom < 0 || validFrom > MAX_VALID_FROM) {
    faults.add(
      'validFrom',
      'valid_from',
      '生效时间不在1970年至2100年之间。',
      'It is to hold from an instant outside of 1970 to 2100.',
    );
  }
  if (rates.length > MAX_RATES) {
    const zh = `费率有${rates.length}项，最多${MAX_RATES}项。`;
    faults.add('rates', 'too_many_rates', zh, `There are ${rates.length} rates; ${MAX_RATES} are the most.`);
    return faults.found;
  }
  checkDays(faults, version);
  checkPackages(faults, version);
  checkRates(faults, version);
  checkCatchAll(faults, rates);
  // Whether times overlap is told where they are times.
  if (!faults.found.some(({ code }) => UNTIMELY.has(code))) checkCoverage(faults, version);
  return faults.found;
}

function checkDays(faults: Faults, { holidays, workdays }: VersionContent): void {
  const seen = new Map<string, string>();
  for (const [list, dates] of Object.entries({ holidays, workdays })) {
    if (dates.length > MAX_DAYS) {
      faults.add(list, 'too_many_days', `日期超过${MAX_DAYS}个。`, `There are more than ${MAX_DAYS} dates.`);
      return;
    }
    dates.forEach((date, i) => {
      const path = `${list}.${i}`;
      if (parseDate(date) === null) {
        faults.add(path, 'date', `日期“${date}”不存在。`, `There is no date "${date}"; dates are written 2026-10-01.`);
      }
      const before = seen.get(date);
      if (before !== undefined) {
        faults.add(path, 'date_twice', `日期${date}已在${before}中。`, `The date ${date} stands in ${before} already.`);
      }
      seen.set(date, list);
    });
  }
}

function checkPackages(faults: Faults, { packages }: VersionContent): void {
  if (packages.length > MAX_PACKAGES) {
    faults.add(
      'packages',
      'too_many_packages',
      `套餐超过${MAX_PACKAGES}个。`,
      `There are more than ${MAX_PACKAGES} packages.`,
    );
    return;
  }
  const seen = new Set<string>();
  packages.forEach(({ code, name, seconds }, i) => {
    const path = `packages.${i}`;
    checkCode(faults, `${path}.code`, code);
    if (seen.has(code)) {
      faults.add(`${path}.code`, 'package_twice', `套餐代码${code}重复。`, `The package code ${code} is there twice.`);
    }
    seen.add(code);
    if (!isWhole(seconds, 0, MAX_PACKAGE_S)) {
      const en = `Package "${name}" (${code}): its seconds are not a whole number from 0 to ${MAX_PACKAGE_S}.`;
      faults.add(
        `${path}.seconds`,
        'package_seconds',
        `套餐“${name}”（${code}）的秒数必须是0至${MAX_PACKAGE_S}的整数。`,
        en,
      );
    }
  });
}

function checkRates(faults: Faults, { rates, packages }: VersionContent): void {
  const packageCodes = new Set(packages.map(({ code }) => code));
  const seen = new Map<string, Rate>();
  rates.forEach((rate, i) => {
    if (faults.full) return;
    const path = `rates.${i}`;
    checkCode(faults, `${path}.code`, rate.code);
    const twin = seen.get(rate.code);
    if (twin !== undefined) {
      const zh = `${called(twin).zh}与${called(rate).zh}代码相同。`;
      faults.add(
        `${path}.code`,
        'code_twice',
        zh,
        `The ${called(twin).en} and the ${called(rate).en} have the same code.`,
      );
    }
    seen.set(rate.code, rate);
    checkRate(faults, path, rate, packageCodes);
  });
}

function checkRate(faults: Faults, path: string, rate: Rate, packageCodes: ReadonlySet<string>): void {
  const name = called(rate);
  checkTarget(faults, path, rate);
  checkWindows(faults, path, rate);
  checkAmount(faults, `${path}.setupMicro`, rate.setupMicro, {
    zh: `${name.zh}：接通费`,
    en: `The set-up of ${name.en}`,
  });
  if (rate.capMicro !== null) {
    checkAmount(faults, `${path}.capMicro`, rate.capMicro, { zh: `${name.zh}：封顶`, en: `The cap of ${name.en}` });
  }
  if (!isWhole(rate.freeS, 0, MAX_FREE_S)) {
    const en = `The free seconds of ${name.en} are not a whole number from 0 to ${MAX_FREE_S}.`;
    faults.add(`${path}.freeS`, 'free', `${name.zh}：免费秒数必须是0至${MAX_FREE_S}的整数。`, en);
  }
  checkSteps(faults, path, rate);
  if (rate.packageCode === null) return;
  if (!packageCodes.has(rate.packageCode)) {
    const zh = `${name.zh}：没有套餐${rate.packageCode}。`;
    faults.add(
      `${path}.packageCode`,
      'package_unknown',
      zh,
      `The ${name.en} names the package ${rate.packageCode}, which is not there.`,
    );
  }
  if (rate.payer === 'caller') {
    const en = `The ${name.en} is paid by the caller, who has no package.`;
    faults.add(`${path}.packageCode`, 'package_payer', `${name.zh}由主叫付费，不能使用套餐。`, en);
  }
}

function checkTarget(faults: Faults, path: string, rate: Rate): void {
  const name = called(rate);
  if (!/^[0-9]{0,32}$/.test(rate.prefix)) {
    const zh = `${name.zh}：前缀“${rate.prefix}”不是0至32位数字。`;
    faults.add(`${path}.prefix`, 'prefix', zh, `The prefix "${rate.prefix}" of ${name.en} is not up to 32 digits.`);
  }
  if (rate.prefix.startsWith('0086')) {
    const zh = `${name.zh}：本国号码不带0086，前缀“${rate.prefix}”不会匹配任何号码。`;
    const en = `The prefix "${rate.prefix}" of ${name.en} fits no number: numbers of the own country are without 0086.`;
    faults.add(`${path}.prefix`, 'prefix_own_country', zh, en);
  }
  if (rate.trunkId !== null && !/^[A-Za-z0-9-]{1,64}$/.test(rate.trunkId)) {
    faults.add(`${path}.trunkId`, 'trunk', `${name.zh}：外线标识无效。`, `The trunk of ${name.en} is no trunk's id.`);
  }
}

function checkWindows(faults: Faults, path: string, rate: Rate): void {
  const name = called(rate);
  if (rate.windows.length > MAX_WINDOWS) {
    const en = `The ${name.en} has more than ${MAX_WINDOWS} time windows.`;
    faults.add(`${path}.windows`, 'too_many_windows', `${name.zh}：时段超过${MAX_WINDOWS}个。`, en);
    return;
  }
  rate.windows.forEach(({ days, from, to }, i) => {
    for (const [side, text] of Object.entries({ from, to })) {
      if (minuteOfDay(text) !== null) continue;
      const en = `"${text}" in ${name.en} is no time of day; times are written 08:30, the end of a day is 00:00.`;
      faults.add(
        `${path}.windows.${i}.${side}`,
        'time',
        `${name.zh}：“${text}”不是时刻，应写作08:30，一天的结束写作00:00。`,
        en,
      );
    }
    for (const day of days) {
      if (typeof day === 'number' ? isWhole(day, 1, 7) : DAY_KINDS.includes(day)) continue;
      const en = `"${day}" in ${name.en} is no day: 1 (Monday) to 7, workday, weekend or holiday.`;
      faults.add(`${path}.windows.${i}.days`, 'day', `${name.zh}：没有“${day}”这种日子。`, en);
    }
  });
}

function checkSteps(faults: Faults, path: string, rate: Rate): void {
  const name = called(rate);
  if (rate.steps.length === 0 || rate.steps.length > MAX_STEPS) {
    faults.add(
      `${path}.steps`,
      'steps',
      `${name.zh}：阶梯应有1至${MAX_STEPS}级。`,
      `The ${name.en} must have 1 to ${MAX_STEPS} steps.`,
    );
    return;
  }
  rate.steps.forEach((step, i) => checkStep(faults, `${path}.steps.${i}`, rate, step, rate.steps[i - 1]));
}

function checkStep(faults: Faults, path: string, rate: Rate, step: RateStep, before: RateStep | undefined): void {
  const name = called(rate);
  const ascends = before === undefined ? step.fromS === 0 : step.fromS > before.fromS;
  if (!ascends || !isWhole(step.fromS, 0, MAX_STEP_FROM_S)) {
    const zh = `${name.zh}：阶梯的起点必须从0开始逐级递增，且为不超过${MAX_STEP_FROM_S}的整数秒。`;
    const en = `The steps of ${name.en} must begin at second 0 and ascend in whole seconds up to ${MAX_STEP_FROM_S}.`;
    faults.add(`${path}.fromS`, 'steps', zh, en);
  }
  if (!isWhole(step.incrementS, 1, MAX_INCREMENT_S)) {
    const en = `An increment of ${name.en} is not a whole number of seconds from 1 to ${MAX_INCREMENT_S}.`;
    faults.add(`${path}.incrementS`, 'increment', `${name.zh}：计费单位必须是1至${MAX_INCREMENT_S}的整数秒。`, en);
  }
  if (!isWhole(step.perS, 1, MAX_PER_S)) {
    const en = `A price of ${name.en} must be for a whole number of seconds from 1 to ${MAX_PER_S}.`;
    faults.add(`${path}.perS`, 'per', `${name.zh}：单价对应的秒数必须是1至${MAX_PER_S}的整数。`, en);
  }
  checkAmount(faults, `${path}.priceMicro`, step.priceMicro, { zh: `${name.zh}：单价`, en: `A price of ${name.en}` });
}

function checkAmount(faults: Faults, path: string, text: string, what: { zh: string; en: string }): void {
  if (!/^-?[0-9]{1,18}$/.test(text)) {
    faults.add(path, 'amount', `${what.zh}不是金额。`, `${what.en} is no amount of whole millionths.`);
  } else if (text.startsWith('-')) {
    faults.add(path, 'negative', `${what.zh}不能为负数。`, `${what.en} is below zero.`);
  } else if (microOf(text) > MAX_PRICE) {
    faults.add(path, 'absurd', `${what.zh}超过一百万元。`, `${what.en} is more than a million.`);
  }
}

function checkCode(faults: Faults, path: string, code: string): void {
  if (/^[\p{L}\p{N}][\p{L}\p{N}_.:/+-]{0,49}$/u.test(code)) return;
  const en = `"${code}" is no code: 1 to 50 letters and digits, with _ . : / + - between them.`;
  faults.add(path, 'code', `代码“${code}”无效：应为1至50个字母或数字，中间可用 _ . : / + -。`, en);
}

/** A call that came in must have a price, whatever its number and trunk; what we dial may be closed by having none. */
function checkCatchAll(faults: Faults, rates: readonly Rate[]): void {
  if (rates.some(({ direction, prefix, trunkId }) => direction === 'inbound' && prefix === '' && trunkId === null))
    return;
  const en = 'No rate is for every call that comes in: one of direction inbound without prefix and trunk is needed.';
  faults.add('rates', 'no_catch_all', '缺少适用于所有来话的费率：需要一项方向为来话、前缀为空、不限外线的费率。', en);
}

function isWhole(value: number, from: number, to: number): boolean {
  return Number.isSafeInteger(value) && value >= from && value <= to;
}
