import { demonstration } from '../../test/fixtures/node-config.js';
import { findAgent, findTenant, placingOf } from './agent-commands.js';
import { CallNotPlaced } from './calls.errors.js';
import { indexConfig } from './core/node-config.js';

const CONFIG = indexConfig(demonstration());

test('whom an agent wants to call, and the number to be shown, or none in particular', () => {
  expect(placingOf({ to: ' 13900000001 ' })).toEqual({ to: '13900000001', showing: null, callId: null });
  expect(placingOf({ to: '13900000001', showing: null })).toEqual({ to: '13900000001', showing: null, callId: null });
  expect(placingOf({ to: '13900000001', showing: '95001' })).toEqual({
    to: '13900000001',
    showing: '95001',
    callId: null,
  });
});

test.each([
  [undefined],
  [{}],
  [{ to: '' }],
  [{ to: 13900000001 }],
  [{ to: '1', showing: 1 }],
  [{ to: '1', at: 'now' }],
  [{ to: '1'.repeat(61) }],
])('a body of another shape is refused: %j', (body) => {
  expect(() => placingOf(body)).toThrow(expect.objectContaining({ code: 'calls.bad_command', httpStatus: 400 }));
});

test('tenants are found by code, agents only in their own tenant', () => {
  expect(findTenant(CONFIG, 'acme').id).toBe('acme');
  expect(() => findTenant(CONFIG, 'nobody')).toThrow(expect.objectContaining({ code: 'calls.unknown_tenant' }));
  expect(findAgent(CONFIG, 'acme', '1001').id).toBe('a1001');
  expect(() => findAgent(CONFIG, 'other', '1001')).toThrow(expect.objectContaining({ code: 'calls.unknown_agent' }));
});

test('why a call is not placed has a code, a status and words in both languages', () => {
  const error = new CallNotPlaced('billing.international_closed');
  expect(error).toMatchObject({ code: 'billing.international_closed', httpStatus: 403 });
  expect(JSON.stringify(error.text)).toMatch(/国际/);
});
