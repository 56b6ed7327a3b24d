import { drawInteger, seedRandom } from '../../kernel/random.js';
import { NumberList, type ListedNumber } from './number-list.js';

const list = (...entries: ListedNumber[]): NumberList<ListedNumber> =>
  new NumberList(entries, ({ number }) => [number]);

test('the number itself comes before how it begins, the longest beginning before shorter ones', () => {
  const numbers = list(
    { id: 'short', number: '138', isPrefix: true },
    { id: 'long', number: '13800', isPrefix: true },
    { id: 'whole', number: '13800138000' },
  );
  const idOf = (number: string): string | undefined => numbers.find([number], 0)?.id;
  expect(['13800138000', '138001380001', '13811', '13800', '13', ''].map(idOf)).toEqual([
    ...['whole', 'long', 'short', 'long', undefined, undefined],
  ]);
});

test('what has expired says nothing, and hides nothing shorter', () => {
  const numbers = list(
    { id: 'short', number: '138', isPrefix: true },
    { id: 'long', number: '1380', isPrefix: true, expiresAt: 10 },
  );
  expect([9, 10].map((now) => numbers.find(['13800'], now)?.id)).toEqual(['long', 'short']);
});

test('the same number twice in other writing: the one that lasts longer', () => {
  const entries = [
    { id: 'soon', number: '+861', expiresAt: 10 },
    { id: 'stays', number: '1' },
    { id: 'x', number: '1' },
  ];
  expect(new NumberList(entries, () => ['1']).find(['1'], 20)?.id).toBe('stays');
});

test('as a plain reading of the rule says, for any lists and numbers', () => {
  let state = seedRandom(4);
  const below = (end: number): number => {
    const drawn = drawInteger(state, 0, end - 1);
    state = drawn.state;
    return drawn.value;
  };
  const digits = (most: number): string => Array.from({ length: 1 + below(most) }, () => String(below(3))).join('');
  for (let round = 0; round < 300; round += 1) {
    const entries = Array.from({ length: below(30) }, (): ListedNumber => ({
      number: digits(6),
      isPrefix: below(2) === 0,
      ...(below(3) === 0 ? { expiresAt: below(20) } : {}),
    }));
    const numbers = list(...entries);
    for (let asked = 0; asked < 30; asked += 1) {
      const [number, now] = [digits(8), below(20)];
      const best = entries
        .filter(({ expiresAt = Infinity }) => now < expiresAt)
        .filter((entry) => (entry.isPrefix === true ? number.startsWith(entry.number) : number === entry.number))
        .map((entry) => (entry.isPrefix === true ? entry.number.length : 100))
        .reduce((one, other) => Math.max(one, other), 0);
      const found = numbers.find([number], now);
      const length = found === undefined ? 0 : found.isPrefix === true ? found.number.length : 100;
      expect([number, length]).toEqual([number, best]);
    }
  }
});
