import type { CallId } from '../../kernel/ids.js';
import type { OwnedVisit } from '../../kernel/visit.js';
import { arrivalOf } from './arrival.js';
import { visitHeader } from './visit.js';

const CHANNEL = { caller: { number: '1001' }, dialplan: { exten: 'call' } };
const VISIT: OwnedVisit = {
  kind: 'owner',
  version: 1,
  callId: '019a0000-0000-7000-8000-000000000001' as CallId,
  from: 'node2',
  nodes: 1,
  caller: '13800138000',
  called: '4001',
  language: 'zh',
  trunkId: null,
  story: null,
};
const HEADER = visitHeader(VISIT);
const arrives = (...args: readonly (string | null)[]) => arrivalOf(args, CHANNEL, () => 'new' as CallId);
const plainly = (endpoint: string) => ({
  callId: 'new',
  endpoint,
  callerNumber: '1001',
  dialled: 'call',
  visit: null,
});

describe('who comes, by which line, with what', () => {
  test('a call from another node is the call that it was there', () => {
    expect(arrives('node-node2', HEADER)).toEqual({
      callId: VISIT.callId,
      endpoint: 'node-node2',
      callerNumber: '13800138000',
      dialled: '4001',
      visit: VISIT,
    });
  });

  test('one that cannot be read brings nothing', () => {
    expect(arrives('node-node2', 'AAAA')).toEqual(plainly('node-node2'));
    expect(arrives('node-node2')).toEqual(plainly('node-node2'));
  });

  test.each(['trunk-city', 'demo-8001', 'edge', ''])('%s is no node and brings nothing', (endpoint) => {
    expect(arrives(endpoint, HEADER)).toEqual(plainly(endpoint));
  });

  test('the edge says by which trunk a call came, and nobody else does', () => {
    expect(arrives('edge', 'trunk-city')).toEqual(plainly('trunk-city'));
    expect(arrives('trunk-mobile', 'trunk-city')).toEqual(plainly('trunk-mobile'));
    expect(arrives('node-node2', 'trunk-city')).toEqual(plainly('node-node2'));
  });

  test.each(['demo-8001', 'node-node2', 'trunk-', 'trunk-a,b', null])(
    '%s is no trunk, not even by the edge',
    (said) => {
      expect(arrives('edge', said)).toEqual(plainly('edge'));
    },
  );
});
