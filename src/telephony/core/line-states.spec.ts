import { contactOfEvent, contactOfRow, LineStates, type ContactSeen } from './line-states.js';

const contact = (endpoint: string, port: number, status = 'NonQualified'): ContactSeen => ({
  endpoint,
  uri: `sip:${endpoint}@127.0.0.3:${port}`,
  status,
  roundtripMs: null,
});
const nobody = new Set<string>();

const EVENT = {
  type: 'ContactStatusChange',
  endpoint: { technology: 'PJSIP', resource: 'demo-8001', state: 'online', channel_ids: [] },
  contact_info: {
    uri: 'sip:demo-8001@127.0.0.3:15511;ob',
    contact_status: 'Reachable',
    aor: 'demo-8001',
    roundtrip_usec: '1980',
  },
};

test('an event of a contact is understood, others are passed over', () => {
  expect(contactOfEvent(EVENT)).toEqual({
    endpoint: 'demo-8001',
    uri: 'sip:demo-8001@127.0.0.3:15511;ob',
    status: 'Reachable',
    roundtripMs: 2,
  });
  expect(contactOfEvent({ ...EVENT, type: 'PeerStatusChange' })).toBeNull();
  expect(contactOfEvent({ type: 'ContactStatusChange' })).toBeNull();
  expect(contactOfEvent(null)).toBeNull();
});

test("rows of the manager's two lists are understood, others are passed over", () => {
  const uri = 'sip:demo-8001@127.0.0.3:15511';
  expect(contactOfRow({ Endpoint: 'demo-8001', Uri: uri, Status: 'NonQualified', RoundtripUsec: 'N/A' })).toEqual({
    endpoint: 'demo-8001',
    uri,
    status: 'NonQualified',
    roundtripMs: null,
  });
  expect(contactOfRow({ EndpointName: 'trunk-city', URI: 'sip:127.0.0.2:5060', Status: 'Unreachable' })).toMatchObject({
    endpoint: 'trunk-city',
  });
  expect(contactOfRow({ Event: 'AorDetail', EndpointName: 'trunk-city' })).toBeNull();
});

test('a telephone registers, moves to another port, and signs out', () => {
  const lines = new LineStates();
  expect(lines.line('demo-8001')).toEqual({ contact: null, since: null, roundtripMs: null });
  expect(lines.heard(contact('demo-8001', 5001), 1000)).toBe(true);
  expect(lines.line('demo-8001')).toMatchObject({
    contact: { address: '127.0.0.3:5001', answers: null },
    since: 1000,
  });
  // the new place is told before the end of the old
  expect(lines.heard(contact('demo-8001', 5002), 2000)).toBe(true);
  expect(lines.heard(contact('demo-8001', 5001, 'Removed'), 2001)).toBe(false);
  expect(lines.line('demo-8001')).toMatchObject({ contact: { address: '127.0.0.3:5002' }, since: 2000 });
  expect(lines.heard(contact('demo-8001', 5002, 'Removed'), 3000)).toBe(true);
  expect(lines.line('demo-8001')).toEqual({ contact: null, since: 3000, roundtripMs: null });
});

test('a trunk answers, falls silent, answers again: each since then', () => {
  const lines = new LineStates();
  lines.heard(contact('trunk-city', 5060), 1000);
  lines.heard(contact('trunk-city', 5060, 'Reachable'), 2000);
  lines.heard({ ...contact('trunk-city', 5060, 'Reachable'), roundtripMs: 4 }, 2500);
  expect(lines.line('trunk-city')).toMatchObject({ contact: { answers: true }, since: 2000, roundtripMs: 4 });
  lines.heard(contact('trunk-city', 5060, 'Unreachable'), 3000);
  expect(lines.line('trunk-city')).toMatchObject({ contact: { answers: false }, since: 3000 });
});

test('what is found by the first list is so since before; later lists tell what events have not', () => {
  const lines = new LineStates();
  expect(lines.seen([contact('a', 1), contact('b', 1)], nobody, 1000)).toEqual(['a', 'b']);
  expect(lines.line('a')).toMatchObject({ contact: { address: '127.0.0.3:1' }, since: null });
  expect(lines.seen([contact('a', 1), contact('c', 1)], nobody, 2000)).toEqual(['b', 'c']);
  expect(lines.line('a').since).toBeNull();
  expect(lines.line('b')).toMatchObject({ contact: null, since: 2000 });
  expect(lines.line('c')).toMatchObject({ contact: { address: '127.0.0.3:1' }, since: 2000 });
});

test('what was heard while a list was made is newer than the list', () => {
  const lines = new LineStates();
  lines.heard(contact('a', 1), 500);
  lines.heard(contact('b', 1), 500);
  lines.heard(contact('a', 1, 'Removed'), 1000);
  lines.heard(contact('c', 1), 1000);
  expect(lines.seen([contact('a', 1), contact('b', 1)], new Set(['a', 'c']), 1001)).toEqual([]);
  expect(lines.line('a').contact).toBeNull();
  expect(lines.line('c').contact).not.toBeNull();
});
