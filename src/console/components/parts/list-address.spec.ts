import { listAddress } from './list-address.js';

it('the way back to a list keeps its page and its filter, not what was marked', () => {
  expect(listAddress('queue', '?page=3&filters.name=a%26b&recordIds=1,2&refresh=true')).toBe(
    '/console/resources/queue?page=3&filters.name=a%26b',
  );
  expect(listAddress('queue', '?recordIds=1')).toBe('/console/resources/queue');
});
