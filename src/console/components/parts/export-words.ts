import { useSession } from './session.js';

/** Texts of call records and exports. */
const WORDS = {
  columns: { zh: '显示的列', en: 'Columns' },
  columnsOf: { zh: '显示的列（{shown}/{all}）', en: 'Columns ({shown} of {all})' },
  usualColumns: { zh: '恢复默认', en: 'As usual' },
  exportThese: { zh: '导出这些记录', en: 'Export these' },
  title: { zh: '导出', en: 'Exports' },
  call_record: { zh: '呼叫详单', en: 'Call records' },
  agent_record: { zh: '座席详单', en: 'Agent records' },
  queue_figures: { zh: '队列统计', en: 'Queue figures' },
  agent_figures: { zh: '座席统计', en: 'Agent figures' },
  path_figures: { zh: '流程路径', en: 'Paths through flows' },
  about: {
    zh: '导出在后台进行，可以离开本页。文件保留 7 天，本企业有导出权限的人都可以下载；每次导出和下载都记入审计日志。',
    en: 'An export goes on in the background; you may leave this page. Its file is kept for 7 days, and whoever of your tenant may export can fetch it. Every export and download is in the audit log.',
  },
  filter: { zh: '条件', en: 'Conditions' },
  everything: { zh: '全部记录', en: 'All records' },
  changeFilter: { zh: '到列表中筛选', en: 'Filter in the list' },
  fromTo: { zh: '{from} 至 {to}', en: '{from} to {to}' },
  since: { zh: '从 {from}', en: 'from {from}' },
  until: { zh: '至 {to}', en: 'until {to}' },
  format: { zh: '格式', en: 'Format' },
  xlsx: { zh: 'Excel（.xlsx）', en: 'Excel (.xlsx)' },
  csv: { zh: 'CSV（UTF-8）', en: 'CSV (UTF-8)' },
  xlsxHint: { zh: '超过 1,048,575 条时自动分为多个工作表', en: 'More than 1,048,575 rows go on in a further sheet' },
  csvHint: { zh: '适合导入其他系统；大量数据时最快', en: 'For other systems; the fastest for many rows' },
  inFile: { zh: '导出的列', en: 'Columns of the file' },
  start: { zh: '开始导出', en: 'Start the export' },
  starting: { zh: '正在开始…', en: 'Starting…' },
  started: { zh: '已开始导出', en: 'The export has begun' },
  recent: { zh: '最近的导出', en: 'Recent exports' },
  none: { zh: '最近没有导出', en: 'No exports lately' },
  when: { zh: '时间', en: 'When' },
  who: { zh: '操作人', en: 'Who' },
  what: { zh: '内容', en: 'What' },
  state: { zh: '状态', en: 'State' },
  rows: { zh: '{rows} 条', en: '{rows} rows' },
  progress: { zh: '{done} / {total} 条', en: '{done} of {total} rows' },
  queued: { zh: '排队中', en: 'Waiting for its turn' },
  running: { zh: '正在导出', en: 'Running' },
  done: { zh: '已完成', en: 'Done' },
  failed: { zh: '失败', en: 'Failed' },
  cancelled: { zh: '已取消', en: 'Cancelled' },
  cancel: { zh: '取消', en: 'Cancel' },
  download: { zh: '下载（{size}）', en: 'Download ({size})' },
  keptUntil: { zh: '保留到 {until}', en: 'kept until {until}' },
  noAnswer: { zh: '服务器没有回应，请稍后重试', en: 'The server did not answer. Please try again' },
  noStory: { zh: '没有记录通话过程', en: 'Nothing is kept of what happened' },
} as const;

export type ExportWord = keyof typeof WORDS;
export type SayExport = (word: ExportWord, values?: Readonly<Record<string, string | number>>) => string;

/** The texts in the person's language. */
export function useExportWords(): SayExport {
  const { language } = useSession();
  return (word, values = {}) =>
    Object.entries(values).reduce<string>(
      (text, [name, value]) => text.replace(`{${name}}`, () => String(value)),
      WORDS[word][language],
    );
}
