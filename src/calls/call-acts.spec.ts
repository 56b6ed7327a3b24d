import { agent, demonstration, extension, queue, tenant } from '../../test/fixtures/node-config.js';
import type { TenantId } from '../kernel/ids.js';
import { actOf } from './call-acts.js';
import { indexConfig } from './core/node-config.js';

const LISTS = demonstration();
const CONFIG = indexConfig({
  ...LISTS,
  tenants: [...LISTS.tenants, tenant('other')],
  extensions: [...LISTS.extensions, extension('other', '9009')],
  queues: [...LISTS.queues, queue('other', '2999')],
  agents: [...LISTS.agents, agent('other', '9009')],
});
const ACME = 'acme' as TenantId;
const BY = { agent: '1001' };

const actIn = (by: object, act: object) => actOf(CONFIG, ACME, { by, act });

test('an act is told by its name, and people by their numbers', () => {
  expect(actIn(BY, { act: 'hold' })).toEqual({ by: { kind: 'agent', agentId: 'a1001' }, act: { act: 'hold' } });
  expect(actIn(BY, { act: 'transfer', to: { agent: '1002' } }).act).toEqual({
    act: 'transfer',
    to: { to: 'agent', agentId: 'a1002' },
  });
  expect(actIn({ supervisor: 'Wang', extension: '8001' }, { act: 'listen' })).toEqual({
    by: { kind: 'supervisor', name: 'Wang', extensionId: 'x8001' },
    act: { act: 'listen' },
  });
  expect(actIn(BY, { act: 'invite', to: { extension: '8001' } }).act).toEqual({
    act: 'invite',
    to: { to: 'extension', extensionId: 'x8001' },
    as: 'speaker',
  });
});

test.each([
  [{ agent: '9009' }, 'calls.unknown_target'],
  [{ extension: '9009' }, 'calls.unknown_target'],
  [{ queue: '2999' }, 'calls.unknown_target'],
  [{ menu: 'nobody' }, 'calls.unknown_target'],
  [{ flow: 'nobody' }, 'calls.unknown_target'],
])('another tenant has no target for us: %j', (to, code) => {
  expect(() => actIn(BY, { act: 'transfer', to })).toThrow(expect.objectContaining({ code }));
});

test('agents of other tenants ask for nothing here', () => {
  expect(() => actIn({ agent: '9009' }, { act: 'hold' })).toThrow(
    expect.objectContaining({ code: 'calls.unknown_agent' }),
  );
});

test.each([
  [BY, { act: 'sing' }],
  [BY, { act: 'hold', to: { agent: '1002' } }],
  [BY, { act: 'transfer' }],
  [BY, { act: 'consult', to: { queue: '2000' } }],
  [BY, { act: 'transfer', to: { agent: '1002', queue: '2000' } }],
  [{}, { act: 'hold' }],
  [{ agent: '1001', supervisor: 'Wang' }, { act: 'hold' }],
])('a body of another shape is refused: %j %j', (by, act) => {
  expect(() => actIn(by, act)).toThrow(expect.objectContaining({ code: 'calls.bad_command', httpStatus: 400 }));
});
