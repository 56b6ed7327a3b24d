import fc from 'fast-check';

import type { CallId } from '../../kernel/ids.js';
import type { OwnedVisit } from '../../kernel/visit.js';
import { emptyBridges, pictureOf } from './picture.js';
import { visitHeader } from './visit.js';

const VISIT: OwnedVisit = {
  kind: 'owner',
  version: 1,
  callId: '019a0000-0000-7000-8000-000000000001' as CallId,
  from: 'b',
  nodes: 1,
  caller: '13800138000',
  called: '4001',
  language: 'zh',
  trunkId: null,
  story: null,
};

const newCallId = () => 'new-call' as CallId;

const channel = (id: string, name: string, state: string, application: string) => ({
  id,
  name,
  state,
  caller: { name: '', number: '13800138000' },
  dialplan: { context: 'callrack', exten: '4001', priority: 1, app_name: application, app_data: '' },
});
const TALKING = channel('node1-1.1', 'PJSIP/trunk-a-00000001', 'Up', 'Stasis');
const AGENT = channel('c1-a1', 'PJSIP/demo1001-00000002', 'Up', 'Stasis');
const HEARS_MUSIC_WITHOUT_ENGINE = channel('node1-2.2', 'PJSIP/trunk-a-00000003', 'Ring', 'MusicOnHold');
const RINGS = channel('c2-a1', 'PJSIP/demo1002-00000004', 'Ringing', '');
const LOCAL = channel('node1-3.3', 'Local/4001@callrack-00000000;2', 'Ring', 'Stasis');

describe('the picture of Asterisk', () => {
  test('empty bridges of ours are told, those in use and those of others are not', () => {
    const bridges = [
      { id: 'c1-b', channels: ['node1-1.1', 'c1-a1'] },
      { id: 'c2-b', channels: [] },
      { id: 'conference', channels: [] },
      null,
    ];
    expect(emptyBridges(bridges)).toEqual(['c2-b']);
    expect(emptyBridges('nonsense')).toEqual([]);
  });

  test('channels and the bridges they are in', () => {
    const bridges = [{ id: 'c1-b', bridge_class: 'stasis', channels: ['node1-1.1', 'c1-a1'] }];
    expect(pictureOf([TALKING, AGENT, HEARS_MUSIC_WITHOUT_ENGINE, RINGS, LOCAL], bridges, newCallId)).toEqual([
      {
        channelId: 'node1-1.1',
        callId: 'new-call',
        endpoint: 'trunk-a',
        callerNumber: '13800138000',
        dialled: '4001',
        visit: null,
        up: true,
        inApplication: true,
        bridgeId: 'c1-b',
      },
      expect.objectContaining({ channelId: 'c1-a1', endpoint: 'demo1001', up: true, bridgeId: 'c1-b' }),
      expect.objectContaining({ channelId: 'node1-2.2', up: false, inApplication: false, bridgeId: null }),
      expect.objectContaining({ channelId: 'c2-a1', up: false, inApplication: true }),
    ]);
  });

  test('a call from another node, and what it brought along', () => {
    const visiting = channel('node1-4.4', 'PJSIP/node-b-00000005', 'Ring', 'Stasis');
    const list = [visiting].map((one) => ({
      ...one,
      dialplan: { ...one.dialplan, exten: 'call', app_data: `callrack,node-b,${visitHeader(VISIT) ?? ''}` },
    }));
    expect(pictureOf(list, [], newCallId)).toEqual([
      expect.objectContaining({ callId: VISIT.callId, endpoint: 'node-b', dialled: '4001', visit: VISIT }),
    ]);
    const music = list.map((one) => ({ ...one, dialplan: { ...one.dialplan, app_name: 'MusicOnHold' } }));
    expect(pictureOf(music, [], newCallId)[0]).toMatchObject({ callId: 'new-call', visit: null });
  });

  test('a channel whose end was told while the lists were on their way is not in it', () => {
    const seen = pictureOf([TALKING, AGENT], [], newCallId, new Set(['c1-a1']));
    expect(seen.map((one) => one.channelId)).toEqual(['node1-1.1']);
  });

  test('whatever the lists hold, nothing is thrown', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (channels, bridges) => {
        expect(Array.isArray(pictureOf(channels, bridges, newCallId))).toBe(true);
      }),
    );
  });
});
