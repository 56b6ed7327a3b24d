import fc from 'fast-check';

import type { CallId } from '../../kernel/ids.js';
import { endpointOf, startedByUs, translate } from './translate.js';

const newCallId = () => 'new-call' as CallId;

/** Events as Asterisk 22.10.1 sent them, cut to what may matter. */
const ARRIVED = {
  id: 'node1-1795346301.55',
  name: 'PJSIP/trunk-a-00000037',
  state: 'Ring',
  protocol_id: '1-30611@127.0.0.2',
  caller: { name: 'Caller', number: '15551230000' },
  connected: { name: '', number: '' },
  dialplan: { context: 'callrack', exten: '4001', priority: 1, app_name: 'Stasis', app_data: 'callrack,trunk-a' },
  language: 'en',
};
const DIALLED = {
  ...ARRIVED,
  id: '01a2030b-48aa-72f3-b15e-e13fb0776d49-a1',
  name: 'PJSIP/demo1001-00000038',
  state: 'Down',
  caller: { name: 'Agent', number: '1001' },
  dialplan: { context: 'callrack', exten: 's', priority: 1, app_name: 'Stasis', app_data: 'callrack,dialled' },
};
const from = (event: object) => ({
  timestamp: '2026-11-22T11:18:21.584+0000',
  asterisk_id: '02:ca:11:4a:c0:00',
  application: 'callrack',
  ...event,
});

