import { storable, storableText } from './storable.js';

test('what PostgreSQL would refuse is left out or marked, all else stays', () => {
  expect(storableText('a\0b 🐼 \ud83d')).toBe('ab 🐼 \ufffd');
  const at = new Date(0);
  const odd = { 'k\0': ['x\udc00', { deep: '\0' }], at, none: null, count: 1, yes: true };
  expect(storable(odd)).toEqual({ k: ['x\ufffd', { deep: '' }], at, none: null, count: 1, yes: true });
});
