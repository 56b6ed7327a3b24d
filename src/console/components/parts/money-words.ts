import { useSession } from './session.js';

/** Texts of the pages about money. */
const WORDS = {
  leg: { zh: '第 {number} 段', en: 'Leg {number}' },
  inbound: { zh: '来话 {number}', en: 'call that came in on {number}' },
  outbound: { zh: '呼出 {number}', en: 'call placed to {number}' },
  by: { zh: '外线 {trunk}', en: 'by {trunk}' },
  answered: { zh: '线路应答 {at}', en: 'line answered {at}' },
  connected: { zh: '有人接听 {at}', en: 'a person answered {at}' },
  nobody: { zh: '没有人接听', en: 'no person answered' },
  ended: { zh: '结束 {at}', en: 'ended {at}' },
  wholeCall: { zh: '整通电话', en: 'The whole call' },
  why: { zh: '说明', en: 'Why' },
  rate: { zh: '费率', en: 'Rate' },
  payer: { zh: '付费方', en: 'Paid by' },
  'payer.tenant': { zh: '企业', en: 'Tenant' },
  'payer.caller': { zh: '主叫', en: 'Caller' },
  amount: { zh: '金额', en: 'Amount' },
  total: { zh: '企业应付合计', en: 'What the tenant pays' },
  callerTotal: {
    zh: '主叫付给其运营商（不从余额扣）',
    en: 'What the caller pays their network (not from the balance)',
  },
  noLines: { zh: '没有收费项目', en: 'Nothing was charged' },
  entries: { zh: '这通电话的全部账目', en: 'All entries of this call' },
  thisOne: { zh: '（本页）', en: '(this page)' },
  'kind.call': { zh: '通话结束时计费', en: 'Priced when the call ended' },
  'kind.reversal': { zh: '冲销', en: 'Taken back' },
  'kind.rerated': { zh: '按更正的资费重新计费', en: 'Priced again by a corrected tariff' },
  showOne: { zh: '查看', en: 'Show' },
  // account page
  accountTitle: { zh: '账户', en: 'Account' },
  loading: { zh: '正在读取账户…', en: 'Reading the account…' },
  failed: { zh: '没有读到账户，稍后自动重试', en: 'The account could not be read; it is tried again' },
  refreshed: { zh: '更新于 {at}', en: 'As of {at}' },
  notLive: {
    zh: '呼叫引擎暂时没有回应：余额为已入账的话费计算所得，不含正在进行的通话。',
    en: 'The call engine does not answer: the balance is that of the charges on record, without the calls that are running.',
  },
  notPriced: {
    zh: '贵公司的通话目前不计费。',
    en: 'Your calls are not priced at present.',
  },
  low: {
    zh: '余额偏低，请及时充值。余额用完后不能再接听和拨打电话。',
    en: 'The balance is low; please pay in. When it is used up, calls can be neither taken nor placed.',
  },
  out: {
    zh: '余额已用完：新的通话会被拒绝。请联系平台管理员充值。',
    en: 'The money is used up: new calls are refused. Please ask the operator of the platform to pay in.',
  },
  endsSoon: {
    zh: '按正在进行的通话计算，余额只够用到 {at}，届时通话会被结束。',
    en: 'With the calls that are running the money lasts until {at}; they are ended then.',
  },
  balance: { zh: '余额', en: 'Balance' },
  available: { zh: '可用', en: 'Available' },
  noLimit: { zh: '不限', en: 'No limit' },
  mode: { zh: '付费方式', en: 'Mode' },
  'mode.prepaid': { zh: '预付费', en: 'Prepaid' },
  'mode.postpaid': { zh: '后付费', en: 'Postpaid' },
  creditLimit: { zh: '可欠费', en: 'May go below zero by' },
  tariff: { zh: '资费', en: 'Tariff' },
  running: { zh: '正在计费的通话', en: 'Calls being charged' },
  accrued: { zh: '其中已产生', en: 'Their cost so far' },
  lasts: { zh: '够用到', en: 'Lasts until' },
  packages: { zh: '套餐剩余', en: 'Package minutes left' },
  package: { zh: '套餐', en: 'Package' },
  packageLeft: { zh: '本月剩余', en: 'Left this month' },
  minutes: { zh: '{minutes} 分钟', en: '{minutes} min' },
  quotas: { zh: '配额', en: 'Quotas' },
  quota: { zh: '项目', en: 'Quota' },
  used: { zh: '已用', en: 'In use' },
  allowed: { zh: '上限', en: 'Allowed' },
  'quota.channels': { zh: '并发呼叫', en: 'Concurrent calls' },
  'quota.seats': { zh: '签入座席', en: 'Agents signed in' },
  'quota.ivr': { zh: '来话菜单路数', en: 'Callers in menus' },
  'quota.recorded': { zh: '同时录音', en: 'Recorded at once' },
  'quota.agents': { zh: '座席', en: 'Agents' },
  'quota.extensions': { zh: '内线', en: 'Extensions' },
  'quota.prompts': { zh: '语音文件空间（MB）', en: 'Prompt storage (MB)' },
  unknown: { zh: '未知', en: 'unknown' },
  fraud: { zh: '防盗打', en: 'Protection against misuse' },
  international: { zh: '国际长途', en: 'International calls' },
  premium: { zh: '高价号码', en: 'Premium numbers' },
  open: { zh: '已开放', en: 'open' },
  closed: { zh: '未开放', en: 'closed' },
  hourLimit: { zh: '外呼每小时消费上限', en: 'Placed calls may cost, an hour' },
  dayLimit: { zh: '外呼每天消费上限', en: 'Placed calls may cost, a day' },
  night: { zh: '夜间（{from}–{to}）外呼次数上限', en: 'Calls placed at night ({from}–{to})' },
  movements: { zh: '最近的收支', en: 'Latest movements' },
  noMovements: { zh: '还没有充值或调整', en: 'Nothing has been paid in or corrected yet' },
  allMovements: { zh: '全部收支', en: 'All movements' },
  limits: { zh: '最近的限额告警', en: 'Limits reached lately' },
  noLimits: { zh: '没有达到过任何限额', en: 'No limit has been reached' },
  allLimits: { zh: '全部告警', en: 'All of them' },
  when: { zh: '时间', en: 'When' },
  what: { zh: '内容', en: 'What' },
  followed: { zh: '结果', en: 'What followed' },
  note: { zh: '备注', en: 'Note' },
  'movement.top_up': { zh: '充值', en: 'Paid in' },
  'movement.correction': { zh: '调整', en: 'Correction' },
  'movement.rerating': { zh: '重新计费', en: 'Priced again' },
  // paying in
  payAbout: {
    zh: '充值或调整企业的余额。记录以后不能修改，填错时再做一笔相反的调整。',
    en: "Pays into the tenant's balance, or corrects it. An entry stays as it is; a wrong one is set right by its opposite.",
  },
  kind: { zh: '类型', en: 'What it is' },
  payKind: { zh: '充值：收到企业付款', en: 'Payment: the tenant has paid' },
  correctKind: {
    zh: '调整：更正、退款、赠送（可为负数）',
    en: 'Correction: mistakes, refunds, gifts (may be negative)',
  },
  payAmount: { zh: '金额', en: 'Amount' },
  payAmountHint: {
    zh: '如 500 或 99.50；调整时减少余额写负数，如 -20',
    en: 'Such as 500 or 99.50; a correction that takes away is negative, such as -20',
  },
  payNote: { zh: '备注', en: 'Note' },
  payNoteHint: {
    zh: '付款方式、单据号或调整原因，企业也能看到',
    en: 'How it was paid, a document number or the reason; the tenant sees it too',
  },
  noAmount: {
    zh: '请填写金额，如 99.50，最多 6 位小数',
    en: 'Please enter an amount such as 99.50, with at most 6 decimals',
  },
  zeroAmount: { zh: '金额不能为零', en: 'The amount must not be zero' },
  negativePayment: {
    zh: '充值金额应大于零；要减少余额请选“调整”',
    en: 'What is paid in is more than zero; choose “Correction” to take something away',
  },
  next: { zh: '下一步', en: 'Continue' },
  back: { zh: '返回修改', en: 'Back' },
  confirmPay: { zh: '确认入账', en: 'Enter it' },
  before: { zh: '现在的余额', en: 'Balance now' },
  after: { zh: '入账后的余额', en: 'Balance afterwards' },
  confirmHint: {
    zh: '请核对。期间结束的通话会再从余额中扣除。',
    en: 'Please check. Calls that end meanwhile are taken off as well.',
  },
} as const;

export type MoneyWord = keyof typeof WORDS;
export type SayMoney = (word: MoneyWord, values?: Readonly<Record<string, string | number>>) => string;

/** The texts in the person's language. */
export function useMoneyWords(): SayMoney {
  const { language } = useSession();
  return (word, values = {}) =>
    Object.entries(values).reduce<string>(
      (text, [name, value]) => text.replace(`{${name}}`, () => String(value)),
      WORDS[word][language],
    );
}
