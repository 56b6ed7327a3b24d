import { z } from 'zod';

import { givenName, matching, nodeName, validInput, wholeNumber, yesNo } from './valid-input.js';
import { InvalidInput } from './validation.errors.js';

const DIGITS = { zh: '应为数字', en: 'Must be digits' };

function faultsOf(schema: z.ZodType, input: unknown): InvalidInput {
  try {
    validInput(schema, input);
  } catch (error) {
    if (error instanceof InvalidInput) return error;
    throw error;
  }
  throw new Error('the input was valid');
}

describe('input of people', () => {
  const schema = z.object({
    number: matching(/^[0-9]+$/, DIGITS),
    name: givenName(10),
    seconds: wholeNumber(1, 60),
    record: yesNo,
  });
  const input = { number: '12', name: ' Ann ', seconds: '20', record: 'false' };

  it('comes out as the schema has it: text of forms as numbers and yes or no, names trimmed', () => {
    expect(validInput(schema, input)).toEqual({ number: '12', name: 'Ann', seconds: 20, record: false });
    expect(validInput(schema, { ...input, seconds: 20, record: true })).toMatchObject({ seconds: 20, record: true });
  });

  it('what the schema does not know is left out', () => {
    expect(validInput(schema, { ...input, tenantId: 'another', __proto__: { version: 9 } })).not.toHaveProperty(
      'tenantId',
    );
  });

  it('all wrong fields are told at once, each in both languages', () => {
    const error = faultsOf(schema, { number: 'x', name: '', seconds: '61', record: 'perhaps' });
    expect(Object.keys(error.fields)).toEqual(['number', 'name', 'seconds', 'record']);
    for (const text of Object.values(error.fields)) {
      expect(text.zh).toMatch(/\p{Script=Han}/u);
      expect(text.en).toMatch(/^[ -~]+$/);
    }
    expect(error).toMatchObject({ code: 'platform.invalid_input', httpStatus: 400, fields: { number: DIGITS } });
    expect(error.text.en).toMatch(/^The input is wrong: number: Must be digits; name: /);
    expect(error.text.zh).toMatch(/^输入有误：number：应为数字；name：/);
  });

  it('fields within fields are named with dots', () => {
    const nested = z.object({ keys: z.record(z.string(), z.object({ to: z.literal('menu') })) });
    expect(Object.keys(faultsOf(nested, { keys: { '1': { to: 'menu' }, '3': {} } }).fields)).toEqual(['keys.3.to']);
  });

  it('of several faults of a field the first is told', () => {
    const twice = z.object({
      name: z
        .string()
        .min(3, 'short')
        .regex(/^[a-z]+$/, 'strange'),
    });
    expect(faultsOf(twice, { name: 'A' }).fields).toEqual({ name: { zh: 'short', en: 'short' } });
  });

  it.each([undefined, null, 'text', 7, [], () => input])('%p is no input, and is told as one', (nothing) => {
    expect(faultsOf(schema, nothing).fields).toBeDefined();
  });

  it.each(['<script>', '🎧', '汉'.repeat(10), "'; DROP TABLE"])('%s may be a name', (name) => {
    expect(validInput(givenName(40), name)).toBe(name);
  });

  it.each(['', '   ', 'x'.repeat(11), 'two\nlines', 'bell\u0007'])('%j is no name', (name) => {
    expect(() => validInput(givenName(10), name)).toThrow(InvalidInput);
  });

  it.each(['\ud800', 'half \udc00 an emoji', 'nul\0'])('%j is kept by no database, and told at its field', (text) => {
    const free = z.object({ list: z.array(z.object({ note: z.string() })) });
    expect(faultsOf(free, { list: [{ note: 'well' }, { note: text }] }).fields['list.1.note']).toEqual({
      zh: expect.stringContaining('无法保存的字符'),
      en: expect.stringContaining('cannot be kept'),
    });
    const any = z.object({ filter: z.record(z.string(), z.string()) });
    expect(Object.keys(faultsOf(any, { filter: { [text]: 'x' } }).fields)).toEqual(['filter']);
    expect(() => validInput(givenName(100), text)).toThrow(InvalidInput);
  });

  it.each(['\u202egnp.exe', 'a\u200fb', '\u2066x\u2069'])('%j would look like another name', (name) => {
    expect(faultsOf(z.object({ name: givenName() }), { name }).fields.name?.en).toContain('direction of writing');
  });

  it.each(['', 'Node 1', '-node', 'n'.repeat(41), 'x'.repeat(1_000_000)])('a node is not called so', (name) => {
    expect(() => validInput(nodeName, name)).toThrow(InvalidInput);
    expect(validInput(nodeName, 'node-1')).toBe('node-1');
  });

  it('what a name or a number must be is told in plain words', () => {
    expect(faultsOf(schema, { ...input, name: ' ', seconds: 0 }).fields).toEqual({
      name: { zh: '请填写', en: 'Please fill this in' },
      seconds: { zh: '应为 1 到 60 的整数', en: 'A whole number from 1 to 60' },
    });
    expect(faultsOf(schema, { ...input, name: 'x'.repeat(11) }).fields.name?.en).toBe('At most 10 characters');
  });

  it.each(['', 'abc', '1.5', 1.5, '1e3', '0x10', '99999999999999999999', null, true, NaN])(
    '%p is no whole number',
    (value) => {
      expect(() => validInput(wholeNumber(0, 10_000), value)).toThrow(InvalidInput);
    },
  );
});