describe('what Asterisk says, as the hall hears it', () => {
  test.each<[string, object, object | null]>([
    [
      'a call comes in by a trunk',
      { type: 'StasisStart', args: ['trunk-a'], channel: ARRIVED },
      {
        type: 'leg.arrived',
        channelId: ARRIVED.id,
        callId: 'new-call',
        endpoint: 'trunk-a',
        callerNumber: '15551230000',
        dialled: '4001',
        visit: null,
      },
    ],
    [
      'a caller without a number',
      { type: 'StasisStart', args: ['trunk-a'], channel: { ...ARRIVED, caller: { name: '', number: '' } } },
      {
        type: 'leg.arrived',
        channelId: ARRIVED.id,
        callId: 'new-call',
        endpoint: 'trunk-a',
        callerNumber: '',
        dialled: '4001',
        visit: null,
      },
    ],
    [
      'early media of a leg that we dialled counts as ringing',
      { type: 'Dial', dialstatus: 'PROGRESS', peer: DIALLED },
      { type: 'leg.ringing', channelId: DIALLED.id },
    ],
    ['a leg that is being dialled', { type: 'Dial', dialstatus: '', peer: DIALLED }, null],
    ['early media of a leg that is not ours', { type: 'Dial', dialstatus: 'PROGRESS', peer: ARRIVED }, null],
    ['a leg that we make is no call', { type: 'StasisStart', args: ['dialled'], channel: DIALLED }, null],
    [
      'a Local channel is no call, as a telephone that redirects would make one',
      { type: 'StasisStart', args: [''], channel: { ...ARRIVED, name: 'Local/4001@callrack-00000000;2' } },
      null,
    ],
    [
      'not even one that gives an endpoint',
      { type: 'StasisStart', args: ['trunk-a'], channel: { ...ARRIVED, name: 'Local/4001@callrack-00000000;2' } },
      null,
    ],
    [
      'the telephone rings',
      { type: 'ChannelStateChange', channel: { ...DIALLED, state: 'Ringing' } },
      { type: 'leg.ringing', channelId: DIALLED.id },
    ],
    [
      'the telephone answers',
      { type: 'ChannelStateChange', channel: { ...DIALLED, state: 'Up' } },
      { type: 'leg.answered', channelId: DIALLED.id },
    ],
    ['we answer the caller', { type: 'ChannelStateChange', channel: { ...ARRIVED, state: 'Up' } }, null],
    [
      'the telephone is busy',
      { type: 'ChannelDestroyed', cause: 17, cause_txt: 'User busy', tech_cause: 486, channel: DIALLED },
      { type: 'leg.ended', channelId: DIALLED.id, causeCode: 17 },
    ],
    [
      'the telephone redirects',
      {
        type: 'ChannelDestroyed',
        cause: 23,
        cause_txt: 'Redirected to new destination',
        tech_cause: 302,
        channel: DIALLED,
      },
      { type: 'leg.ended', channelId: DIALLED.id, causeCode: 23 },
    ],
    [
      'a plain BYE has no cause in Asterisk',
      { type: 'ChannelDestroyed', cause: 0, cause_txt: 'Unknown', channel: ARRIVED },
      { type: 'leg.ended', channelId: ARRIVED.id, causeCode: 16 },
    ],
    [
      'the caller cancels',
      {
        type: 'ChannelDestroyed',
        cause: 127,
        cause_txt: 'Interworking, unspecified',
        tech_cause: 487,
        channel: ARRIVED,
      },
      { type: 'leg.ended', channelId: ARRIVED.id, causeCode: 16 },
    ],
    [
      'no sound comes from a party for too long',
      { type: 'ChannelDestroyed', cause: 44, cause_txt: 'Requested channel not available', channel: ARRIVED },
      { type: 'leg.ended', channelId: ARRIVED.id, causeCode: 44 },
    ],
    [
      'a key',
      { type: 'ChannelDtmfReceived', digit: '#', duration_ms: 160, channel: ARRIVED },
      { type: 'key.pressed', channelId: ARRIVED.id, key: '#' },
    ],
    [
      'a prompt ends, or is stopped by us',
      { type: 'PlaybackFinished', playback: { id: 'p1', target_uri: `channel:${ARRIVED.id}`, state: 'done' } },
      { type: 'prompt.ended', channelId: ARRIVED.id, playbackId: 'p1', ok: true },
    ],
    [
      'a prompt cannot be played',
      { type: 'PlaybackFinished', playback: { id: 'p1', target_uri: `channel:${ARRIVED.id}`, state: 'failed' } },
      { type: 'prompt.ended', channelId: ARRIVED.id, playbackId: 'p1', ok: false },
    ],
    [
      'a prompt in a bridge is nobody’s',
      { type: 'PlaybackFinished', playback: { id: 'p1', target_uri: 'bridge:b1', state: 'done' } },
      null,
    ],
    ['what is not needed', { type: 'StasisEnd', channel: ARRIVED }, null],
    ['what a later Asterisk may invent', { type: 'ChannelTeleported', channel: ARRIVED }, null],
    ['an event without its channel', { type: 'ChannelDestroyed', cause: 16 }, null],
  ])('%s', (_story, event, heard) => {
    expect(translate(from(event), newCallId)).toEqual(heard);
  });

  test('whatever comes, nothing is thrown', () => {
    const types = ['StasisStart', 'ChannelStateChange', 'ChannelDestroyed', 'ChannelDtmfReceived', 'PlaybackFinished'];
    const eventLike = fc.record(
      {
        type: fc.oneof(fc.constantFrom(...types), fc.string()),
        channel: fc.oneof(
          fc.jsonValue(),
          fc.record({ id: fc.jsonValue(), state: fc.jsonValue(), name: fc.jsonValue() }),
        ),
        playback: fc.oneof(fc.jsonValue(), fc.record({ id: fc.jsonValue(), target_uri: fc.jsonValue() })),
        args: fc.jsonValue(),
        cause: fc.jsonValue(),
        digit: fc.jsonValue(),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), eventLike), (event) => {
        const heard = translate(event, newCallId);
        expect(heard === null || typeof heard.type === 'string').toBe(true);
        startedByUs(event);
      }),
      { numRuns: 2000 },
    );
  });
});

test('a leg that we made is in the application', () => {
  expect(startedByUs(from({ type: 'StasisStart', args: ['dialled'], channel: DIALLED }))).toBe(DIALLED.id);
  expect(startedByUs(from({ type: 'StasisStart', args: ['trunk-a'], channel: ARRIVED }))).toBeNull();
  expect(startedByUs(from({ type: 'ChannelDestroyed', channel: DIALLED }))).toBeNull();
});

test.each([
  ['PJSIP/trunk-a-00000037', 'trunk-a'],
  ['PJSIP/demo-0a1b2c3d-1001-0000001f', 'demo-0a1b2c3d-1001'],
  ['Local/4001@callrack-00000000;1', ''],
  ['PJSIP/', ''],
])('the endpoint in the channel name %s', (name, endpoint) => {
  expect(endpointOf(name)).toBe(endpoint);
});
