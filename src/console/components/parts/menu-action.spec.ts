import { destinationOf, draftOf } from './destination.js';
import { actionOf, draftActionOf, freeKey, KEYS, NEW_ACTION } from './menu-action.js';

const KEYED = {
  kind: 'keys',
  keys: { '1': { to: 'queue', queueId: 'q1' }, '*': { to: 'hangUp' } },
  keyTimeoutMs: 4500,
  attempts: 3,
  otherwise: { to: 'menu', menuId: 'm1' },
};

describe('destinations', () => {
  it.each([
    { to: 'queue', queueId: 'q1' },
    { to: 'extension', extensionId: 'e1' },
    { to: 'menu', menuId: 'm1' },
    { to: 'external', number: '010 6234-5678' },
    { to: 'play', promptId: 'p1' },
    { to: 'hangUp' },
  ])('%j comes back as it was', (destination) => {
    expect(destinationOf(draftOf(destination))).toEqual(destination);
  });

  it('nothing chosen is nothing; half chosen is sent as it is, for the server to say what is missing', () => {
    expect(destinationOf({ to: '', id: null })).toBeNull();
    expect(destinationOf({ to: 'queue', id: null })).toEqual({ to: 'queue' });
  });

  it.each([undefined, null, 'x', 3, {}, { to: 'elsewhere' }])('%j is not chosen yet', (value) => {
    expect(draftOf(value)).toEqual({ to: '', id: null });
  });
});

describe('what a menu does', () => {
  it.each([KEYED, { kind: 'go', destination: { to: 'hangUp' } }])('%j comes back as it was', (action) => {
    expect(actionOf(draftActionOf(action))).toEqual(action);
  });

  it('what is no number is sent as typed', () => {
    expect(actionOf({ ...draftActionOf(KEYED), keyTimeoutS: 'five', attempts: '' })).toMatchObject({
      keyTimeoutMs: 'five',
      attempts: null,
    });
  });

  it('the next key is the first that is free', () => {
    expect(freeKey(draftActionOf(KEYED))).toBe('2');
    const all = KEYS.map((key) => ({ key, destination: { to: 'hangUp', id: null } as const }));
    expect(freeKey({ ...NEW_ACTION, keys: all })).toBeUndefined();
  });
});
