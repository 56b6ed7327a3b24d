import type { TenantId } from '../../kernel/ids.js';
import { route, type AccessNumber, type LineRoom, type RoutableTenant, type TenantRoom } from './route.js';

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
  speechLineLimit: null,
  language: 'zh',
};
const SUSPENDED: RoutableTenant = { ...OPEN, suspended: true };

const free: TenantRoom = { channels: 0, onTrunk: 0, trunkShare: null, hasCredit: true, isCallerRefused: false };
const BLACK: Partial<TenantRoom> = { isCallerRefused: true };
const NO_CREDIT: Partial<TenantRoom> = { hasCredit: false };

type Row = [string, AccessNumber | undefined, RoutableTenant | undefined, LineRoom, Partial<TenantRoom>, string];

test.each<Row>([
  ['known number, room everywhere', ACCESS, OPEN, 'room', {}, 'go'],
  ['last channel of the tenant', ACCESS, OPEN, 'room', { channels: 1 }, 'go'],
  ['tenant at its limit', ACCESS, OPEN, 'room', { channels: 2 }, 'refuse no_channel t1'],
  ['tenant over its limit, which was lowered', ACCESS, OPEN, 'room', { channels: 9 }, 'refuse no_channel t1'],
  ['trunk full', ACCESS, OPEN, 'trunk_full', {}, 'refuse trunk_full t1'],
  ['trunk full, unknown number', undefined, undefined, 'trunk_full', {}, 'refuse trunk_full -'],
  ['last channel of its share of the trunk', ACCESS, OPEN, 'room', { onTrunk: 1, trunkShare: 2 }, 'go'],
  ['its share of the trunk is full', ACCESS, OPEN, 'room', { onTrunk: 2, trunkShare: 2 }, 'refuse no_share t1'],
  ['no share of the trunk for it', ACCESS, OPEN, 'room', { onTrunk: 0, trunkShare: 0 }, 'refuse no_share t1'],
  ['nobody could pay for it', ACCESS, OPEN, 'room', NO_CREDIT, 'refuse no_credit t1'],
  ['suspended, and nobody could pay', ACCESS, SUSPENDED, 'room', NO_CREDIT, 'announce tenant_suspended t1'],
  ['on the blacklist, whatever else', ACCESS, OPEN, 'room', { ...BLACK, channels: 2 }, 'refuse blacklisted t1'],
  ['suspended, on the blacklist', ACCESS, SUSPENDED, 'room', BLACK, 'announce tenant_suspended t1'],
  ['unknown number', undefined, undefined, 'room', {}, 'announce unknown_number -'],
  ['number of a tenant who is not here', ACCESS, undefined, 'room', {}, 'announce unknown_number -'],
  ['suspended tenant', ACCESS, SUSPENDED, 'room', {}, 'announce tenant_suspended t1'],
  ['suspended tenant at the limit', ACCESS, SUSPENDED, 'room', { channels: 2 }, 'announce tenant_suspended t1'],
  ['suspended tenant, trunk full', ACCESS, SUSPENDED, 'trunk_full', {}, 'refuse trunk_full t1'],
  ['unknown line: not even the tenant is told', ACCESS, OPEN, 'unknown_line', {}, 'refuse not_permitted -'],
])('%s', (_story, access, tenant, line, room, told) => {
  const way = route(access, tenant, line, { ...free, ...room });
  expect(way.kind === 'go' ? 'go' : `${way.kind} ${way.why} ${way.tenantId ?? '-'}`).toBe(told);
  if (way.kind === 'go') expect(way.access).toBe(ACCESS);
});
