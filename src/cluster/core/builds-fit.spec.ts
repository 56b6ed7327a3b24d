import { buildsFit } from './builds-fit.js';

it.each([
  ['1.4.0', '1.4.0', true],
  ['1.4.0', '1.4.17', true],
  ['1.3.9', '1.4.0', true],
  ['1.5.0-rc1', '1.4.2', true],
  ['1.6.0', '1.4.2', false],
  ['1.9.0', '1.11.0', false],
  ['2.4.0', '1.4.0', false],
  ['1.4.0', '', false],
  ['1.4', '1.4.0', false],
])('%s and %s in one cluster: %s', (one, other, fit) => {
  expect(buildsFit(one, other)).toBe(fit);
  expect(buildsFit(other, one)).toBe(fit);
});
