import { randomBytes } from 'node:crypto';

import { BadJoinCode } from '../cluster.errors.js';
import { readJoinCode, writeJoinCode, type JoinCode } from './join-code.js';

const given = (address: string): JoinCode => ({
  address,
  port: 7443,
  fingerprint: randomBytes(32),
  secret: randomBytes(16),
});

it.each(['10.1.0.1', '2001:db8::1'])('a code for %s tells what was put in', (address) => {
  const code = given(address);
  const text = writeJoinCode(code);
  expect(text).toMatch(/^[\w-]{80,140}$/);
  expect(readJoinCode(text)).toEqual(code);
});

test('blanks and line ends that came in by pasting do not matter', () => {
  const code = given('10.1.0.1');
  const text = writeJoinCode(code);
  expect(readJoinCode(` ${text.slice(0, 40)}\n  ${text.slice(40)}\n`)).toEqual(code);
});

test('a slip of one character, a missing one and a word that is no code are told', () => {
  const text = writeJoinCode(given('10.1.0.1'));
  for (let at = 0; at < text.length; at += 1) {
    const other = text[at] === 'A' ? 'B' : 'A';
    expect(() => readJoinCode(text.slice(0, at) + other + text.slice(at + 1))).toThrow(BadJoinCode);
  }
  for (const wrong of ['', 'A', text.slice(1), text.slice(0, -1), `${text}A`, 'not a code at all', '{}']) {
    expect(() => readJoinCode(wrong)).toThrow(BadJoinCode);
  }
});
