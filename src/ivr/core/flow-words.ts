import type { FlowFaultName } from './flow-check.js';

type InWords = (node: string, what: string) => string;

/** Faults of flows as people are told of them. */
export const FAULT_WORDS: Readonly<Record<FlowFaultName, Readonly<Record<'zh' | 'en', InWords>>>> = {
  no_start: { zh: () => '没有起始节点', en: () => 'it has no first node' },
  missing_branch: {
    zh: (node, what) => `节点“${node}”的出口“${what}”没有去向`,
    en: (node, what) => `the way out "${what}" of node "${node}" leads nowhere`,
  },
  unreachable: {
    zh: (node) => `节点“${node}”无法到达`,
    en: (node) => `no way leads to node "${node}"`,
  },
  missing_prompt: {
    zh: (node) => `节点“${node}”没有语音`,
    en: (node) => `node "${node}" says nothing`,
  },
  no_keys: { zh: (node) => `菜单节点“${node}”没有按键`, en: (node) => `menu node "${node}" has no key` },
  endless_loop: {
    zh: (node) => `节点“${node}”处于没有语音和等待的死循环中`,
    en: (node) => `node "${node}" is part of an endless loop in which nothing is said or waited for`,
  },
  calls_itself: {
    zh: (node) => `节点“${node}”的子流程会再次进入本流程`,
    en: (node) => `the flow at node "${node}" leads back into this one`,
  },
  unknown_variable: {
    zh: (node, what) => `节点“${node}”使用了没有赋值的变量“${what}”`,
    en: (node, what) => `node "${node}" names variable "${what}", which nothing sets`,
  },
  bad_variable: {
    zh: (node, what) => `节点“${node}”的变量名“${what}”不能使用`,
    en: (node, what) => `node "${node}" cannot set a variable of the name "${what}"`,
  },
  no_way_back: {
    zh: (node) => `节点“${node}”的去向不是人，接通后无法返回`,
    en: (node) => `node "${node}" leads to nobody who could hang up, so callers never come back from it`,
  },
  bad_length: {
    zh: (node) => `节点“${node}”的最少位数大于最多位数`,
    en: (node) => `node "${node}" needs more digits than it takes`,
  },
};
