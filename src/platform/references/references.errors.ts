import { CallRackError } from '../errors/callrack-error.js';
import type { Referable, Use } from './thing.js';

const KINDS: Readonly<Record<Referable, { readonly zh: string; readonly en: string }>> = {
  extension: { zh: '内线', en: 'extension' },
  agent: { zh: '座席', en: 'agent' },
  calendar: { zh: '日历', en: 'calendar' },
  ring_group: { zh: '振铃组', en: 'ring group' },
  connection: { zh: '外部系统', en: 'connection' },
  mailbox: { zh: '信箱', en: 'mailbox' },
  agent_group: { zh: '班组', en: 'agent group' },
  queue: { zh: '队列', en: 'queue' },
  menu: { zh: '来话菜单', en: 'menu' },
  flow: { zh: '流程', en: 'flow' },
  prompt: { zh: '语音文件', en: 'prompt' },
  access_number: { zh: '接入码', en: 'access number' },
  tenant: { zh: '企业', en: 'tenant' },
  queue_share: { zh: '共享队列', en: 'shared queue' },
  disposition: { zh: '通话小结', en: 'disposition' },
  duty_rule: { zh: '值班规则', en: 'duty rule' },
  operator: { zh: '操作员', en: 'operator' },
};
const MOST_NAMED = 10;

export class InUse extends CallRackError {
  constructor(readonly uses: readonly Use[]) {
    const named = uses.slice(0, MOST_NAMED);
    const more = uses.length - named.length;
    super(
      'platform.in_use',
      {
        zh: `正在使用，不能删除。使用它的有：${named.map((use) => `${KINDS[use.kind].zh} ${use.label}`).join('、')}${more > 0 ? ` 等共 ${uses.length} 处` : ''}`,
        en: `It is in use and cannot be deleted. Used by: ${named.map((use) => `${KINDS[use.kind].en} ${use.label}`).join(', ')}${more > 0 ? ` and ${more} more` : ''}`,
      },
      409,
    );
  }
}
