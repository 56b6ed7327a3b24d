import type { AccessNumberRecord, RoutingService } from '../../routing/routing.service.js';
import { languageField } from './language-field.js';
import type { ConsoleResource, Field } from './resource.js';

/** The tenant's side: where callers of its numbers go. */
export function accessNumbersResource(routing: RoutingService): ConsoleResource {
  return {
    id: 'access_number',
    module: 'inbound',
    icon: 'Hash',
    label: { zh: '接入码', en: 'Access numbers' },
    about: {
      zh: '主叫拨打的热线号码，由平台分配。在这里设置来电的去向和提示语言；去向为“挂机”的号码不会接听。',
      en: 'The numbers that callers dial, handed out by the platform. Say here where their callers go and in which language they are spoken to; a number that leads to hanging up serves nobody.',
    },
    fields: [
      {
        name: 'number',
        kind: 'text',
        label: { zh: '号码', en: 'Number' },
        hint: { zh: '由平台分配，不能修改', en: 'Handed out by the platform; it cannot be changed here' },
        on: ['list', 'show', 'filter'],
        sortable: true,
      },
      languageField(
        { zh: '提示语言', en: 'Language' },
        {
          zh: '系统提示音（按键错误、坐席全忙等）的语言',
          en: 'Language of the system announcements (wrong key, all agents busy and so on)',
        },
      ),
      {
        name: 'destination',
        kind: 'destination',
        label: { zh: '来电去向', en: 'Destination' },
        hint: {
          zh: '来电首先去哪里：来话菜单、队列、内线、播放语音后挂机，或直接挂机',
          en: 'Where callers go first: a menu, a queue, an extension, a prompt and then the end, or nowhere',
        },
        required: true,
        on: ['list', 'show', 'edit'],
      },
      ...IN_QUEUES,
    ],
    permissions: { read: 'access_number.read', update: 'access_number.update' },
    title: (record) => (record as AccessNumberRecord).number,
    page: (session, query) => routing.pageOfAccessNumbers(session, query),
    find: (session, id) => routing.findAccessNumber(session, id),
    update: async (session, id, version, input) => ({
      record: await routing.updateAccessNumber(session, id, version, input),
    }),
  };
}

/** What its callers are in queues. */
const IN_QUEUES: readonly Field[] = [
  {
    name: 'headStartS',
    kind: 'number',
    label: { zh: '优先（秒）', en: 'Head start (s)' },
    hint: {
      zh: '拨打此号码的来电在队列中视同已多等这么久，排得更靠前。0–86400，0 表示不优先',
      en: 'In queues callers of this number are treated as if they had waited so much longer. 0–86400, 0: no longer',
    },
    on: ['show', 'edit'],
  },
  {
    name: 'skill',
    kind: 'text',
    label: { zh: '所需技能', en: 'Skill needed' },
    hint: {
      zh: '来电须由具有此技能的座席接听，如“英语”；留空则看座席在队列中的等级。仅在等级大于 0 时有效，代替队列的要求',
      en: 'The skill an agent must have for these callers, such as “english”; empty: the level in the queue. Only with a level above 0, in place of what the queue asks for',
    },
    on: ['show', 'edit'],
  },
  {
    name: 'skillLevel',
    kind: 'number',
    label: { zh: '最低等级', en: 'Lowest level' },
    hint: { zh: '0–10，0 表示按队列的要求', en: '0–10, 0: what the queue asks for' },
    on: ['show', 'edit'],
  },
];
