import { z } from 'zod';

import type { DbSession } from '../database/transaction.js';
import { validInput } from '../validation/valid-input.js';
import { chosen, chosenDestination, chosenMany, jsonOf, mustBeThere } from './reference-input.js';
import { References } from './references.js';

const ID = '0193e4a0-0000-7000-8000-00000000000a';
const OTHER = '0193e4a0-0000-7000-8000-00000000000b';
const SESSION = {} as DbSession;

describe('what forms choose', () => {
  const schema = z.object({ one: chosen(), many: chosenMany(), destination: chosenDestination });
  const input = { one: ID, many: [ID], destination: { to: 'queue', queueId: ID } };

  it('ids come out in lower case and once, as the engine compares them', () => {
    const shouted = { one: ID.toUpperCase(), many: [ID, ID.toUpperCase(), OTHER], destination: input.destination };
    expect(validInput(schema, shouted)).toEqual({ ...input, many: [ID, OTHER] });
    const destination = { to: 'menu', menuId: ID.toUpperCase() };
    expect(validInput(chosenDestination, destination)).toEqual({ to: 'menu', menuId: ID });
  });

  it('a destination may come as JSON text, with nothing in it but what belongs to it', () => {
    const text = JSON.stringify({ to: 'play', promptId: ID, queueId: OTHER, secret: 1 });
    expect(validInput(chosenDestination, text)).toEqual({ to: 'play', promptId: ID });
    expect(validInput(chosenDestination, '{"to":"hangUp"}')).toEqual({ to: 'hangUp' });
  });

  it.each([
    ['one', undefined],
    ['one', null],
    ['one', ''],
    ['one', 7],
    ['one', [ID]],
    ['one', `${ID} OR true`],
    ['many', 'all'],
    ['many', [7]],
    ['many', ['x']],
    ['many', { 0: ID }],
    ['destination', undefined],
    ['destination', null],
    ['destination', ''],
    ['destination', 'queue'],
    ['destination', []],
    ['destination', { to: 'queue' }],
    ['destination', { to: 'queue', menuId: ID }],
    ['destination', { to: 'elsewhere' }],
  ])('%s: %j is told at its field', (field, value) => {
    expect(() => validInput(schema, { ...input, [field]: value })).toThrow(
      expect.objectContaining({
        fields: { [field]: { zh: expect.stringMatching(/\p{Script=Han}/u), en: expect.stringMatching(/^[ -~]+$/) } },
      }),
    );
  });

  it('an empty text chooses none of many', () => {
    expect(validInput(chosenMany(), '')).toEqual([]);
    expect(validInput(chosenMany(), null)).toEqual([]);
  });

  it('text that is no JSON stays text', () => {
    expect(jsonOf('{"a":')).toBe('{"a":');
    expect(jsonOf('[1]')).toEqual([1]);
  });
});

describe('what was chosen must be there', () => {
  const references = new References();
  references.register({
    kind: 'queue',
    label: (_session, id) => Promise.resolve(id === ID ? '2000 Sales' : undefined),
    usesOf: (_session, thing) =>
      Promise.resolve(thing.id === ID ? [{ kind: 'queue', id: OTHER, label: '2001 Service' }] : []),
  });

  it('every field whose choice is not there is named; null needs nothing', async () => {
    await mustBeThere(references, SESSION, { overflow: { kind: 'queue', id: ID }, nothing: null });
    await expect(
      mustBeThere(references, SESSION, {
        good: { kind: 'queue', id: ID },
        'keys.1': { kind: 'queue', id: OTHER },
        'keys.2': { kind: 'menu', id: ID },
        'keys.3': { kind: 'queue', id: 'no id' },
      }),
    ).rejects.toMatchObject({
      fields: { 'keys.1': expect.anything(), 'keys.2': expect.anything(), 'keys.3': expect.anything() },
    });
  });

  it('a fault of the room is no missing choice', async () => {
    const broken = new References();
    broken.register({
      kind: 'queue',
      label: () => Promise.reject(new Error('database away')),
      usesOf: () => Promise.resolve([]),
    });
    await expect(mustBeThere(broken, SESSION, { overflow: { kind: 'queue', id: ID } })).rejects.toThrow(
      'database away',
    );
  });

  it('a destination must be there but for hanging up', async () => {
    await references.destinationMustExist(SESSION, { to: 'hangUp' });
    await references.destinationMustExist(SESSION, { to: 'queue', queueId: ID as never });
    await expect(
      references.destinationMustExist(SESSION, { to: 'extension', extensionId: ID as never }),
    ).rejects.toMatchObject({ code: 'platform.not_found' });
  });

  it('what is used is named with its users, what is not used or has no id is free', async () => {
    await expect(references.refuseIfUsed(SESSION, { kind: 'queue', id: ID })).rejects.toMatchObject({
      code: 'platform.in_use',
      httpStatus: 409,
      text: { zh: '正在使用，不能删除。使用它的有：队列 2001 Service' },
    });
    await references.refuseIfUsed(SESSION, { kind: 'queue', id: OTHER });
    await references.refuseIfUsed(SESSION, { kind: 'queue', id: "x'" });
  });
});
