import type { Destination } from '../../kernel/destination.js';
import type { ExtensionId } from '../../kernel/ids.js';
import { decideForwarding, MOST_FORWARDINGS, NOT_FORWARDED, type Forwarding, type ForwardWhy } from './forwarding.js';

const id = 'x8001' as ExtensionId;
const TO: Destination = { to: 'external', number: '13900000009' };
const OTHERS = ['x1', 'x2', 'x3', 'x4', 'x5'] as ExtensionId[];
const STAYS = { kind: 'stays' };
const GOES = { kind: 'goes', to: TO };
const CIRCLE = { kind: 'circle' };
const ALL: Partial<Forwarding> = { forwardAll: TO };
const AFTER_HOURS: Partial<Forwarding> = { forwardAfterHours: TO };
const BUSY: Partial<Forwarding> = { forwardBusy: TO };
const NO_ANSWER: Partial<Forwarding> = { forwardNoAnswer: TO };
const UNREACHABLE: Partial<Forwarding> = { forwardUnreachable: TO };

const TABLE: readonly [Partial<Forwarding>, ForwardWhy, readonly ExtensionId[], object][] = [
  [{}, 'all', [], STAYS],
  [ALL, 'all', [], GOES],
  [ALL, 'busy', [], STAYS],
  [ALL, 'no_answer', [], STAYS],
  [AFTER_HOURS, 'after_hours', [], GOES],
  [AFTER_HOURS, 'all', [], STAYS],
  [BUSY, 'after_hours', [], STAYS],
  [BUSY, 'busy', [], GOES],
  [BUSY, 'no_answer', [], STAYS],
  [BUSY, 'all', [], STAYS],
  [NO_ANSWER, 'no_answer', [], GOES],
  [NO_ANSWER, 'unreachable', [], STAYS],
  [UNREACHABLE, 'unreachable', [], GOES],
  [UNREACHABLE, 'busy', [], STAYS],
  [ALL, 'all', OTHERS.slice(1), GOES],
  [ALL, 'all', OTHERS, CIRCLE],
  [ALL, 'all', [id], CIRCLE],
  [NO_ANSWER, 'no_answer', ['x1' as ExtensionId, id], CIRCLE],
  // Who does not send on ends nothing, however long the way was.
  [ALL, 'busy', [...OTHERS, id], STAYS],
];

test.each(TABLE)('%j, %s, after %j: %j', (rules, why, passed, outcome) => {
  expect(decideForwarding({ id, forwarding: { ...NOT_FORWARDED, ...rules } }, why, passed)).toEqual(outcome);
});

test('a telephone of which nothing is said forwards nobody', () => {
  expect(decideForwarding({ id }, 'all', [])).toEqual(STAYS);
});

test('as many telephones may send on as the limit says', () => {
  expect(OTHERS).toHaveLength(MOST_FORWARDINGS);
});
