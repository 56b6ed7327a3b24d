import { useSession } from './session.js';

/** Texts of the pages of figures: Chinese, English. */
const WORDS = {
  'title.queues': ['队列统计', 'Queue figures'],
  'title.agents': ['座席统计', 'Agent figures'],
  'about.queues': [
    '各队列的来电量、接听、放弃、服务水平和处理时长。来电数计入其发生的时段，时长在时段边界处切分，因此各时段相加等于整段。数据通常在数秒内计入。',
    'Calls, answers, abandons, service level and handling of each queue. Counts belong to the interval they happened in, durations are cut at its borders: intervals add up to the whole. What happens is here within seconds.',
  ],
  'about.agents': [
    '各座席的签入、示闲、示忙、通话和话后时长及接听情况。时长在时段边界处切分，各时段相加等于整段。',
    'How long each agent was logged in, ready, not ready, talking and in wrap-up, and what they answered. Durations are cut at borders: intervals add up to the whole.',
  ],
  'title.paths': ['流程路径', 'Paths through flows'],
  'about.paths': [
    '来电在流程各节点的进入次数、从哪条路径离开、在哪里挂机。各项按进入节点的时间统计：进入 = 各去向 + 挂机 + 系统结束 + 仍在节点中。数据通常在数秒内计入。',
    'How often callers came to each node of a flow, by which way they left it, and where they hung up. All belongs to the instant of entering: entered = left + hung up + ended + still there. What happens is here within seconds.',
  ],
  flow: ['流程', 'Flow'],
  version: ['版本', 'Version'],
  versionOf: ['版本 {number}（{day} 发布）', 'Version {number} of {day}'],
  versionInUse: ['版本 {number}（{day} 发布，来电正在使用）', 'Version {number} of {day}, what callers get'],
  noFlows: [
    '还没有发布过流程。在“流程”中设计并发布后，这里会有数据。',
    'No flow was published yet. Draw one under Flows and publish it.',
  ],
  nobodyCame: [
    '这段时间没有来电进入这个版本。可以换一个时间范围或版本。',
    'No caller came into this version in this time. Choose another time or version.',
  ],
  node: ['节点', 'Node'],
  entered: ['进入', 'Entered'],
  ofCallers: ['占来电', 'Of callers'],
  ofCallersHint: [
    '进入次数 ÷ 进入流程的次数（{count}）；重复进入时可超过 100%',
    'Entered, of {count} who came into the flow; more than 100% where they come again',
  ],
  leftBy: ['去向', 'Left by'],
  hungUp: ['在此挂机', 'Hung up here'],
  hungUpHint: [
    '主叫在此节点（或它调用的子流程中）挂机',
    'The caller hung up in this node, or in a flow that it called',
  ],
  ended: ['系统结束', 'Ended'],
  endedHint: [
    '通话在此因其他原因结束，例如余额用尽、故障',
    'The call ended here by no doing of the caller: no credit, an outage',
  ],
  still: ['仍在', 'Still there'],
  stillHint: ['此刻仍在此节点的来电', 'Callers who are in it now'],
  range: ['时间范围', 'Time'],
  'range.today': ['今天', 'Today'],
  'range.yesterday': ['昨天', 'Yesterday'],
  'range.week': ['最近 7 天', 'Last 7 days'],
  'range.thisMonth': ['本月', 'This month'],
  'range.lastMonth': ['上月', 'Last month'],
  'range.own': ['自定义', 'Other'],
  from: ['从', 'From'],
  to: ['到（不含）', 'Until (not included)'],
  by: ['统计时段', 'Interval'],
  'one.queues': ['队列', 'Queue'],
  'one.agents': ['座席', 'Agent'],
  all: ['留空为全部', 'Empty: all'],
  interval: ['时段', 'Interval'],
  total: ['合计', 'Total'],
  loading: ['正在统计…', 'Adding up…'],
  none: [
    '这段时间没有数据。可以换一个时间范围，或去掉队列、座席条件。',
    'Nothing happened in this time. Choose another one, or all queues or agents.',
  ],
  noAnswer: ['服务器没有回应，请稍后重试', 'The server did not answer. Please try again'],
  gone: ['（已删除）', '(deleted)'],
  exportXlsx: ['导出 Excel', 'Export to Excel'],
  exportCsv: ['导出 CSV', 'Export to CSV'],
  exporting: ['正在开始…', 'Starting…'],
  exported: ['已开始导出，完成后在“导出”页下载', 'The export has begun; fetch it on the page “Exports”'],
  toExports: ['查看导出', 'To the exports'],
  table: ['统计表', 'Figures'],
  sinceNow: ['按浏览器时区 {zone}', 'In the browser’s time zone {zone}'],
} as const satisfies Readonly<Record<string, readonly [string, string]>>;

export type FiguresWord = keyof typeof WORDS;
export type SayFigures = (word: FiguresWord, values?: Readonly<Record<string, string>>) => string;

/** The texts in the person's language. */
export function useFiguresWords(): SayFigures {
  const at = useSession().language === 'zh' ? 0 : 1;
  return (word, values = {}) =>
    Object.entries(values).reduce<string>(
      (text, [name, value]) => text.replace(`{${name}}`, () => value),
      WORDS[word][at],
    );
}
