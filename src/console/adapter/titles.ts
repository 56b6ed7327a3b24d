import type { Actor } from '../../platform/access/actor.js';
import type { DbSession } from '../../platform/database/transaction.js';
import type { ConsoleRegister } from '../console-register.js';
import type { ConsoleRecord, ConsoleResource, Field } from '../resources/resource.js';

/** Field -> id -> what people call the thing there. */
export type Titles = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** Where a value names a thing: the resource's id and the thing's. */
export interface Named {
  readonly resource: string;
  readonly id: string;
}

const DESTINATIONS: Readonly<Record<string, { readonly resource: string; readonly key: string }>> = {
  menu: { resource: 'menu', key: 'menuId' },
  queue: { resource: 'queue', key: 'queueId' },
  extension: { resource: 'extension', key: 'extensionId' },
  share: { resource: 'shared_queue', key: 'shareId' },
  play: { resource: 'prompt', key: 'promptId' },
};

/** The things that a field's value names; destinations are found however deep they lie. */
export function namedIn(field: Field, value: unknown): Named[] {
  const { kind, to } = field;
  if (kind === 'destination' || kind === 'menuAction') return destinationsIn(value);
  if (to === undefined) return [];
  const ids: readonly unknown[] = kind === 'references' && Array.isArray(value) ? value : [value];
  return ids.filter((id) => typeof id === 'string').map((id) => ({ resource: to, id }));
}

function destinationsIn(value: unknown): Named[] {
  if (typeof value !== 'object' || value === null) return [];
  const fields = value as Readonly<Record<string, unknown>>;
  const known = typeof fields.to === 'string' ? DESTINATIONS[fields.to] : undefined;
  const id = known === undefined ? undefined : fields[known.key];
  if (known !== undefined && typeof id === 'string') return [{ resource: known.resource, id }];
  return Object.values(fields).flatMap(destinationsIn);
}

/**
 * The titles of all that some records name, each thing looked for once. What the actor may not read, or is not there, has
 * no title.
 */
export async function titlesOf(
  register: ConsoleRegister,
  resource: ConsoleResource,
  records: readonly ConsoleRecord[],
  session: DbSession,
  actor: Actor,
): Promise<Titles[]> {
  const known = new Map<string, Promise<string | undefined>>();
  const titleOf = ({ resource: name, id }: Named): Promise<string | undefined> => {
    const key = `${name} ${id}`;
    const found = known.get(key) ?? titleOfOne(register.resource(name), id, session, actor);
    known.set(key, found);
    return found;
  };
  const titles: Titles[] = [];
  for (const record of records) {
    const values = record as unknown as Readonly<Record<string, unknown>>;
    const ofRecord: Record<string, Record<string, string>> = {};
    for (const field of resource.fields) {
      for (const named of namedIn(field, values[field.name])) {
        const title = await titleOf(named);
        if (title !== undefined) (ofRecord[field.name] ??= {})[named.id] = title;
      }
    }
    titles.push(ofRecord);
  }
  return titles;
}

async function titleOfOne(
  resource: ConsoleResource | undefined,
  id: string,
  session: DbSession,
  actor: Actor,
): Promise<string | undefined> {
  if (resource === undefined || !actor.permissions.has(resource.permissions.read)) return undefined;
  const record = await resource.find(session, id, actor);
  return record === undefined ? undefined : resource.title(record);
}
