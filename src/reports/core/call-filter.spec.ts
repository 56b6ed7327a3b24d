import { callFilter } from './call-filter.js';

test.each([
  ['caller', 'a\0'],
  ['called', '\ud800'],
  ['trunk', 'x'.repeat(101)],
  ['talkedMs', '99999999999'],
  ['waitedMs', '1.5'],
  ['totalMs', { from: '0', to: '2147483648' }],
  ['arrivedAt', { from: '+010000-01-01T00:00:00Z' }],
  ['arrivedAt', 'Infinity'],
])('no call can match %s %j', (field, wanted) => {
  expect(callFilter({ [field]: wanted })).toEqual({ filter: {}, wrong: [field] });
});

test('parts of texts, ranges of numbers and instants are what calls are searched by', () => {
  const asked = { caller: ' 138 ', totalMs: { to: '2147483647' }, arrivedAt: { from: '9999-12-31T00:00:00Z' } };
  expect(callFilter(asked)).toEqual({
    filter: { caller: '138', totalMs: { to: 2_147_483_647 }, arrivedAt: { from: Date.parse('9999-12-31T00:00:00Z') } },
    wrong: [],
  });
});
