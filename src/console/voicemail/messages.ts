import { NotFound } from '../../platform/errors/record.errors.js';
import type { TenancyService } from '../../platform/tenancy/tenancy.service.js';
import type { VoicemailMessage } from '../../reports/core/voicemail-message.js';
import type { VoicemailMessagesService } from '../../reports/voicemail-messages.service.js';
import { ownTenant } from '../resources/own-tenant.js';
import type { ConsoleAction, ConsoleResource, Field } from '../resources/resource.js';

interface Rooms {
  readonly messages: VoicemailMessagesService;
  readonly tenancy: TenancyService;
}

/** Messages that callers left. */
export function messagesResource(rooms: Rooms): ConsoleResource {
  return {
    id: 'voicemail',
    module: 'live',
    icon: 'Voicemail',
    label: { zh: '留言', en: 'Messages' },
    about: {
      zh: '来电者的留言，最新的在前。打开一条可收听（记入审计日志）；处理后标为“已处理”并写备注。用“筛选”只看未处理的。',
      en: 'What callers said who reached nobody, the newest first. Open one to listen to it (the audit log says who did); when it is dealt with, mark it so and leave a note. Filter by "Handled: no" for those that wait.',
    },
    fields: FIELDS,
    permissions: { read: 'voicemail.read' },
    title: (record) => labelOf(record as VoicemailMessage),
    page: (session, query) => rooms.messages.pageOfMessages(session, query),
    find: (session, id) => rooms.messages.findMessage(session, id),
    actions: [
      marking(rooms, true, {
        ...{ name: 'handle', icon: 'Check', component: 'MessageHandled' },
        label: { zh: '标为已处理', en: 'Mark as handled' },
      }),
      marking(rooms, false, {
        ...{ name: 'reopen', icon: 'RotateCcw' },
        label: { zh: '标为未处理', en: 'Mark as new' },
        confirm: { zh: '此留言将重新列为未处理。继续吗？', en: 'The message waits to be dealt with again. Go on?' },
      }),
    ],
  };
}

function marking(
  { messages, tenancy }: Rooms,
  handled: boolean,
  action: Pick<ConsoleAction, 'name' | 'icon' | 'label' | 'component' | 'confirm'>,
): ConsoleAction {
  return {
    ...action,
    on: 'record',
    permission: 'voicemail.handle',
    appliesTo: (record) => (record as VoicemailMessage).handled !== handled,
    perform: async (session, id, input, actor) => {
      const message = await messages.findMessage(session, id);
      if (message === undefined) throw new NotFound();
      const said = { handled, ...(handled ? messages.judged(input) : {}) };
      const { code } = await tenancy.tenantById(session, ownTenant(actor));
      return {
        done: { zh: '已提交，数秒后显示', en: 'Said; the list shows it within seconds' },
        told: [{ id, label: labelOf(message), before: { handled: message.handled }, after: said }],
        afterCommit: () => messages.handle(code, message, actor.name, said),
      };
    },
  };
}

function labelOf({ caller, called }: VoicemailMessage): string {
  return `${caller} → ${called}`;
}

const FIELDS: readonly Field[] = [
  {
    name: 'at',
    kind: 'instant',
    label: { zh: '留言时间', en: 'Left at' },
    sortable: true,
    on: ['list', 'show', 'filter'],
  },
  {
    name: 'caller',
    kind: 'text',
    label: { zh: '主叫', en: 'Caller' },
    sortable: true,
    on: ['list', 'show', 'filter'],
  },
  { name: 'called', kind: 'text', label: { zh: '被叫', en: 'Called' }, on: ['show', 'filter'] },
  {
    name: 'mailboxId',
    kind: 'reference',
    to: 'mailbox',
    label: { zh: '信箱', en: 'Mailbox' },
    none: { zh: '企业', en: 'Company' },
    on: ['list', 'show', 'filter'],
  },
  { name: 'queueNumber', kind: 'text', label: { zh: '队列', en: 'Queue' }, on: ['show'] },
  {
    name: 'durationMs',
    kind: 'durationMs',
    label: { zh: '时长', en: 'Length' },
    sortable: true,
    on: ['list', 'show'],
  },
  {
    name: 'handled',
    kind: 'boolean',
    label: { zh: '已处理', en: 'Handled' },
    sortable: true,
    on: ['list', 'show', 'filter'],
  },
  { name: 'handledBy', kind: 'text', label: { zh: '处理人', en: 'By' }, on: ['list', 'show', 'filter'] },
  { name: 'handledAt', kind: 'instant', label: { zh: '处理时间', en: 'Handled at' }, on: ['show'] },
  { name: 'note', kind: 'longText', label: { zh: '备注', en: 'Note' }, on: ['show'] },
  {
    name: 'recording',
    kind: 'text',
    label: { zh: '收听', en: 'Listen' },
    on: ['show'],
    component: 'RecordingPlayer',
  },
];
