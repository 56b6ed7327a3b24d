import type { MenuRecord } from '../../ivr/core/menu-record.js';
import type { IvrService } from '../../ivr/ivr.service.js';
import { ownTenant } from './own-tenant.js';
import type { ConsoleRecord, ConsoleResource, Field } from './resource.js';

export function menusResource(ivr: IvrService): ConsoleResource {
  return {
    id: 'menu',
    module: 'inbound',
    icon: 'GitBranch',
    label: { zh: '来话菜单', en: 'Menus' },
    about: {
      zh: '来话菜单播放一段语音，然后按来电者的按键（或直接）转到队列、内线、其他菜单或另一段语音。先上传语音，再建菜单；菜单要重听自己，请先保存再编辑。',
      en: 'A menu plays a prompt, then sends the caller on by the key pressed (or at once) to a queue, an extension, another menu or another prompt. Upload prompts first. For a key that repeats this very menu, save it first and edit it then.',
    },
    fields: FIELDS,
    permissions: { read: 'menu.read', create: 'menu.create', update: 'menu.update', delete: 'menu.delete' },
    title: (record: ConsoleRecord) => (record as MenuRecord).name,
    page: (session, query) => ivr.pageOfMenus(session, query),
    find: (session, id) => ivr.findMenu(session, id),
    create: async (session, input, actor) => ({ record: await ivr.createMenu(session, ownTenant(actor), input) }),
    update: async (session, id, version, input) => ({ record: await ivr.updateMenu(session, id, version, input) }),
    remove: (session, id) => ivr.removeMenu(session, id),
  };
}

const FIELDS: readonly Field[] = [
  {
    name: 'name',
    kind: 'text',
    label: { zh: '名称', en: 'Name' },
    hint: { zh: '本企业内不重复，例如“主菜单”', en: 'Unique in the company, such as "Main menu"' },
    required: true,
    sortable: true,
  },
  {
    name: 'promptId',
    kind: 'reference',
    to: 'prompt',
    label: { zh: '语音', en: 'Prompt' },
    hint: {
      zh: '进入菜单时播放，例如“销售请按 1，售后请按 2”。播放中按键立即生效',
      en: 'Played on entering, such as "for sales press 1, for service press 2". A key cuts it off',
    },
    required: true,
  },
  {
    name: 'action',
    kind: 'menuAction',
    label: { zh: '动作', en: 'Action' },
    hint: {
      zh: '直接转到：语音播完即转到所选去向。等待按键：每个按键各有去向；按错或超时会提示并重播，次数用完转到“始终没有按对时”的去向。菜单可以互相跳转；一次来电经过的菜单过多时系统会结束该来电',
      en: 'Go on to: the destination when the prompt has ended. Wait for a key: each key has a destination; a wrong key or none plays the prompt again, and after the last attempt the caller goes where "When no valid key is pressed" says. Menus may lead to each other; a call that passes too many is ended',
    },
    required: true,
    on: ['show', 'create', 'edit'],
  },
];
