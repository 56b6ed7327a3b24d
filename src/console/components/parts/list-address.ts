/** The list that a bulk action was begun on: its page, its order and its filter, without what was marked there. */
export function listAddress(resourceId: string, search: string): string {
  const query = new URLSearchParams(search);
  for (const name of ['recordIds', 'refresh']) query.delete(name);
  const rest = query.toString();
  return `/console/resources/${resourceId}${rest === '' ? '' : `?${rest}`}`;
}
