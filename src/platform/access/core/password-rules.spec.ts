import { passwordFault } from './password-rules.js';

const whose = { login: 'wang.li', tenantCode: 'acme' };
const fault = (password: string) => passwordFault(password, whose)?.en;

test.each([
  ['short-one', /at least 10/],
  ['密码密码密码密码密', /at least 10/],
  ['x'.repeat(201), /at most 200/],
  ['wang.li2026', /user name/],
  ['WANG.LI!!!!', /user name/],
  ['acme123456', /company/],
  ['acmeacmeacme', /company/],
  ['password123', /common/],
  ['P@ssw0rd2026', /common/],
  ['1234567890', /common/],
  ['9876543210', /common/],
  ['aaaaaaaaaaaa', /common/],
  ['abababababab', /common/],
  ['qwertyuiop', /common/],
  ['Admin@123456', /common/],
  ['1qaz2wsx3edc', /common/],
  ['woaini1314520', /common/],
])('%s is refused', (password, said) => {
  expect(fault(password)).toMatch(said);
});

test.each([
  'correct horse battery',
  '床前明月光疑是地上霜',
  'k7#mQ2!vX9',
  'acme is not my password',
  '🐼'.repeat(4) + 'bamboo',
])('%s will do', (password) => {
  expect(fault(password)).toBeUndefined();
});

test('of an emoji each counts once, however it is stored', () => {
  expect(fault('🐼🐻🦊🐱🐶🐭')).toMatch(/at least 10/);
});
