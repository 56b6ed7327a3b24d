import { formToken, placeOf, type MenuModule } from './place.js';

const item = (kind: 'resource' | 'page', id: string) => ({ kind, id, icon: 'Box', href: `/console/${kind}s/${id}` });
const MODULES: readonly MenuModule[] = [
  { name: 'live', items: [item('page', 'live')] },
  { name: 'inbound', items: [item('resource', 'queue'), item('resource', 'queue_rule')] },
];

test.each([
  ['/console', undefined],
  ['/console/resources/queue', 'inbound queue'],
  ['/console/resources/queue/records/q1/edit', 'inbound queue'],
  ['/console/resources/queue_rule', 'inbound queue_rule'],
  ['/console/pages/live', 'live live'],
  ['/console/pages/elsewhere', undefined],
])('%s is in %s', (path, place) => {
  const found = placeOf(MODULES, path);
  expect(found === undefined ? undefined : `${found.module.name} ${found.item.id}`).toBe(place);
});

test.each([
  ['XSRF-TOKEN=a%2Fb', 'a/b'],
  ['x=1; XSRF-TOKEN=t; y=2', 't'],
  ['NOT-XSRF-TOKEN=t', ''],
  ['', ''],
])('token in %j is %j', (cookies, token) => {
  expect(formToken(cookies)).toBe(token);
});
