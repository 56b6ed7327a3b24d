import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { resourceOptions } from './adapter/resource-options.js';
import { componentNameOf } from './component-name.js';
import type { ConsoleResource, FieldKind } from './resources/resource.js';

const FOLDER = join(import.meta.dirname, 'components');
const files = readdirSync(FOLDER).filter((file) => file.endsWith('.tsx'));
const names = new Set(files.map(componentNameOf));
const KINDS = {
  text: true,
  longText: true,
  number: true,
  boolean: true,
  instant: true,
  durationMs: true,
  money: true,
  choice: true,
  choices: true,
  reference: true,
  references: true,
  destination: true,
  menuAction: true,
  permissions: true,
  json: true,
  id: true,
} satisfies Record<FieldKind, true>;

test.each([
  ['live-page.tsx', 'LivePage'],
  ['top-bar.tsx', 'TopBar'],
])('%s holds %s', (file, name) => {
  expect(componentNameOf(file)).toBe(name);
});

it('every kind of field has its components', () => {
  const label = { zh: 'x', en: 'x' };
  const fields = Object.keys(KINDS).map((kind) => ({ name: kind, kind, label }));
  const action = { name: 'do', on: 'record', icon: 'Box', label, permission: 'queue.read' };
  const options = resourceOptions({
    id: 'x',
    module: 'system',
    fields,
    permissions: { read: 'queue.read' },
    actions: [action],
  } as unknown as ConsoleResource);
  const used = [
    ...Object.values(options.properties ?? {}).flatMap(({ components }) => Object.values(components ?? {})),
    ...Object.values(options.actions ?? {}).flatMap(({ component }) =>
      typeof component === 'string' ? component : [],
    ),
  ];
  expect(used.length).toBeGreaterThan(20);
  expect(used.filter((name) => !names.has(name))).toEqual([]);
});

it('every component is the default export of its file, under the name of the file', () => {
  const odd = files.filter((file) => {
    const text = readFileSync(join(FOLDER, file), 'utf8');
    return !new RegExp(`export default function ${componentNameOf(file)}\\b`).test(text);
  });
  expect(odd).toEqual([]);
});
