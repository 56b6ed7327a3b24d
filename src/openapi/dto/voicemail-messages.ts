import { z } from 'zod';

import { OF_ENGINE, operation } from './operation.js';
import { instant, maybeInstant, named, pageOf, PAGING, said } from './schema.js';

const ID = {
  words: { zh: '留言编号，即通话编号', en: 'Id of the message: that of its call' },
  example: '1763800000.42',
};
const id = said(z.string(), ID.words.zh, ID.words.en);

export const voicemailMessage = named(
  'VoicemailMessage',
  z.object({
    id,
    at: instant('留言时间', 'When it was left'),
    mailbox: said(z.string().nullable(), '信箱名称；null 为企业', 'Name of the mailbox; null: the company’s own'),
    caller: said(z.string(), '主叫号码', 'Number of the caller'),
    called: said(z.string(), '被叫号码', 'Number that was called'),
    queue: said(z.string().nullable(), '曾等待的队列号码', 'Number of the queue in which the caller had waited'),
    durationMs: said(z.int().min(0), '时长，毫秒', 'Length, milliseconds'),
    recorded: said(z.boolean(), '录音是否已就绪', 'Whether its sound is there'),
    handled: said(z.boolean(), '是否已处理', 'Whether it is dealt with'),
    handledAt: maybeInstant('处理时间', 'When it was marked as handled'),
    handledBy: said(z.string().nullable(), '处理人', 'Who marked it as handled'),
    note: said(z.string().nullable(), '备注', 'Note'),
  }),
);
export type VoicemailMessageBody = z.input<typeof voicemailMessage>;

const EXAMPLE: VoicemailMessageBody = {
  ...{ id: ID.example, at: '2026-11-22T08:30:40.000Z', mailbox: '客服', caller: '13800138000', called: '95500' },
  ...{ queue: '2000', durationMs: 16_000, recorded: true },
  ...{ handled: false, handledAt: null, handledBy: null, note: null },
};

export const listVoicemailMessages = operation({
  id: 'listVoicemailMessages',
  method: 'get',
  path: '/voicemail-messages',
  tag: 'voicemail',
  scope: 'voicemail:read',
  permission: 'voicemail.read',
  summary: { zh: '来电留言', en: 'Messages that callers left' },
  about: { zh: '最新的在前。', en: 'The newest first.' },
  query: z.strictObject({
    handled: said(z.enum(['true', 'false']).optional(), '是否已处理', 'Whether they are dealt with'),
    ...PAGING,
  }),
  body: null,
  status: 200,
  answer: pageOf('VoicemailMessagePage', voicemailMessage),
  answerExample: { items: [EXAMPLE], nextCursor: null },
  problems: [],
});

export const handleVoicemailMessage = operation({
  id: 'handleVoicemailMessage',
  method: 'post',
  path: '/voicemail-messages/{id}/handle',
  tag: 'voicemail',
  scope: 'voicemail:handle',
  permission: 'voicemail.handle',
  summary: { zh: '标为已处理或未处理', en: 'Mark a message as handled, or as new' },
  about: { zh: '数秒后列表中可见。以最后一次为准。', en: 'The list shows it within seconds. The last word counts.' },
  params: { id: ID },
  query: z.strictObject({}),
  body: named(
    'HandleVoicemailMessage',
    z.strictObject({
      handled: said(z.boolean(), 'true 已处理；false 未处理', 'true: it is dealt with; false: it waits again'),
      note: said(
        z.string().max(2000).optional(),
        '备注，可分行；不填则保留原备注',
        'Note; may have several lines. Left out: that of before stays',
      ),
    }),
  ),
  bodyExample: { handled: true, note: '已回电' },
  status: 200,
  answer: named('VoicemailMessageHandled', z.object({ id })),
  answerExample: { id: ID.example },
  problems: ['calls.unknown_tenant', 'calls.bad_command', ...OF_ENGINE],
});
