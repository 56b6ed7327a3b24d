import type { Permission } from '../platform/access/core/permissions.js';
import { ConsoleRegister } from './console-register.js';
import { menuFor } from './menu.js';
import type { ConsoleResource, ModuleName } from './resources/resource.js';

const label = { zh: 'x', en: 'x' };
function resource(id: string, module: ModuleName, read: Permission): ConsoleResource {
  return { id, module, icon: 'Box', permissions: { read } } as unknown as ConsoleResource;
}

const register = new ConsoleRegister();
register.addResource(
  resource('new_thing', 'inbound', 'queue.read'),
  resource('agent', 'inbound', 'agent.read'),
  resource('queue', 'inbound', 'queue.read'),
  resource('call_record', 'statistics', 'call_record.read'),
);
register.addPage({
  name: 'live',
  module: 'live',
  icon: 'Activity',
  label,
  component: 'LivePage',
  permissions: ['live.read', 'platform_live.read'],
});

const menu = (...permissions: Permission[]): string =>
  menuFor({ permissions: new Set(permissions) }, register)
    .map(({ name, items }) => `${name}: ${items.map(({ href }) => href).join(' ')}`)
    .join('\n');

it('only modules in which the person has something', () => {
  expect(menu('call_record.read')).toBe('statistics: /console/resources/call_record');
  expect(menu('platform_live.read')).toBe('live: /console/pages/live');
  expect(menu()).toBe('');
});

it('in the order of a call; what is new comes last', () => {
  expect(menu('agent.read', 'queue.read')).toBe(
    'inbound: /console/resources/queue /console/resources/agent /console/resources/new_thing',
  );
});

it('two of one name are a mistake', () => {
  expect(() => register.addResource(resource('queue', 'inbound', 'queue.read'))).toThrow('queue');
});
