import type { FlowProgress } from '../../../ivr/core/flow-state.js';
import type { Instant } from '../../../kernel/clock.js';
import type { MenuId } from '../../../kernel/ids.js';
import { refOfMenu } from './flow-index.js';

/** Where a caller was in a menu, as older builds wrote it. */
interface MenuProgress {
  readonly menuId: MenuId;
  readonly attempt: number;
  readonly stage: 'prompting' | 'awaitingKey';
}

/** The same as place in a flow; null: in none. */
export function flowOfOlder(call: object, since: Instant): FlowProgress | null {
  const { menu = null } = call as { readonly menu?: MenuProgress | null };
  if (menu === null) return null;
  const { menuId, attempt, stage } = menu;
  const blank = { typed: '', ahead: '', variables: {}, entered: 1, returns: [] } as const;
  const place = { flow: refOfMenu(menuId), node: 'menu', stage: stage === 'prompting' ? 'saying' : stage } as const;
  return { ...blank, ...place, attempt, since };
}
