import type { MailboxRecord } from '../../voicemail/core/mailbox-record.js';
import { USUAL_LONGEST_S } from '../../voicemail/core/mailbox.js';
import type { MailboxesService } from '../../voicemail/mailboxes.service.js';
import { ownTenant } from '../resources/own-tenant.js';
import type { ConsoleResource, Field } from '../resources/resource.js';

/** Where callers leave messages. */
export function mailboxesResource(mailboxes: MailboxesService): ConsoleResource {
  return {
    id: 'mailbox',
    module: 'inbound',
    icon: 'Voicemail',
    label: { zh: '留言信箱', en: 'Mailboxes' },
    about: {
      zh: '来电者无人接听时留言的地方。在队列溢出、来话菜单或接入码的去向中选择“语音留言”和信箱；不选信箱时用企业自己的信箱。没有建立信箱也可以留言：播放系统提示，最长 3 分钟。',
      en: 'Where callers leave messages who reach nobody. Choose "Leave a message" and a mailbox where a queue, a menu or an access number says where callers go; without a mailbox the company’s own is used. Messages can be left without any mailbox too: after the system’s words, 3 minutes at most.',
    },
    fields: FIELDS,
    permissions: {
      ...{ read: 'mailbox.read', create: 'mailbox.create', update: 'mailbox.update', delete: 'mailbox.delete' },
    },
    title: (record) => (record as MailboxRecord).name,
    page: (session, query) => mailboxes.pageOfMailboxes(session, query),
    find: (session, id) => mailboxes.findMailbox(session, id),
    create: async (session, input, actor) => ({
      record: await mailboxes.createMailbox(session, ownTenant(actor), input),
    }),
    update: async (session, id, version, input) => ({
      record: await mailboxes.updateMailbox(session, id, version, input),
    }),
    remove: (session, id) => mailboxes.removeMailbox(session, id),
  };
}

const FIELDS: readonly Field[] = [
  {
    name: 'name',
    kind: 'text',
    label: { zh: '名称', en: 'Name' },
    hint: { zh: '本企业内不重复，例如“售后留言”', en: 'Unique in the company, such as "After-sales"' },
    required: true,
    sortable: true,
  },
  {
    name: 'queueId',
    kind: 'reference',
    to: 'queue',
    label: { zh: '所属队列', en: 'Of the queue' },
    hint: { zh: '队列和内线都不选：企业自己的信箱', en: 'Neither a queue nor an extension: the company’s own' },
  },
  {
    name: 'extensionId',
    kind: 'reference',
    to: 'extension',
    label: { zh: '所属内线', en: 'Of the extension' },
  },
  {
    name: 'greetingId',
    kind: 'reference',
    to: 'prompt',
    label: { zh: '问候语', en: 'Greeting' },
    hint: {
      zh: '“嘀”声前播放；不选时按来电者的语种播放系统提示',
      en: 'Heard before the tone; without one: the system’s words in the caller’s language',
    },
  },
  {
    name: 'longestS',
    kind: 'number',
    initial: USUAL_LONGEST_S,
    label: { zh: '最长留言（秒）', en: 'Longest message (s)' },
    hint: { zh: '5–600 秒，到时结束并感谢来电者', en: '5 to 600; then it is ended, and the caller is thanked' },
    sortable: true,
  },
];
