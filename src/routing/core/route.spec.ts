import type { TenantId } from '../../kernel/ids.js';
import { route, type AccessNumber, type LineRoom, type RoutableTenant } from './route.js';

const T1 = 't1' as TenantId;
const ACCESS: AccessNumber = { number: '95001', tenantId: T1, destination: { to: 'hangUp' }, language: 'zh' };
const OPEN: RoutableTenant = {
  id: T1,
  code: 'acme',
  suspended: false,
  channelLimit: 2,
  seatLimit: null,
  ivrLimit: null,
  recordedSeatLimit: null,
  language: 'zh',
};
const SUSPENDED: RoutableTenant = { ...OPEN, suspended: true };

type Row = [string, AccessNumber | undefined, RoutableTenant | undefined, LineRoom, number, string];

test.each<Row>([
  ['known number, room everywhere', ACCESS, OPEN, 'room', 0, 'go'],
  ['last channel of the tenant', ACCESS, OPEN, 'room', 1, 'go'],
  ['tenant at its limit', ACCESS, OPEN, 'room', 2, 'refuse no_channel t1'],
  ['tenant over its limit, which was lowered', ACCESS, OPEN, 'room', 9, 'refuse no_channel t1'],
  ['trunk full', ACCESS, OPEN, 'trunk_full', 0, 'refuse no_channel t1'],
  ['trunk full, unknown number', undefined, undefined, 'trunk_full', 0, 'refuse no_channel -'],
  ['unknown number', undefined, undefined, 'room', 0, 'announce unknown_number -'],
  ['number of a tenant who is not here', ACCESS, undefined, 'room', 0, 'announce unknown_number -'],
  ['suspended tenant', ACCESS, SUSPENDED, 'room', 0, 'announce tenant_suspended t1'],
  ['suspended tenant at the limit', ACCESS, SUSPENDED, 'room', 2, 'announce tenant_suspended t1'],
  ['suspended tenant, trunk full', ACCESS, SUSPENDED, 'trunk_full', 0, 'refuse no_channel t1'],
  ['unknown line: not even the tenant is told', ACCESS, OPEN, 'unknown_line', 0, 'refuse not_permitted -'],
])('%s', (_story, access, tenant, line, channels, told) => {
  const way = route(access, tenant, line, channels);
  expect(way.kind === 'go' ? 'go' : `${way.kind} ${way.why} ${way.tenantId ?? '-'}`).toBe(told);
  if (way.kind === 'go') expect(way.access).toBe(ACCESS);
});
