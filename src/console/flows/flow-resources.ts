import { Injectable } from '@nestjs/common';

import type { FlowRecord } from '../../ivr/core/flow-version.js';
import { FlowsService } from '../../ivr/flows.service.js';
import { NotPermitted } from '../../platform/access/access.errors.js';
import { ConsoleRegister } from '../console-register.js';
import { ownTenant } from '../resources/own-tenant.js';
import type { ConsoleResource } from '../resources/resource.js';

@Injectable()
export class FlowResources {
  constructor(register: ConsoleRegister, flows: FlowsService) {
    register.addResource(flowsResource(flows));
  }
}

/** The names of flows; what they say is drawn in their editor (flows.controller.ts). */
function flowsResource(flows: FlowsService): ConsoleResource {
  return {
    id: 'flow',
    module: 'inbound',
    icon: 'Share2',
    label: { zh: '流程', en: 'Flows' },
    about: {
      zh: '流程是来话菜单做不到时的导航：收号并核对、条件分支、变量、语种选择、拨内线、子流程。新建流程后在“设计”中编辑草稿、检查、试拨，发布后来电才使用它；正在通话的来电用完原来的版本。',
      en: 'A flow is navigation beyond what a menu can do: input and checks, conditions, variables, languages, dialling an extension, flows within flows. Edit its draft under Design, check and try it; callers get it once it is published, and those who are in it stay in their version.',
    },
    fields: [
      {
        name: 'name',
        kind: 'text',
        label: { zh: '名称', en: 'Name' },
        hint: { zh: '本企业内不重复，例如“服务热线”', en: 'Unique in the company, such as "Service line"' },
        required: true,
        sortable: true,
      },
    ],
    permissions: { read: 'menu.read', create: 'menu.create', update: 'menu.update', delete: 'menu.delete' },
    title: (record) => (record as FlowRecord).name,
    page: (session, query) => flows.pageOfFlows(session, query),
    find: (session, id) => flows.findFlow(session, id),
    create: async (session, input, actor) => ({ record: await flows.createFlow(session, ownTenant(actor), input) }),
    update: async (session, id, version, input) => ({ record: await flows.renameFlow(session, id, version, input) }),
    remove: (session, id) => flows.removeFlow(session, id),
    actions: [
      {
        name: 'design',
        on: 'record',
        label: { zh: '设计', en: 'Design' },
        icon: 'Share2',
        permission: 'menu.update',
        component: 'FlowEditor',
        // its addresses are those of flows.controller.ts
        perform: () => Promise.reject(new NotPermitted()),
      },
    ],
  };
}
