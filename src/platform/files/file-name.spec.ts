import { fileNameFrom } from './file-name.js';

test.each([
  ['欢迎 welcome', '欢迎 welcome.wav'],
  ['../../etc/passwd', '__.._etc_passwd.wav'],
  ['a\r\nSet-Cookie: x', 'a__Set-Cookie_ x.wav'],
  ['C:\\boot.ini', 'C__boot.ini.wav'],
  ['...', '_.wav'],
  ['', 'file.wav'],
  ['\ud800 half a character', '\ufffd half a character.wav'],
  ['evil\u202egnp', 'evil_gnp.wav'],
])('%j', (name, file) => {
  expect(fileNameFrom(name, 'wav')).toBe(file);
});

test('a long name is cut at whole characters', () => {
  expect(fileNameFrom('😀'.repeat(200), 'wav')).toBe(`${'😀'.repeat(100)}.wav`);
});
