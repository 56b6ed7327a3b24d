import type { MovePhase, Why } from './tenant-move.js';

export interface Words {
  readonly zh: string;
  readonly en: string;
}

export const PHASE_WORDS: Readonly<Record<MovePhase, Words>> = {
  asked: { zh: '等待开始', en: 'asked for' },
  pausing: { zh: '正在暂停分配', en: 'pausing' },
  copying: { zh: '正在复制数据', en: 'copying' },
  draining: { zh: '已迁移，等待原呼叫结束', en: 'moved; calls of before end' },
  done: { zh: '已完成', en: 'done' },
  failed: { zh: '失败', en: 'failed' },
  cancelled: { zh: '已取消', en: 'cancelled' },
};

export const WHY_WORDS: Readonly<Record<Why, Words>> = {
  tenant_gone: { zh: '企业已不存在', en: 'the tenant is not there any more' },
  home_changed: { zh: '企业的归属节点已被改变', en: 'the tenant is at home elsewhere by now' },
  target_gone: { zh: '目标节点不再接收企业', en: 'the target takes in no tenants any more' },
  target_unreachable: {
    zh: '无法联系到目标节点，或其呼叫引擎未运行',
    en: 'the target or its engine cannot be reached',
  },
  target_lagging: { zh: '目标节点的配置滞后太多', en: "the target's configuration is too old" },
  source_unreachable: {
    zh: '无法联系到原节点，或其呼叫引擎未运行',
    en: 'the old home or its engine cannot be reached',
  },
  not_paused: { zh: '原节点没有及时暂停', en: 'the old home did not pause in time' },
  facts_waiting: {
    zh: '原节点的话单没有及时送达管理节点',
    en: "the old home's records did not reach the admin node in time",
  },
  copy_failed: { zh: '数据未能及时复制', en: 'the data could not be copied in time' },
};

/** Of a `why` as a row has it, which a newer build may have written. */
export function whyWords(why: string): Words {
  return (WHY_WORDS as Readonly<Record<string, Words>>)[why] ?? { zh: why, en: why };
}
