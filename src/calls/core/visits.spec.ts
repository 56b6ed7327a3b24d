import { demonstration } from '../../../test/fixtures/node-config.js';
import { withPlace } from '../../../test/fixtures/node-words.js';
import type { CallId, ChannelId, QueueId, TenantId, TrunkId } from '../../kernel/ids.js';
import type { OwnedVisit } from '../../kernel/visit.js';
import { blankCall } from './blank-call.js';
import { CallDraft } from './call-draft.js';
import { legsOf } from './charged-leg.js';
import type { CallState } from './call-state.js';
import { Hall } from './hall.js';
import { indexConfig } from './node-config.js';
import { handOver } from './node-moves.js';
import { goOnHere } from './visits.js';

const NOW = 100_000;
const BLANK = blankCall(
  {
    callId: 'c1' as CallId,
    direction: 'inbound',
    tenantId: 'acme' as TenantId,
    trunkId: 'trunk-carrier' as TrunkId,
    language: 'zh',
    caller: '13800000001',
    called: '95001',
    channelId: 'caller1' as ChannelId,
    endpoint: 'carrier',
  },
  10_000,
);
const CONNECTED = { ...BLANK.times, answeredAt: 12_000, connectedAt: 15_000, queuedAt: 14_000 };
const QUEUE = { to: 'queue', queueId: 'q2000' as QueueId } as const;

/** The call as its tenant's new home has it, which it went to on its way to a queue. */
function moved(state: CallState): CallState {
  const home = demonstration();
  const left = new Hall(indexConfig(withPlace(home, 'acme has moved to b') ?? home));
  const draft = new CallDraft(state, left.around, NOW);
  handOver(draft, 'b', QUEUE, null, null);
  const dial = draft.decision().commands.find(({ command }) => command === 'dial');
  const visit = dial?.command === 'dial' ? (dial.visit as OwnedVisit) : null;
  const story = visit?.story ?? null;
  if (visit === null || story === null) throw new Error('nothing was told of it');
  const arrival = {
    ...{ type: 'leg.arrived', channelId: 'there' as ChannelId, callId: visit.callId, endpoint: 'node-node-1' },
    ...{ callerNumber: visit.caller, dialled: visit.called, visit },
  } as const;
  return goOnHere(arrival, visit, story, new Hall(indexConfig(home)).around, NOW).last;
}

test.each<[string, Partial<CallState>]>([
  ['came in and was talked with', { times: CONNECTED, tariffId: null, clockShiftMs: 5, shiftBeforePersonMs: 3 }],
  ['was placed, and its agent has sent the customer on', { direction: 'outbound', turned: true, times: CONNECTED }],
  ['began between two telephones', { direction: 'internal', times: CONNECTED }],
  [
    'had somebody outside in it',
    {
      times: CONNECTED,
      outside: [
        {
          ...{ channelId: 'c1-a2' as ChannelId, number: '13900000001', trunkId: 'trunk-carrier' as TrunkId },
          ...{ answeredAt: 20_000, chargedUntil: 30_000, clockShiftMs: -2 },
        },
      ],
    },
  ],
])('a call that %s costs at the new home of its tenant what it costs here', (_what, change) => {
  const here: CallState = { ...BLANK, waitsSince: 40_000, ...change };
  const there = moved(here);
  expect(legsOf(there, NOW)).toEqual(legsOf(here, NOW));
  expect(there).toMatchObject({ direction: here.direction, turned: here.turned, waitsSince: 40_000 });
  expect(there.times).toMatchObject(here.times);
});
