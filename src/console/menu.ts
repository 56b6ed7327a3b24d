import type { Actor } from '../platform/access/actor.js';
import type { Permission } from '../platform/access/core/permissions.js';
import type { ConsolePage, ConsoleRegister } from './console-register.js';
import { MODULES, type ModuleName } from './resources/resource.js';

export interface MenuItem {
  readonly kind: 'resource' | 'page';
  /** Id of the resource or name of the page. */
  readonly id: string;
  readonly icon: string;
  readonly href: string;
}

export interface MenuModule {
  readonly name: ModuleName;
  readonly items: readonly MenuItem[];
}

export const CONSOLE_PATH = '/console';

/** Order within the modules: as a call comes in, and then by how often people need it. What is not named comes after. */
const ORDER = [
  ...[
    'live',
    'callback',
    'voicemail',
    'access_number',
    'menu',
    'flow',
    'calendar',
    'connection',
    'mailbox',
    'vip_caller',
    'blocked_number',
    'queue',
    'queue_agent',
    'agent',
    'agent_group',
    'duty_rule',
    'not_ready_reason',
    'disposition',
    'extension',
    'ring_group',
    'prompt',
    'call_record',
    'queue-figures',
    'agent-figures',
    'flow-paths',
    'agent_record',
    'evaluation_day',
    'evaluation',
  ],
  ...['account', 'tenant_account', 'movement', 'platform_movement', 'charge', 'platform_charge'],
  ...['limit_reached', 'platform_limit_reached', 'tariff', 'reratings', 'call-quote'],
  ...[
    'tenant',
    'platform_number',
    'trunk',
    'tenant_trunk',
    'queue_share',
    'node',
    'tenant_move',
    'operator',
    'platform_operator',
    'role',
    'platform_role',
    'api_key',
  ],
  ...['audit', 'platform_audit', 'system'],
];

/** The modules in which the person has something. */
export function menuFor(actor: Pick<Actor, 'permissions'>, register: ConsoleRegister): MenuModule[] {
  const may = (permission: Permission): boolean => actor.permissions.has(permission);
  return MODULES.map((name) => ({
    name,
    items: inOrder([
      ...register.pages
        .filter((page) => page.module === name && maySee(actor, page))
        .map((page): MenuItem => ({
          kind: 'page',
          id: page.name,
          icon: page.icon,
          href: `${CONSOLE_PATH}/pages/${page.name}`,
        })),
      ...register.resources
        .filter((resource) => resource.module === name && resource.inMenu !== false && may(resource.permissions.read))
        .map((resource): MenuItem => ({
          kind: 'resource',
          id: resource.id,
          icon: resource.icon,
          href: `${CONSOLE_PATH}/resources/${resource.id}`,
        })),
    ]),
  })).filter((module) => module.items.length > 0);
}

function inOrder(items: readonly MenuItem[]): MenuItem[] {
  const place = ({ id }: MenuItem): number => (ORDER.includes(id) ? ORDER.indexOf(id) : ORDER.length);
  return [...items].sort((one, other) => place(one) - place(other));
}

export function maySee(actor: Pick<Actor, 'permissions'>, page: ConsolePage): boolean {
  return page.permissions.some((permission) => actor.permissions.has(permission));
}
