import { ApiClient } from 'adminjs';

import type { Destination } from '../../../kernel/destination.js';
import type { ExtensionId, QueueId } from '../../../kernel/ids.js';
import { jsonOf } from '../parts/adminjs.js';
import type { NamedThing } from '../parts/use-things.js';

/** Whom a number reaches inside; null: nobody. What is found is told to `learn`. */
export async function askDialled(number: string, learn: (thing: NamedThing) => void): Promise<Destination | null> {
  if (number === '') return null;
  const client = new ApiClient();
  const find = async (resourceId: string): Promise<NamedThing | undefined> => {
    const found: readonly NamedThing[] = await client.searchRecords({ resourceId, query: number }).catch(() => []);
    const thing = found.find(({ title }) => title === number || title.startsWith(`${number} `));
    if (thing !== undefined) learn(thing);
    return thing;
  };
  const queue = await find('queue');
  if (queue !== undefined) return { to: 'queue', queueId: queue.id as QueueId };
  // an agent's calls come to their telephone
  const telephone = (await find('extension')) ?? (await find('agent'));
  if (telephone !== undefined) return { to: 'extension', extensionId: telephone.id as ExtensionId };
  const access = await find('access_number');
  if (access === undefined) return null;
  const { data } = await client.recordAction({ resourceId: 'access_number', recordId: access.id, actionName: 'show' });
  const { params } = data.record as { readonly params?: Readonly<Record<string, string | null>> };
  return (jsonOf(params?.destination ?? '') as Destination | undefined) ?? null;
}
