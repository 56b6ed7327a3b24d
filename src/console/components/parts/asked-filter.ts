/** A list's filter and order, as AdminJS keeps them in the address and as the server takes them. */
export interface AskedFilter {
  readonly filter: Readonly<Record<string, string | { readonly from?: string; readonly to?: string }>>;
  readonly sort: { readonly by: string; readonly descending: boolean } | null;
}

const PREFIX = 'filters.';
const END = '~~';

/** @param search of the address of a list */
export function askedFilter(search: string): AskedFilter {
  const filter: Record<string, string | { from?: string; to?: string }> = {};
  const address = new URLSearchParams(search);
  for (const [key, value] of address) {
    if (!key.startsWith(PREFIX) || value === '') continue;
    const [field = '', end] = key.slice(PREFIX.length).split(END);
    if (end === 'from' || end === 'to') {
      const range = filter[field];
      filter[field] = { ...(typeof range === 'object' ? range : {}), [end]: value };
    } else filter[field] = value;
  }
  const by = address.get('sortBy');
  return { filter, sort: by === null ? null : { by, descending: address.get('direction') !== 'asc' } };
}
