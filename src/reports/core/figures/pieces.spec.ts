import { partOf, type Happened } from './by-thing.js';
import { KEPT_MS, stretchesOf } from './pieces.js';

test('intervals that follow each other are one stretch, in whatever order they are told', () => {
  const at = (n: number): number => n * KEPT_MS;
  expect(stretchesOf([at(7), at(2), at(3), at(9), at(8)])).toEqual([
    { from: at(2), to: at(4) },
    { from: at(7), to: at(10) },
  ]);
  expect(stretchesOf([])).toEqual([]);
});

test('a part is what reaches into it: also what ends with its first instant, or goes on; not what begins with its end', () => {
  const visit = (callId: string, enteredAt: number, leftAt: number | null): Happened['visits'][number] => ({
    ...{ callId, seq: 1, queueId: 'q', enteredAt, leftAt, outcome: null, agentId: null },
  });
  const visits = [visit('before', 0, 9), visit('ends', 0, 10), visit('over', 0, 99), visit('goes on', 19, null)];
  const part = partOf(
    { visits: [...visits, visit('after', 20, 21)], offers: [], spans: [], holds: [] },
    { from: 10, to: 20 },
  );
  expect(part.visits.map(({ callId }) => callId)).toEqual(['ends', 'over', 'goes on']);
});
