import { blankCall } from '../blank-call.js';
import type { CallState } from '../call-state.js';
import type { CallId, ChannelId, ExtensionId, TenantId, TrunkId } from '../../../kernel/ids.js';
import { changeOf, seating } from './seating.js';
import { AS_IT_BEGAN, type SideLeg, type SidePart, type Talk } from './side-leg.js';

const CALL = blankCall(
  {
    callId: 'c1' as CallId,
    direction: 'inbound',
    tenantId: 'acme' as TenantId,
    trunkId: 'carrier' as TrunkId,
    language: 'zh',
    caller: '13800000001',
    called: '95001',
    channelId: 'caller1' as ChannelId,
    endpoint: 'carrier',
  },
  0,
);

function side(part: SidePart, change: Partial<SideLeg> = {}): SideLeg {
  const party = { kind: 'extension', extensionId: 'x8002' as ExtensionId } as const;
  const channelId = 'c1-a2' as ChannelId;
  return { channelId, since: 0, rang: true, answered: true, party, part, muted: false, supervisor: null, ...change };
}

function talking(talk: Partial<Talk>, change: Partial<CallState> = {}): CallState {
  const party = { kind: 'extension', extensionId: 'x8001' as ExtensionId } as const;
  const partyLeg = { channelId: 'c1-a1' as ChannelId, since: 0, rang: true, answered: true, party };
  return { ...CALL, phase: 'talking', partyLeg, talk: { ...AS_IT_BEGAN, ...talk }, ...change };
}

/** `caller1 b, c1-a1 b muted`: who is in which room, or hears what alone. */
function words(state: CallState): string {
  return [...seating(state)]
    .map(([channelId, { room, sound, muted, hears }]) =>
      [channelId, room?.slice('c1-'.length) ?? sound ?? 'silence', muted ? 'muted' : '', hears?.on ?? '']
        .filter((word) => word !== '')
        .join(' '),
    )
    .join(', ');
}

const RINGING = side('consulted', { answered: false });
const LISTENER = side('listening', { channelId: 'c1-a3' as ChannelId });

test.each<[string, Partial<Talk>, string]>([
  ['two talk', {}, 'caller1 b, c1-a1 b'],
  ['held', { held: true }, 'caller1 music, c1-a1 b'],
  ['muted', { muted: true }, 'caller1 b, c1-a1 b muted'],
  ['consulted rings', { aside: true, sides: [RINGING] }, 'caller1 music, c1-a1 ringing'],
  ['consulted', { aside: true, sides: [side('consulted')] }, 'caller1 music, c1-a1 c, c1-a2 c'],
  ['consulted waits', { sides: [side('consulted')] }, 'caller1 b, c1-a1 b, c1-a2 music'],
  [
    'muted while consulting',
    { aside: true, muted: true, sides: [side('consulted')] },
    'caller1 music, c1-a1 c muted, c1-a2 c',
  ],
  ['conference', { sides: [side('speaker')] }, 'caller1 b, c1-a1 b, c1-a2 b'],
  ['only listens', { sides: [side('listener')] }, 'caller1 b, c1-a1 b, c1-a2 b muted'],
  [
    'consulted beside a conference',
    { aside: true, sides: [side('speaker'), side('consulted', { channelId: 'c1-a3' as ChannelId })] },
    'caller1 b, c1-a1 c, c1-a2 b, c1-a3 c',
  ],
  ['supervisor listens', { sides: [LISTENER] }, 'caller1 b, c1-a1 b, c1-a3 m3 muted c1-a1'],
  ['supervisor whispers', { sides: [{ ...LISTENER, part: 'whispering' }] }, 'caller1 b, c1-a1 b, c1-a3 m3 c1-a1'],
  ['supervisor rings', { sides: [{ ...LISTENER, answered: false }] }, 'caller1 b, c1-a1 b'],
])('%s', (_name, talk, expected) => {
  expect(words(talking(talk))).toBe(expected);
});

test('of a call that an agent places the customer is at the second leg, and the first when the agent has left', () => {
  expect(words(talking({ held: true }, { direction: 'outbound' }))).toBe('c1-a1 music, caller1 b');
  expect(words(talking({ held: true }, { direction: 'outbound', turned: true }))).toBe('caller1 music, c1-a1 b');
});

test('what is so already is not asked for again', () => {
  const seats = seating(talking({ sides: [LISTENER, side('speaker')] }));
  expect(changeOf(seats, seats)).toEqual([]);
});

test('who spies on another leg than before does so by another channel', () => {
  const before = seating(talking({ sides: [LISTENER] }));
  const other = { ...talking({ sides: [LISTENER] }).partyLeg!, channelId: 'c1-a9' as ChannelId };
  expect(changeOf(before, seating(talking({ sides: [LISTENER] }, { partyLeg: other })))).toEqual([
    { command: 'join', channelId: 'c1-a9', bridgeId: 'c1-b' },
    { command: 'hangUp', channelId: 'c1-s3x1', causeCode: 16 },
    { command: 'spy', channelId: 'c1-s3x9', onChannelId: 'c1-a9', bridgeId: 'c1-m3' },
  ]);
});
