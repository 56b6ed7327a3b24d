import { preferredLanguage } from './preferred-language.js';

describe('preferredLanguage', () => {
  it.each([
    [undefined, 'en'],
    ['', 'en'],
    ['zh-CN,zh;q=0.9,en;q=0.8', 'zh'],
    ['en-GB, zh;q=0.5', 'en'],
    ['en;q=0.2, ZH-Hant;q=0.7', 'zh'],
    ['fr, de;q=0.9', 'en'],
    ['zh;q=0', 'en'],
    ['zh;q=abc', 'en'],
    [';;;,,q=', 'en'],
  ])('%s gives %s', (header, language) => {
    expect(preferredLanguage(header)).toBe(language);
  });
});
