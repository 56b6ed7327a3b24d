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
