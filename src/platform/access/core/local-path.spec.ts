import { localPath } from './local-path.js';

test.each([
  ['/console/resources/queue?page=2', '/console/resources/queue?page=2'],
  ['/account', '/account'],
  ['/console/../account', '/account'],
  ['https://evil.example/', '/console'],
  ['//evil.example', '/console'],
  ['/\\evil.example', '/console'],
  ['/x/..//evil.example', '/console'],
  ['/\t/evil.example', '/console'],
  ['\\\\evil.example', '/console'],
  ['javascript:alert(1)', '/console'],
  ['/sign-out', '/console'],
  ['/sign-in?next=/sign-in', '/console'],
  ['', '/console'],
  [undefined, '/console'],
  [['/console'], '/console'],
  [`/${'x'.repeat(3000)}`, '/console'],
])('%j leads to %s', (wish, path) => {
  expect(localPath(wish)).toBe(path);
});
