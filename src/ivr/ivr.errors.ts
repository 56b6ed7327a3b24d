import { CallRackError } from '../platform/errors/callrack-error.js';
import type { FlowFault } from './core/flow-check.js';
import { FAULT_WORDS } from './core/flow-words.js';

export class MenuExists extends CallRackError {
  constructor(name: string) {
    super('ivr.menu_exists', { zh: `来话菜单“${name}”已存在`, en: `There is a menu "${name}" already` }, 409);
  }
}

export class FlowExists extends CallRackError {
  constructor(name: string) {
    super('ivr.flow_exists', { zh: `流程“${name}”已存在`, en: `There is a flow "${name}" already` }, 409);
  }
}

/** Each fault is named with its node. */
export class FlowHasFaults extends CallRackError {
  constructor(readonly faults: readonly FlowFault[]) {
    const told = (language: 'zh' | 'en'): string =>
      faults
        .map((one) => FAULT_WORDS[one.fault][language](one.node ?? '', one.what ?? ''))
        .join(language === 'zh' ? '；' : '; ');
    super(
      'ivr.flow_has_faults',
      { zh: `流程不能发布：${told('zh')}`, en: `The flow cannot be published: ${told('en')}` },
      409,
    );
  }
}
