import type { NodeAlarm, NodeState } from '../../cluster/core/node-health.js';
import type { Text } from '../../platform/errors/callrack-error.js';

export const NODE_STATES: Readonly<Record<NodeState, Text>> = {
  unknown: { zh: '未知', en: 'not known' },
  joining: { zh: '加入中', en: 'joining' },
  up: { zh: '正常', en: 'up' },
  degraded: { zh: '有告警', en: 'degraded' },
  unreachable: { zh: '失去联系', en: 'unreachable' },
  leaving: { zh: '退出中', en: 'leaving' },
  left: { zh: '已退出', en: 'left' },
};

export const NODE_ROLES: Readonly<Record<'single' | 'admin' | 'switch', Text>> = {
  single: { zh: '管理与交换', en: 'admin and switch' },
  admin: { zh: '管理节点', en: 'admin node' },
  switch: { zh: '交换节点', en: 'switch node' },
};

/** What is wrong with a node, in words. */
export const NODE_ALARM_WORDS: Readonly<Record<NodeAlarm, Text>> = {
  unreachable: { zh: '节点没有应答', en: 'the node does not answer' },
  engine_down: { zh: '呼叫引擎没有应答', en: 'its call engine does not answer' },
  asterisk_down: { zh: 'SIP 服务器（Asterisk）没有连接', en: 'its SIP server (Asterisk) is not connected' },
  not_following: { zh: '没有在跟随配置的更改', en: 'it does not follow changes of the configuration' },
  replication_lag: { zh: '配置落后超过 30 秒', en: 'its configuration is more than 30 s behind' },
  backlog: {
    zh: '有通话记录超过 60 秒未送达',
    en: 'records of calls have been waiting to be carried for more than 60 s',
  },
  clock: { zh: '时钟偏差超过 2 秒', en: 'its clock is off by more than 2 s' },
  versions: { zh: '软件版本与其他节点相差超过一版', en: 'its build is more than one apart from the newest' },
  disk: { zh: '磁盘可用空间不足 10%', en: 'less than 10 % of its disk is free' },
  media: { zh: '缺少语音文件', en: 'prompts are missing there' },
  certificate: { zh: '证书将在 60 天内到期', en: 'its certificate expires within 60 days' },
};
