import { ApiClient } from 'adminjs';
import { useEffect, useState } from 'react';

/** What a thing is called: as the page knows it already, or else as the server says; '' until it does. */
export function useTitle(resourceId: string, id: string, known: string | undefined): string {
  const [asked, setAsked] = useState<Readonly<Record<string, string>>>({});
  const title = id === '' ? '' : (known ?? asked[id]);
  useEffect(() => {
    if (title !== undefined) return undefined;
    let current = true;
    const tell = (text: string): void => {
      if (current) setAsked((before) => ({ ...before, [id]: text }));
    };
    new ApiClient().recordAction({ resourceId, recordId: id, actionName: 'show' }).then(
      // no title: it is not there, or not this person's to see
      ({ data }) => tell((data.record as { readonly title?: string }).title ?? ''),
      () => tell(''),
    );
    return () => {
      current = false;
    };
  }, [resourceId, id, title]);
  return title ?? '';
}
