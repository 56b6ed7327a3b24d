import { useSession } from './session.js';

/** Texts of the calculator. */
const WORDS = {
  title: { zh: '话费试算', en: 'Call price calculator' },
  about: {
    zh: '按所选资费计算一通电话的价格，并逐行说明原因。不扣套餐，不产生话费。',
    en: 'What a call costs under the tariff, and why, line by line. Packages are left out; nothing is charged.',
  },
  ownAbout: {
    zh: '按贵公司的资费计算一通电话的价格，并逐行说明原因。不扣套餐，不产生话费。',
    en: "What a call costs under your company's tariff, and why, line by line. Packages are left out; nothing is charged.",
  },
  noTariff: {
    zh: '贵公司还没有资费，通话不计费。',
    en: 'Your company has no tariff yet; its calls are not priced.',
  },
  direction: { zh: '方向', en: 'Direction' },
  inbound: { zh: '来话', en: 'Inbound' },
  outbound: { zh: '外呼', en: 'Outbound' },
  called: { zh: '被叫号码', en: 'Called number' },
  calledHint: {
    zh: '来话为接入码，外呼为客户号码',
    en: "The access number of a call that comes in, the customer's of one that goes out",
  },
  trunk: { zh: '外线', en: 'Trunk' },
  anyTrunk: { zh: '不指定', en: 'None in particular' },
  at: { zh: '应答时间（{zone}）', en: 'Answered at ({zone})' },
  talk: { zh: '通话秒数', en: 'Seconds of talk' },
  menu: { zh: '菜单和排队秒数', en: 'Seconds in menu and queue' },
  ask: { zh: '试算', en: 'Calculate' },
  asking: { zh: '正在计算…', en: 'Calculating…' },
  costs: { zh: '这通电话收费 {amount}', en: 'This call costs {amount}' },
  callerPays: { zh: '主叫由其运营商收取 {amount}', en: 'The caller pays {amount} to their network' },
  free: { zh: '这通电话不收费', en: 'This call costs nothing' },
  notPlaced: { zh: '不能呼叫此号码', en: 'This number cannot be called' },
  because: { zh: '因为：', en: 'because:' },
  version: { zh: '资费版本', en: 'Version of the tariff' },
  versionText: { zh: '版本 {number}，{from} 起生效', en: 'version {number}, valid from {from}' },
  draftText: { zh: '正在编辑的草稿', en: 'the draft that is being edited' },
  noVersion: { zh: '没有有效的版本', en: 'none holds at that time' },
  rate: { zh: '费率', en: 'Rate' },
  noRate: { zh: '没有适用的费率', en: 'none fits' },
  empty: { zh: '填写左侧内容后点击“试算”。', en: 'Fill in the call and choose "Calculate".' },
  draftFaulty: { zh: '草稿还有错误，更正后才能试算：', en: 'The draft has faults to mend first:' },
  wrong: { zh: '有的内容需要更正', en: 'Some fields need correcting' },
  badTime: { zh: '请填写日期和时间', en: 'Please enter date and time' },
  noAnswer: { zh: '服务器没有回应，请稍后重试', en: 'The server did not answer. Please try again' },
  loading: { zh: '正在读取…', en: 'Loading…' },
} as const;

export type QuoteWord = keyof typeof WORDS;

/** The texts in the person's language. */
export function useQuoteWords(): (word: QuoteWord, values?: Readonly<Record<string, string | number>>) => string {
  const { language } = useSession();
  return (word, values = {}) =>
    Object.entries(values).reduce<string>(
      (text, [name, value]) => text.replace(`{${name}}`, () => String(value)),
      WORDS[word][language],
    );
}
