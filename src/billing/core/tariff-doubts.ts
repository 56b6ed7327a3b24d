import { isInternational, isPremium, takesOthersAlong } from './number-class.js';
import type { VersionContent } from './tariff-check.js';
import { called, Faults, type Fault } from './tariff-fault.js';
import type { Rate, RateClass } from './tariff.js';

/** The class of the numbers that begin with a prefix; normal where they may be of any. */
export function classOfPrefix(prefix: string): RateClass {
  if (isInternational(prefix)) return 'international';
  return isPremium(prefix) ? 'premium' : 'normal';
}

/** What stands for a character that could not be read, such as one of a file in another encoding. */
const UNREADABLE = '\ufffd';

/** Names that were read wrongly; a version that is entered has none, one that is there stays as it is. */
export function checkNames({ rates, packages }: Pick<VersionContent, 'rates' | 'packages'>): readonly Fault[] {
  const faults = new Faults();
  const check = (path: string, { code, name }: Pick<Rate, 'code' | 'name'>): void => {
    if (!name.includes(UNREADABLE)) return;
    const zh = `“${name}”（${code}）：名称含有无法识别的字符，请按文件的编码重新导入或改正。`;
    faults.add(
      `${path}.name`,
      'unreadable_name',
      zh,
      `The name "${name}" (${code}) has characters that could not be read.`,
    );
  };
  rates.forEach((rate, i) => check(`rates.${i}`, rate));
  packages.forEach((one, i) => check(`packages.${i}`, one));
  return faults.found;
}

const CLASSES: Readonly<Record<RateClass, { readonly zh: string; readonly en: string }>> = {
  normal: { zh: '普通', en: 'normal' },
  international: { zh: '国际长途', en: 'international' },
  premium: { zh: '高价号码', en: 'premium' },
};

/** What is allowed and probably not meant: normal rates for numbers that are international or premium by themselves. */
export function doubtsOf({ rates }: Pick<VersionContent, 'rates'>): readonly Fault[] {
  const doubts = new Faults();
  rates.forEach((rate, i) => {
    if (doubts.full || rate.direction !== 'outbound' || rate.rateClass !== 'normal') return;
    const { zh, en } = called(rate);
    const path = `rates.${i}.rateClass`;
    const own = classOfPrefix(rate.prefix);
    if (own !== 'normal') {
      const zhText = `${zh}：${rate.prefix} 开头的号码是${CLASSES[own].zh}，类别却是普通；没有开通${CLASSES[own].zh}的企业仍不能拨打。`;
      const enText = `The ${en} is of class normal, but numbers that begin with ${rate.prefix} are ${CLASSES[own].en}; tenants to whom those are closed still cannot call them.`;
      doubts.add(path, 'class_of_number', zhText, enText);
    } else if (takesOthersAlong(rate.prefix)) {
      const zhText = `${zh}：${rate.prefix} 是选择运营商的字冠，其后可拨国际长途和高价号码，它们也会按这项普通费率计费。`;
      const enText = `The ${en}: ${rate.prefix} chooses a carrier; international and premium numbers behind it cost no more than this.`;
      doubts.add(path, 'class_of_carrier', zhText, enText);
    }
  });
  return doubts.found;
}
