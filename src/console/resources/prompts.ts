import { Injectable } from '@nestjs/common';

import type { TenantId } from '../../kernel/ids.js';
import { NotFound } from '../../platform/errors/record.errors.js';
import type { PromptRecord } from '../../prompts/core/prompt-record.js';
import { PromptRejected } from '../../prompts/prompts.errors.js';
import { PromptsService } from '../../prompts/prompts.service.js';
import { ConsoleRegister } from '../console-register.js';
import type { ConsoleAction, ConsoleResource, Field } from './resource.js';

const FIELDS: readonly Field[] = [
  {
    name: 'name',
    kind: 'text',
    label: { zh: '名称', en: 'Name' },
    hint: { zh: '菜单和队列按名称选用', en: 'What menus and queues choose it by' },
    required: true,
    sortable: true,
  },
  {
    name: 'language',
    kind: 'choice',
    label: { zh: '语言', en: 'Language' },
    required: true,
    sortable: true,
    choices: [
      { value: 'zh', label: { zh: '中文', en: 'Chinese' } },
      { value: 'en', label: { zh: '英文', en: 'English' } },
    ],
  },
  {
    name: 'durationMs',
    kind: 'durationMs',
    label: { zh: '时长', en: 'Length' },
    on: ['list', 'show'],
    sortable: true,
  },
  {
    name: 'listen',
    kind: 'text',
    label: { zh: '试听', en: 'Listen' },
    on: ['list', 'show'],
    component: 'PromptPlayer',
  },
  {
    name: 'originalName',
    kind: 'text',
    label: { zh: '原文件名', en: 'Uploaded file' },
    on: ['show', 'filter'],
  },
  {
    name: 'spokenText',
    kind: 'longText',
    label: { zh: '文字', en: 'Text' },
    hint: { zh: '由文字生成的语音才有', en: 'Of prompts that are spoken from a text' },
    on: ['show'],
  },
  { name: 'bytes', kind: 'number', label: { zh: '占用字节', en: 'Bytes' }, on: ['show'], sortable: true },
  {
    name: 'uploadedAt',
    kind: 'instant',
    label: { zh: '上传时间', en: 'Uploaded' },
    hint: { zh: '系统自带的语音没有上传时间', en: "The product's own prompts have none" },
    on: ['list', 'show', 'filter'],
    sortable: true,
  },
  {
    name: 'earlier',
    kind: 'text',
    label: { zh: '更早的声音', en: 'Earlier sounds' },
    on: ['show'],
    component: 'PromptEarlier',
  },
];

/** The form of these is a component of its own, which posts the file itself: see PromptsController. */
const postsItself = (): Promise<never> => Promise.reject(new PromptRejected('no_file'));

const UPLOAD: ConsoleAction = {
  name: 'upload',
  on: 'resource',
  label: { zh: '上传语音文件', en: 'Upload a prompt' },
  icon: 'Upload',
  permission: 'prompt.create',
  component: 'PromptUpload',
  perform: postsItself,
};

const REPLACE: ConsoleAction = {
  name: 'replace',
  on: 'record',
  label: { zh: '更换声音', en: 'Replace the sound' },
  icon: 'Upload',
  permission: 'prompt.update',
  component: 'PromptUpload',
  perform: postsItself,
};

const SPEAK: ConsoleAction = {
  name: 'speak',
  on: 'resource',
  label: { zh: '由文字生成', en: 'Make from a text' },
  icon: 'Type',
  permission: 'prompt.create',
  component: 'PromptText',
  perform: postsItself,
};

const SPEAK_AGAIN: ConsoleAction = {
  name: 'speakAgain',
  on: 'record',
  label: { zh: '更换文字', en: 'Another text' },
  icon: 'Type',
  permission: 'prompt.update',
  component: 'PromptText',
  perform: postsItself,
};

function addStandard(prompts: PromptsService): ConsoleAction {
  return {
    name: 'addStandard',
    on: 'resource',
    label: { zh: '添加系统自带语音', en: 'Add standard prompts' },
    icon: 'PlusCircle',
    permission: 'prompt.create',
    confirm: {
      zh: '将添加系统自带的中英文语音（欢迎、座席全忙、无人接听、再见），已有的不变。继续吗？',
      en: 'Adds the standard prompts (welcome, all agents busy, nobody answers, goodbye) in Chinese and English; those you have stay as they are. Go on?',
    },
    perform: async (session, _id, _input, actor) => {
      const added = await prompts.addStandardPrompts(session, tenantOf(actor.tenantId));
      return {
        done: { zh: `已添加 ${added.length} 个语音文件`, en: `${added.length} prompts were added` },
        told: added.map((after) => ({ id: after.id, label: after.name, before: null, after })),
      };
    },
  };
}

@Injectable()
export class PromptResource {
  constructor(register: ConsoleRegister, prompts: PromptsService) {
    const resource: ConsoleResource = {
      id: 'prompt',
      module: 'inbound',
      icon: 'Volume2',
      label: { zh: '语音文件', en: 'Prompts' },
      about: {
        zh: '来话菜单和队列播放的声音。上传 wav 或 mp3（不超过 50 MB、10 分钟），系统自动转换为电话音质；按内容识别，与扩展名无关。',
        en: 'What menus and queues play. Upload wav or mp3 (at most 50 MB and 10 minutes); it becomes telephone sound by itself. What a file is, is told by its contents, not by its name.',
      },
      fields: FIELDS,
      permissions: { read: 'prompt.read', update: 'prompt.update', delete: 'prompt.delete' },
      title: (record) => (record as PromptRecord).name,
      page: (session, query) => prompts.pageOfPrompts(session, query),
      find: (session, id) => prompts.findPrompt(session, id),
      update: async (session, id, version, input) => ({
        record: await prompts.updatePrompt(session, id, version, input),
      }),
      remove: (session, id) => prompts.removePrompt(session, id),
      actions: [UPLOAD, SPEAK, REPLACE, SPEAK_AGAIN, addStandard(prompts)],
    };
    register.addResource(resource);
  }
}

function tenantOf(tenantId: TenantId | null): TenantId {
  if (tenantId === null) throw new NotFound();
  return tenantId;
}
