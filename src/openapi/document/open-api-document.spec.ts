import { Validator } from '@seriousme/openapi-schema-validator';

import { openApiDocument } from './open-api-document.js';

describe('the OpenAPI document', () => {
  it.each(['zh', 'en'] as const)('is one of OpenAPI 3.1 (%s)', async (language) => {
    const validator = new Validator();
    const { valid, errors } = await validator.validate(openApiDocument(language));
    expect(errors).toBeUndefined();
    expect(valid).toBe(true);
    expect(validator.version).toBe('3.1');
  });

  it('is the same each time it is made', () => {
    expect(JSON.stringify(openApiDocument('zh'))).toBe(JSON.stringify(openApiDocument('zh')));
  });

  it('says the same in both languages, but for the words', () => {
    const bare = (language: 'zh' | 'en'): string =>
      JSON.stringify(openApiDocument(language), (name, value: unknown) =>
        name === 'description' || name === 'summary' ? '' : value,
      );
    expect(bare('en')).toBe(bare('zh'));
    const english = JSON.stringify(openApiDocument('en'), (name, value: unknown) => (name === 'example' ? '' : value));
    expect(english).not.toMatch(/\p{Script=Han}/u);
  });
});
