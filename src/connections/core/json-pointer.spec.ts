import { asText, pointed } from './json-pointer.js';

// RFC 6901, section 5.
const DOCUMENT: unknown = { foo: ['bar', 'baz'], '': 0, 'a/b': 1, 'c%d': 2, 'e^f': 3, 'm~n': 8, ' ': 7 };

test.each([
  ['', DOCUMENT],
  ['/foo', ['bar', 'baz']],
  ['/foo/0', 'bar'],
  ['/', 0],
  ['/a~1b', 1],
  ['/c%d', 2],
  ['/m~0n', 8],
  ['/ ', 7],
  ['/foo/2', undefined],
  ['/foo/length/x', undefined],
  ['/constructor', undefined],
  ['foo', undefined],
])('%j points to %j', (pointer, value) => {
  expect(pointed(DOCUMENT, pointer)).toEqual(value);
});

test.each([
  [null, ''],
  [undefined, ''],
  ['text', 'text'],
  [12.5, '12.5'],
  [false, 'false'],
  [['a'], '["a"]'],
  [new Date(0), '1970-01-01T00:00:00.000Z'],
])('%j is the text %j', (value, text) => {
  expect(asText(value)).toBe(text);
});
