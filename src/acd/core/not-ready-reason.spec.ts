import type { UsualReason } from './not-ready-reason.js';
import { inOrder, nameOfReason, reasonMeant } from './not-ready-reason.js';

const own = (code: string, key = code, active = true): UsualReason => ({
  ...{ code, key, name: { zh: `原因${code}`, en: `Reason ${code}` }, paid: true, active },
});
const OWN = [own('10'), own('2', 'lunch'), own('1', '1', false), own('007')];

// what the tenant has, what is said -> key
test.each<[string, readonly UsualReason[] | undefined, string | null, string | undefined]>([
  ['none of its own, nothing said', undefined, null, 'break'],
  ['none of its own', [], '2', 'lunch'],
  ['none of its own, by its key', undefined, 'training', 'training'],
  ['none of its own', undefined, '6', undefined],
  ['its own, nothing said: the first that may be chosen', OWN, null, 'lunch'],
  ['its own, by code', OWN, '10', '10'],
  ['its own, by key', OWN, 'lunch', 'lunch'],
  ['its own, not any more', OWN, '1', undefined],
  ['its own, and one of the usual ones that it has not', OWN, 'meeting', undefined],
  ['codes are texts', OWN, '7', undefined],
])('%s: %j %j means %j', (_story, reasons, said, key) => {
  expect(reasonMeant(reasons, said)?.key).toBe(key);
});

test('what was chosen once keeps its name, whatever became of the reason', () => {
  expect(nameOfReason(OWN, '1')?.en).toBe('Reason 1');
  expect(nameOfReason(OWN, 'lunch')?.en).toBe('Reason 2');
  expect(nameOfReason(OWN, 'meeting')?.zh).toBe('会议');
  expect(nameOfReason(undefined, 'break')?.zh).toBe('小休');
  expect(nameOfReason(OWN, 'no_answer')).toBeNull();
  expect(nameOfReason(OWN, null)).toBeNull();
});

test('codes are in the order in which people count', () => {
  expect(inOrder(OWN).map(({ code }) => code)).toEqual(['1', '2', '007', '10']);
});
