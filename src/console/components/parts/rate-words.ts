import { useSession } from './session.js';

/** Texts of the form of one rate and of the import of many. */
const WORDS = {
  title: { zh: '费率 {code}', en: 'Rate {code}' },
  ok: { zh: '确定', en: 'OK' },
  cancel: { zh: '取消', en: 'Cancel' },
  code: { zh: '代码', en: 'Code' },
  codeHint: {
    zh: '本版本内唯一，出现在每笔话费的计算过程中',
    en: 'Unique in the version; named in the calculation of every charge',
  },
  name: { zh: '名称', en: 'Name' },
  direction: { zh: '方向', en: 'Direction' },
  inbound: { zh: '来话', en: 'inbound' },
  outbound: { zh: '外呼', en: 'outbound' },
  prefix: { zh: '被叫前缀', en: 'Prefix of the called number' },
  prefixHint: {
    zh: '只含数字；国际号码以 00 开头，如 00852。空为任何号码',
    en: 'Digits only; international numbers begin with 00, such as 00852. Empty fits any number',
  },
  trunk: { zh: '外线', en: 'Trunk' },
  anyTrunk: { zh: '任何外线', en: 'any trunk' },
  unknownTrunk: { zh: '（不可见的外线）', en: '(a trunk not visible to you)' },
  rateClass: { zh: '号码类别', en: 'Class of number' },
  classHint: {
    zh: '国际长途和高价号码默认不对企业开放，在企业账户中开通',
    en: 'International and premium numbers are closed to a tenant until its account opens them',
  },
  'class.normal': { zh: '普通', en: 'normal' },
  'class.international': { zh: '国际长途', en: 'international' },
  'class.premium': { zh: '高价号码（信息服务）', en: 'premium' },
  payer: { zh: '付费方', en: 'Payer' },
  'payer.tenant': { zh: '企业：从账户扣款', en: 'the tenant, from its account' },
  'payer.caller': {
    zh: '主叫：由其运营商收取，只作统计',
    en: 'the caller, billed by their network; kept for statistics',
  },
  chargeFrom: { zh: '计费起点', en: 'Charged from' },
  'from.person': { zh: '人工应答（菜单和排队免费）', en: "a person's answer (menu and queue are free)" },
  'from.network': { zh: '网络应答（含菜单和排队）', en: "the network's answer (menu and queue included)" },
  prices: { zh: '价格', en: 'Price' },
  setup: { zh: '接通费', en: 'Set-up' },
  setupHint: { zh: '每段已应答的通话收一次', en: 'Once for an answered leg' },
  free: { zh: '免费秒数', en: 'Free seconds' },
  freeHint: { zh: '从计费起点算起', en: 'From the begin of charging' },
  cap: { zh: '封顶', en: 'At most' },
  capHint: { zh: '含接通费；空为不封顶', en: 'Set-up included; empty: no limit' },
  package: { zh: '先用套餐', en: 'Package used first' },
  noPackage: { zh: '不用套餐', en: 'none' },
  steps: { zh: '计费阶梯', en: 'Steps' },
  stepsHint: {
    zh: '每个计费单位一开始就整个收取，单价按“每多少秒”折算。例：“前 3 分钟共 0.20，之后每分钟 0.10”是 从 0 秒、单位 180 秒、每 180 秒 0.20；从 180 秒、单位 60 秒、每 60 秒 0.10。',
    en: 'An increment is charged whole as soon as it begins. "The first 3 minutes 0.20 together, then 0.10 a minute" is: from 0, increment 180, 0.20 per 180; from 180, increment 60, 0.10 per 60.',
  },
  fromS: { zh: '从（秒）', en: 'From (s)' },
  incrementS: { zh: '计费单位（秒）', en: 'Increment (s)' },
  price: { zh: '价格', en: 'Price' },
  perS: { zh: '每（秒）', en: 'per (s)' },
  nth: { zh: '{what}，第 {row} 行', en: '{what}, line {row}' },
  addStep: { zh: '添加阶梯', en: 'Add a step' },
  removeStep: { zh: '删除阶梯 {row}', en: 'Delete step {row}' },
  inWords: { zh: '即：{text}', en: 'That is: {text}' },
  windows: { zh: '时段', en: 'Times' },
  windowsHint: {
    zh: '不填为任何时间。结束早于开始的时段延续到次日；两者相同为全天。时间按资费的时区。',
    en: "None: always. A time that ends before it begins runs on into the next day; both equal is the whole day. In the tariff's time zone.",
  },
  addWindow: { zh: '添加时段', en: 'Add a time' },
  removeWindow: { zh: '删除时段 {row}', en: 'Delete time {row}' },
  windowFrom: { zh: '开始', en: 'from' },
  windowTo: { zh: '结束', en: 'to' },
  everyDay: { zh: '不勾选为每天', en: 'none ticked: every day' },
  // import
  importTitle: { zh: '导入费率', en: 'Import rates' },
  importAbout: {
    zh: '粘贴表格或选择 CSV 文件，首行为列名。必须有 prefix 和 steps 两列，其余可以没有。不清楚格式时先下载模板，填好后导入；Excel 保存的 UTF-8 和 GBK 都可以。',
    en: 'Paste a table or choose a CSV file; its first line names the columns. prefix and steps must be there, the others may be left out. Begin with the template where you are not sure. Files in UTF-8 and GB18030 are read.',
  },
  template: { zh: '下载模板', en: 'Download the template' },
  importColumns: { zh: '列：{columns}', en: 'Columns: {columns}' },
  importValues: {
    zh: 'direction：outbound 外呼（默认）、inbound 来话。class：normal 普通、international 国际长途、premium 高价号码，空则按前缀判断。payer：tenant 企业（默认）、caller 主叫。charge_from：person 人工应答（默认）、network 网络应答。trunk：外线名称，空为任何外线。',
    en: 'direction: outbound (also when empty), inbound. class: normal, international, premium; when empty, that of the prefix. payer: tenant (also when empty), caller. charge_from: person (also when empty), network. trunk: name of the trunk; empty: any.',
  },
  importSteps: {
    zh: 'steps 写法：0.15/60（每 60 秒 0.15），或 0+180: 0.20/180; 180+60: 0.10/60（从第几秒+计费单位：价格/每几秒）。windows 写法：workday+6 08:00-18:00; * 18:00-08:00。前缀以 0 开头时，请在表格软件中把该列设为文本。',
    en: 'steps: 0.15/60 (0.15 per 60 s), or 0+180: 0.20/180; 180+60: 0.10/60 (from second+increment: price/per seconds). windows: workday+6 08:00-18:00; * 18:00-08:00. Where prefixes begin with 0, make that column text in your spreadsheet.',
  },
  file: { zh: '选择文件', en: 'Choose a file' },
  paste: { zh: '或粘贴到这里', en: 'or paste here' },
  fileRead: { zh: '{name}：已读入', en: '{name} is read' },
  tooLarge: { zh: '文件过大，最大 16 MB', en: 'The file is too large; at most 16 MB' },
  replaceAll: { zh: '替换全部费率', en: 'Replace all rates' },
  addTo: { zh: '添加到现有费率之后', en: 'Add to the rates that are there' },
  how: { zh: '导入方式', en: 'What becomes of the present rates' },
  chooseHow: {
    zh: '已有费率：请选择替换全部，还是添加到后面',
    en: 'There are rates already: choose whether to replace them all or to add to them',
  },
  doImport: { zh: '导入', en: 'Import' },
  imported: { zh: '已导入 {count} 条费率，尚未保存', en: '{count} rates imported, not saved yet' },
  empty: { zh: '没有内容：请选择文件或粘贴表格', en: 'There is nothing: choose a file or paste a table' },
  noAnswer: { zh: '服务器没有回应，请稍后重试', en: 'The server did not answer. Please try again' },
  badLines: {
    zh: '有 {count} 处不能读取，没有导入任何费率：',
    en: '{count} places cannot be read; nothing was imported:',
  },
  atLine: { zh: '第 {line} 行：{text}', en: 'Line {line}: {text}' },
} as const;

export type RateWord = keyof typeof WORDS;
export type SayRate = (word: RateWord, values?: Readonly<Record<string, string | number>>) => string;

/** The texts in the person's language. */
export function useRateWords(): SayRate {
  const { language } = useSession();
  return (word, values = {}) =>
    Object.entries(values).reduce<string>(
      (text, [name, value]) => text.replace(`{${name}}`, () => String(value)),
      WORDS[word][language],
    );
}
