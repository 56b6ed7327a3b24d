import fc from 'fast-check';

import type { CallId, QueueId, TariffId, TenantId, TrunkId } from '../../kernel/ids.js';
import type { GuestVisit, OwnedVisit, VisitStory } from '../../kernel/visit.js';
import { LONGEST_VISIT, readVisit, visitHeader } from './visit.js';

const id = (n: number): string => `019a0000-0000-7000-8000-${String(n).padStart(12, '0')}`;
const AT = 1_795_346_301_234;
const JUST_ARRIVED: OwnedVisit = {
  kind: 'owner',
  version: 1,
  callId: id(1) as CallId,
  from: 'node-2',
  nodes: 1,
  caller: '张 "三" <+86 138>',
  called: '+864001*#',
  language: 'zh',
  trunkId: id(2) as TrunkId,
  story: null,
};
const STORY: VisitStory = {
  tenantId: id(3) as TenantId,
  destination: { to: 'queue', queueId: id(4) as QueueId },
  since: AT + 3,
  maxWaitAt: null,
  losing: 'queue_timeout',
  queueId: id(4) as QueueId,
  tariffId: id(5) as TariffId,
  clockShiftMs: -7,
  ...{ direction: 'inbound', turned: false, connectedAt: null, shiftBeforePersonMs: 0, waitsSince: null, outside: [] },
  arrivedAt: AT,
  answeredAt: AT + 1,
  menuAt: null,
  queuedAt: AT + 3,
  offeredAt: null,
  ringingAt: null,
  hops: 1,
  offers: 2,
  dials: 3,
  prompts: 4,
  seq: 5,
};
const WAITING: OwnedVisit = { ...JUST_ARRIVED, trunkId: null, story: STORY };
const SENT_ON: OwnedVisit = {
  ...WAITING,
  story: {
    ...STORY,
    ...{ direction: 'outbound', turned: true, connectedAt: AT + 2, shiftBeforePersonMs: -3, waitsSince: AT + 9 },
    outside: [
      {
        ...{ number: '13800138000', trunkId: id(9) as TrunkId },
        ...{ answeredAt: AT + 3, chargedUntil: AT + 5, clockShiftMs: 0 },
      },
    ],
  },
};
const TO_A_SHARE: OwnedVisit = { ...WAITING, story: { ...STORY, destination: { to: 'share', shareId: id(6) } } };
const TO_SIGN_IN: OwnedVisit = { ...WAITING, story: { ...STORY, destination: { to: 'agentService' } } };
const GUEST: GuestVisit = {
  kind: 'guest',
  version: 1,
  callId: id(1) as CallId,
  from: 'b',
  nodes: 2,
  caller: '',
  called: '4001',
  language: 'en',
  shareId: id(6),
  tenantId: id(7) as TenantId,
  queueId: id(8) as QueueId,
  since: AT,
};

const headerOf = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('what a call brings along from another node', () => {
  test.each([
    ['a call that has only just arrived', JUST_ARRIVED],
    ['a call that waits', WAITING],
    ['a call that has been talked with, and to others outside', SENT_ON],
    ['a guest', GUEST],
    ['a call on its way to another tenant', TO_A_SHARE],
    ['an agent who logs in', TO_SIGN_IN],
  ])('%s is read as it was sent', (_what, visit) => {
    expect(readVisit(visitHeader(visit))).toEqual(visit);
  });

  test('the header is no syntax to SIP nor to the dialplan, and has its place in both', () => {
    const header = visitHeader({ ...WAITING, caller: '"<>;,%'.repeat(100) }) ?? '';
    expect(header).toMatch(/^[A-Za-z0-9_-]+$/);
    expect(header.length).toBeLessThanOrEqual(LONGEST_VISIT);
    expect(readVisit(header)?.caller).toHaveLength(80);
  });

  test('with six others outside who were in it, and the longest names, it still has its place', () => {
    const [leg] = SENT_ON.story?.outside ?? [];
    const longest = { ...leg!, number: '1'.repeat(32), clockShiftMs: -86_400_000 };
    const story = { ...SENT_ON.story!, outside: Array.from({ length: 6 }, () => longest) };
    const visit = { ...SENT_ON, from: 'n'.repeat(40), caller: '1'.repeat(80), called: '4'.repeat(20), story };
    expect(readVisit(visitHeader(visit))).toEqual(visit);
  });

  test('what would be too long is not sent', () => {
    expect(visitHeader({ ...GUEST, called: '1'.repeat(2300) })).toBeNull();
  });

  test.each<[string, unknown]>([
    ['nothing', null],
    ['a list', []],
    ['of a version that is not known', { ...GUEST, version: 2 }],
    ['of a kind that is not known', { ...GUEST, kind: 'visitor' }],
    ['without a call', { ...GUEST, callId: undefined }],
    ['with an id that is none', { ...GUEST, queueId: '../../etc' }],
    ['with a number where a text belongs', { ...GUEST, caller: 1380 }],
    ['with a caller that is a line of its own', { ...GUEST, caller: 'a\r\nVia: b' }],
    ['with a caller without end', { ...GUEST, caller: '1'.repeat(81) }],
    ['with a called number of two words', { ...GUEST, called: '40 01' }],
    ['in a language that nobody speaks', { ...GUEST, language: 'toString' }],
    ['with a time that is none', { ...GUEST, since: '2026-11-22' }],
    ['with half a node', { ...GUEST, nodes: 1.5 }],
    ['with fewer than no nodes', { ...GUEST, nodes: -1 }],
    ['with a story that is none', { ...WAITING, story: 'once' }],
    ['with a story without a tenant', { ...WAITING, story: { ...WAITING.story, tenantId: undefined } }],
    ['on its way to nowhere', { ...WAITING, story: { ...WAITING.story, destination: { to: 'moon' } } }],
    ['on its way to no share', { ...WAITING, story: { ...WAITING.story, destination: { to: 'share' } } }],
    ['on its way to no queue', { ...WAITING, story: { ...WAITING.story, destination: { to: 'queue' } } }],
    ['lost in many words', { ...WAITING, story: { ...WAITING.story, losing: 'a b' } }],
    ['with a count that is none', { ...WAITING, story: { ...WAITING.story, seq: null } }],
    ['that does not say whether there is a story', { ...WAITING, story: undefined }],
  ])('%s is no visit', (_what, said) => {
    expect(readVisit(headerOf(said))).toBeNull();
  });

  test('what it does not know it leaves behind', () => {
    expect(readVisit(headerOf({ ...GUEST, isAdmin: true }))).toEqual(GUEST);
  });

  test('whatever the header holds, nothing is thrown', () => {
    expect([null, '', '{}', 'AAAA', `${visitHeader(GUEST)}=`, 'A'.repeat(3001)].map(readVisit)).toEqual(
      Array(6).fill(null),
    );
    fc.assert(
      fc.property(fc.jsonValue(), (said) => {
        expect(readVisit(headerOf(said))).toBeNull();
      }),
    );
  });
});
