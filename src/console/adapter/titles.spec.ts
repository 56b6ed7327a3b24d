import type { Field } from '../resources/resource.js';
import { namedIn } from './titles.js';

const field = (kind: Field['kind'], to?: string): Field => ({
  name: 'x',
  kind,
  label: { zh: 'x', en: 'x' },
  ...(to === undefined ? {} : { to }),
});

test.each([
  [field('reference', 'extension'), 'e1', ['extension e1']],
  [field('reference', 'extension'), null, []],
  [field('references', 'agent'), ['a1', 'a2', 3], ['agent a1', 'agent a2']],
  [field('text'), 'e1', []],
  [field('destination'), { to: 'queue', queueId: 'q1' }, ['queue q1']],
  [field('destination'), { to: 'play', promptId: 'p1' }, ['prompt p1']],
  [field('destination'), { to: 'hangUp' }, []],
  [field('destination'), { to: 'elsewhere', queueId: 'q1' }, []],
  [
    field('menuAction'),
    {
      kind: 'keys',
      keys: { '1': { to: 'queue', queueId: 'q1' }, '*': { to: 'menu', menuId: 'm1' } },
      otherwise: { to: 'extension', extensionId: 'e1' },
    },
    ['queue q1', 'menu m1', 'extension e1'],
  ],
])('things named in a field: %j with %j', (of, value, things) => {
  expect(namedIn(of, value).map(({ resource, id }) => `${resource} ${id}`)).toEqual(things);
});
