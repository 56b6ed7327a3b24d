import { kindOfAnswer } from './session-answer.js';

it.each([
  [401, '', 'over'],
  [403, '{"code":"access.forged_request"}', 'over'],
  [403, '{"code":"access.not_permitted"}', 'other'],
  [403, '<html>a proxy', 'other'],
  [403, 'null', 'other'],
  [200, '{}', 'back'],
  [500, '', 'other'],
  [0, '', 'other'],
])('of an answer %d %s the session is %s', (status, body, kind) => {
  expect(kindOfAnswer(status, () => body)).toBe(kind);
});
