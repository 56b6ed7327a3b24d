import { useSession } from './session.js';

/** Texts of the pages by which a list is read from a file and written to one. */
const WORDS = {
  about: {
    zh: '选择 CSV 文件（UTF-8 或 GBK，最多 1 MB）。第一行为列名，与导出的文件相同，必须有 number。有问题的行不会导入，其余照常导入。',
    en: 'Choose a CSV file (UTF-8 or GBK, at most 1 MB). Its first line names the columns as in an exported file; number must be one. Lines with a fault are left out, all others are taken.',
  },
  file: { zh: 'CSV 文件', en: 'CSV file' },
  noFile: { zh: '请选择文件', en: 'Choose a file' },
  tooLarge: { zh: '文件超过 1 MB，请分成几个文件', en: 'The file is larger than 1 MB; make several of it' },
  import: { zh: '导入', en: 'Import' },
  importing: { zh: '正在导入…', en: 'Importing…' },
  taken: { zh: '已导入', en: 'Imported' },
  rejected: { zh: '未导入', en: 'Not imported' },
  saveRejected: { zh: '下载未导入的行及原因（CSV）', en: 'Download what was not imported, with reasons (CSV)' },
  another: { zh: '导入另一个文件', en: 'Import another file' },
  exportAbout: {
    zh: '下载整个名单（CSV，UTF-8），可用 Excel 打开，修改后可再导入。',
    en: 'The whole list as a CSV file (UTF-8) for Excel; it can be imported again.',
  },
  export: { zh: '下载', en: 'Download' },
  toList: { zh: '返回列表', en: 'Back to the list' },
} as const;

export type ListWord = keyof typeof WORDS;

/** The texts in the person's language. */
export function useListWords(): (word: ListWord) => string {
  const { language } = useSession();
  return (word) => WORDS[word][language];
}
