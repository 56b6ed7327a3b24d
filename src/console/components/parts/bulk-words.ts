import { useSession } from './session.js';

/** Texts of the forms that make many things in one go. */
const WORDS = {
  fromAgent: { zh: '起始工号', en: 'First number' },
  toAgent: { zh: '结束工号', en: 'Last number' },
  fromExtension: { zh: '起始内线号', en: 'First number' },
  toExtension: { zh: '结束内线号', en: 'Last number' },
  fromHint: { zh: '例如 1000', en: 'Such as 1000' },
  toHint: {
    zh: '例如 1049，包含在内；一次最多 1000 个。有号码已存在时一个也不创建',
    en: 'Such as 1049, included; at most 1000 in one go. Nothing is created if one of them exists already',
  },
  namePrefix: { zh: '姓名前缀', en: 'Beginning of the names' },
  namePrefixHint: {
    zh: '姓名为“前缀 工号”，例如“座席 1000”，以后可逐个修改',
    en: 'A name is this and the number, such as "Agent 1000"; change them one by one later',
  },
  labelPrefix: { zh: '备注前缀', en: 'Beginning of the labels' },
  labelPrefixHint: {
    zh: '备注为“前缀 内线号”；留空则没有备注',
    en: 'A label is this and the number; none where it is empty',
  },
  makeExtensions: { zh: '同时创建同号内线', en: 'Make extensions of the same numbers too' },
  makeExtensionsHint: {
    zh: '不勾选时，同号的内线必须已经存在',
    en: 'Otherwise extensions of the same numbers must be there already',
  },
  queues: { zh: '队列', en: 'Queues' },
  queuesHint: { zh: '这些座席可服务的队列，可以留空', en: 'The queues that these agents may serve; may be empty' },
  create: { zh: '创建', en: 'Create' },
  creating: { zh: '正在创建…', en: 'Creating…' },
  onlyOnce: {
    zh: '话机的密码只在这里给出一次，之后只能重新生成。请保存文件后再离开。',
    en: 'The passwords of the telephones are given here only, once; later they can only be made anew. Save the file before you leave.',
  },
  saveFile: { zh: '保存密码文件（CSV）', en: 'Save the passwords (CSV)' },
  toList: { zh: '返回列表', en: 'Back to the list' },
} as const;

export type BulkWord = keyof typeof WORDS;

/** The texts in the person's language. */
export function useBulkWords(): (word: BulkWord) => string {
  const { language } = useSession();
  return (word) => WORDS[word][language];
}
