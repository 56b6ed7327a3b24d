import { useSession } from './session.js';

/** Texts of pricing again. */
const WORDS = {
  title: { zh: '重新计费', en: 'Price again' },
  about: {
    zh: '资费更正以后，按现在的版本重新计算一段时间内的通话。原来的话费不改动：有差别的冲销后重新记账，差额记入企业账户。先预演，看过结果再执行。',
    en: "After a tariff was corrected, the calls of a period are priced again by its present versions. What was charged is not changed: where it differs, it is taken back by a reversing entry and charged anew, and the difference goes to the tenant's account. Try it first, look at the figures, then do it.",
  },
  newOne: { zh: '新的重新计费', en: 'Price a period again' },
  tariff: { zh: '资费', en: 'Tariff' },
  tenant: { zh: '企业', en: 'Tenant' },
  tenantHint: { zh: '不选为使用该资费的全部企业', en: 'None: all tenants that were priced by the tariff' },
  from: { zh: '通话结束时间，从', en: 'Calls ended from' },
  to: { zh: '到（不含）', en: 'until (not included)' },
  timesHint: { zh: '按资费的时区（{zone}）', en: 'In the time zone of the tariff ({zone})' },
  timesHintNone: { zh: '按资费的时区；先选择资费', en: 'In the time zone of the tariff; choose it first' },
  tryIt: { zh: '预演', en: 'Try it' },
  tryHint: {
    zh: '预演只列出会有的变化，不改动任何话费。',
    en: 'A trial only lists what would change; no charge is touched.',
  },
  starting: { zh: '正在开始…', en: 'Starting…' },
  started: { zh: '已开始', en: 'It has begun' },
  itsCharges: { zh: '查看本次的话费账目', en: 'Show its charges' },
  changes: { zh: '会改变的通话', en: 'Calls that would change' },
  firstOnes: { zh: '列出前 {count} 笔，共 {changed} 笔', en: 'The first {count} of {changed}' },
  noChanges: { zh: '没有可列出的通话', en: 'There are none to list' },
  loading: { zh: '正在读取…', en: 'Loading…' },
  call: { zh: '通话', en: 'Call' },
  former: { zh: '原话费', en: 'Was' },
  anew: { zh: '新话费', en: 'Becomes' },
  difference: { zh: '差额', en: 'Difference' },
  inbound: { zh: '来话', en: 'Inbound' },
  outbound: { zh: '外呼', en: 'Outbound' },
  doIt: { zh: '正式执行', en: 'Do it for real' },
  sure: { zh: '正式重新计费', en: 'Price again for real' },
  sureAbout: {
    zh: '将按资费“{tariff}”重新计算 {tenant} 从 {from} 到 {to} 的通话。预演结果：{changed} 笔会改变，{difference}。差额会立即记入企业账户，不能撤销，只能再次更正。',
    en: 'The calls of {tenant} from {from} until {to} are priced again by the tariff "{tariff}". The trial found {changed} that change, {difference} in all. The difference goes to the accounts at once; it cannot be undone, only corrected again.',
  },
  cancel: { zh: '取消', en: 'Cancel' },
  recent: { zh: '最近的重新计费', en: 'Recent ones' },
  none: { zh: '还没有重新计费', en: 'There are none yet' },
  when: { zh: '时间', en: 'When' },
  who: { zh: '操作人', en: 'Who' },
  what: { zh: '资费与企业', en: 'Tariff and tenant' },
  period: { zh: '通话时段', en: 'Calls' },
  kind: { zh: '方式', en: 'Kind' },
  trial: { zh: '预演', en: 'trial' },
  real: { zh: '正式', en: 'for real' },
  state: { zh: '结果', en: 'Result' },
  allTenants: { zh: '全部企业', en: 'all tenants' },
  fromTo: { zh: '{from} 至 {to}', en: '{from} until {to}' },
  queued: { zh: '排队中', en: 'waiting for its turn' },
  running: { zh: '正在进行，已核对 {lookedAt} / {total} 笔', en: 'under way, {lookedAt} of {total} looked at' },
  failed: { zh: '失败：{why}', en: 'failed: {why}' },
  looked: { zh: '核对 {lookedAt} 笔', en: '{lookedAt} looked at' },
  wouldChange: { zh: '会改变 {changed} 笔', en: '{changed} would change' },
  changed: { zh: '改变 {changed} 笔', en: '{changed} changed' },
  more: { zh: '企业共多付 {amount}', en: 'tenants pay {amount} more' },
  less: { zh: '企业共少付 {amount}', en: 'tenants pay {amount} less' },
  same: { zh: '差额为零', en: 'no difference in all' },
  noTenant: { zh: '（已不存在）', en: '(not there any more)' },
  required: { zh: '请选择', en: 'Please choose' },
  badTime: { zh: '请填写日期和时间', en: 'Please enter date and time' },
  noAnswer: { zh: '服务器没有回应，请稍后重试', en: 'The server did not answer. Please try again' },
} as const;

export type ReratingWord = keyof typeof WORDS;
export type SayRerating = (word: ReratingWord, values?: Readonly<Record<string, string | number>>) => string;

/** The texts in the person's language. */
export function useReratingWords(): SayRerating {
  const { language } = useSession();
  return (word, values = {}) =>
    Object.entries(values).reduce<string>(
      (text, [name, value]) => text.replace(`{${name}}`, () => String(value)),
      WORDS[word][language],
    );
}
