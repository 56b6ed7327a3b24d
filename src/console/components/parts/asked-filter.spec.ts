import { askedFilter } from './asked-filter.js';

test('the address of a list is its filter and its order', () => {
  expect(
    askedFilter(
      '?filters.caller=138%2B&filters.arrivedAt~~from=2025-11-01T00%3A00%3A00Z&filters.arrivedAt~~to=2025-11-02&filters.called=&page=3&sortBy=talkedMs&direction=asc',
    ),
  ).toEqual({
    filter: { caller: '138+', arrivedAt: { from: '2025-11-01T00:00:00Z', to: '2025-11-02' } },
    sort: { by: 'talkedMs', descending: false },
  });
  expect(askedFilter('')).toEqual({ filter: {}, sort: null });
});
