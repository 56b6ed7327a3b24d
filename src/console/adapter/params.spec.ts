import { InvalidInput } from '../../platform/validation/validation.errors.js';
import type { ConsoleRecord, ConsoleResource, Field } from '../resources/resource.js';
import { inputOf, paramsOf, versionOf } from './params.js';

const text = (word: string) => ({ zh: word, en: word });
const field = (name: string, kind: Field['kind'], more: Partial<Field> = {}): Field => ({
  name,
  kind,
  label: text(name),
  ...more,
});

const QUEUES = {
  id: 'queue',
  fields: [
    field('id', 'id'),
    field('name', 'text', { required: true }),
    field('number', 'text', { on: ['list', 'create'] }),
    field('waitMs', 'durationMs'),
    field('record', 'boolean'),
    field('agents', 'references', { to: 'agent' }),
    field('overflow', 'destination'),
    field('madeAt', 'instant', { on: ['show'] }),
  ],
} as unknown as ConsoleResource;

describe('paramsOf', () => {
  it('carries described fields flat, objects as JSON, instants as text, and nothing that is not described', () => {
    const record = {
      id: 'q1',
      version: 3,
      name: '</script>',
      number: '2000',
      waitMs: 1500,
      record: true,
      agents: ['a1'],
      overflow: { to: 'hangUp' },
      madeAt: new Date('2026-11-22T05:00:00Z'),
      passwordHash: 'never',
    } as ConsoleRecord;
    expect(paramsOf(QUEUES, record)).toEqual({
      id: 'q1',
      version: 3,
      name: '</script>',
      number: '2000',
      waitMs: 1500,
      record: true,
      agents: '["a1"]',
      overflow: '{"to":"hangUp"}',
      madeAt: '2026-11-22T05:00:00.000Z',
    });
  });
});

describe('inputOf', () => {
  const sent = {
    id: 'x',
    version: '3',
    name: 'n',
    number: '1',
    waitMs: '',
    overflow: '{"to":"hangUp"}',
    madeAt: 'now',
  };

  it('takes the fields of the form that was filled in, and no others', () => {
    expect(inputOf(QUEUES, 'edit', { ...sent, tenantId: 'theirs' })).toEqual({
      name: 'n',
      waitMs: null,
      record: false,
      overflow: { to: 'hangUp' },
    });
    expect(inputOf(QUEUES, 'create', sent)).toHaveProperty('number', '1');
  });

  it('says which required fields are empty, in both languages', () => {
    expect(() => inputOf(QUEUES, 'create', { ...sent, name: '' })).toThrow(InvalidInput);
    try {
      inputOf(QUEUES, 'create', {});
    } catch (error) {
      expect((error as InvalidInput).fields).toEqual({ name: { zh: '请填写', en: 'Please fill this in' } });
    }
  });

  it.each(['{', '['.repeat(100_000) + ']'.repeat(100_000)])(
    'JSON that is none, or too deep, is a fault',
    (overflow) => {
      try {
        inputOf(QUEUES, 'edit', { ...sent, overflow });
        throw new Error('accepted');
      } catch (error) {
        expect(Object.keys((error as InvalidInput).fields)).toEqual(['overflow']);
      }
    },
  );

  it('a list that was emptied is an empty list', () => {
    expect(inputOf(QUEUES, 'edit', { ...sent, agents: '' })).toHaveProperty('agents', []);
    expect(inputOf(QUEUES, 'edit', { ...sent, agents: '["a1"]' })).toHaveProperty('agents', ['a1']);
  });
});

describe('money', () => {
  const ACCOUNTS = {
    id: 'account',
    fields: [field('balance', 'money', { currency: 'currency', on: ['show'] }), field('limit', 'money')],
  } as unknown as ConsoleResource;

  it('is an amount on the screen, from millionths however the room has them', () => {
    const shown = (balance: unknown) => paramsOf(ACCOUNTS, { id: 'a', balance, limit: null } as ConsoleRecord);
    expect(shown('-150000')).toEqual({ id: 'a', balance: '-0.15', limit: null });
    expect(shown(12_345_678n)).toMatchObject({ balance: '12.345678' });
  });

  it.each([
    ['0.15', '150000'],
    [' 20 ', '20000000'],
    ['-0.000001', '-1'],
    ['', null],
  ])('typed as %j it is %j millionths', (limit, micro) => {
    expect(inputOf(ACCOUNTS, 'edit', { limit })).toEqual({ limit: micro });
  });

  it.each(['0,15', '1e3', '0.1234567', 'ten', '.5', '9'.repeat(13)])('%j is no amount', (limit) => {
    expect(() => inputOf(ACCOUNTS, 'edit', { limit })).toThrow(InvalidInput);
  });
});

test.each([
  [{ version: '3' }, 3],
  [{ version: 4 }, 4],
  [{}, 0],
  [{ version: 'x' }, 0],
  [{ version: '1.5' }, 0],
])('version of %j is %d', (payload, version) => {
  expect(versionOf(payload)).toBe(version);
});
