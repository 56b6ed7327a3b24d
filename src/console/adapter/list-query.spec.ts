import type { ConsoleResource } from '../resources/resource.js';
import { listQueryOf } from './list-query.js';

const CALLS = {
  fields: [
    { name: 'at', kind: 'instant', sortable: true },
    { name: 'caller', kind: 'text' },
    { name: 'talkedMs', kind: 'durationMs' },
    { name: 'amount', kind: 'money' },
    { name: 'secret', kind: 'text', on: ['show'] },
  ],
} as unknown as ConsoleResource;

const query = (filters: Readonly<Record<string, unknown>>, wish = {}) => listQueryOf(CALLS, filters, wish)!;

describe('listQueryOf', () => {
  it('searches by fields that are for searching, and by no others', () => {
    expect(query({ caller: '138', secret: 'x', tenant_id: 'theirs' }).filter).toEqual({ caller: '138' });
  });

  it('a range may be open at either end; an empty one is none', () => {
    expect(query({ at: { from: '2026-01-01', to: '' } }).filter).toEqual({ at: { from: '2026-01-01' } });
    expect(query({ at: { from: '', to: '' } }).filter).toEqual({});
    expect(query({ at: { $gt: '' }, caller: ['a', 'b'] }).filter).toEqual({});
  });

  it('amounts are typed as people write them and reach the rooms in millionths', () => {
    expect(query({ amount: { from: '0.15', to: '20' } }).filter).toEqual({
      amount: { from: '150000', to: '20000000' },
    });
    expect(query({ amount: '-3' }).filter).toEqual({ amount: '-3000000' });
  });

  it('what is too long is cut, and no character with it', () => {
    expect(query({ caller: 'x'.repeat(500) }).filter.caller).toHaveLength(200);
    expect(query({ caller: `x${'😀'.repeat(500)}` }).filter.caller).toHaveLength(199);
  });

  it.each([
    { caller: 'a\0' },
    { caller: '\ud800' },
    { at: 'yesterday' },
    { at: { from: '+275760-09-13T00:00:00Z' } },
    { at: { to: '-000001-01-01T00:00:00Z' } },
    { talkedMs: '1.5' },
    { talkedMs: { from: '1e30' } },
    { talkedMs: { from: '0', to: 'Infinity' } },
    { talkedMs: '99999999999' },
    { talkedMs: ' ' },
    { amount: 'much' },
    { amount: { from: '0.1', to: '1e3' } },
  ])('nothing can match %j', (filters) => {
    expect(query(filters)).toBeNull();
  });

  it('sorts by fields that are for sorting', () => {
    expect(query({}, { sort: { sortBy: 'at', direction: 'desc' } }).sort).toEqual({ by: 'at', descending: true });
    expect(query({}, { sort: { sortBy: 'caller', direction: 'asc' } }).sort).toBeNull();
    expect(query({}, { sort: { sortBy: 'at; DROP TABLE', direction: 'asc' } }).sort).toBeNull();
  });

  test.each([
    [{ limit: 20, offset: 40 }, 20, 40],
    [{ limit: '99999', offset: '-3' }, 500, 0],
    [{ limit: 'x', offset: 'y' }, 10, 0],
    [{ limit: Number.NaN, offset: Number.POSITIVE_INFINITY }, 10, 0],
  ])('%j is a page of %d from %d', (wish, limit, offset) => {
    expect(query({}, wish)).toMatchObject({ limit, offset });
  });
});
