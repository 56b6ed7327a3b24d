import { LineSplitter } from './line-splitter.js';

test('lines are whole wherever the chunks are cut, also inside of a character', () => {
  const splitter = new LineSplitter();
  const bytes = Buffer.from('{"a":1}\n{"b":"座席"}\n\n{"c"');
  const lines = Array.from(bytes).flatMap((byte) => splitter.push(Buffer.from([byte])));
  expect(lines).toEqual(['{"a":1}', '{"b":"座席"}']);
  expect(splitter.push(Buffer.from(':2}\n'))).toEqual(['{"c":2}']);
});

test('a line without end is refused before it fills the memory', () => {
  const splitter = new LineSplitter();
  const push = (): void => {
    for (let i = 0; i < 100; i += 1) splitter.push(Buffer.alloc(65_536, 'x'));
  };
  expect(push).toThrow('a line without end');
});
