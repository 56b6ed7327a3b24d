import { ApiClient } from 'adminjs';
import { useCallback, useEffect, useRef, useState } from 'react';

import type { FlowGraph, Saying } from '../../../ivr/core/flow-graph.js';
import { draftOf, resourceOf } from '../parts/destination.js';
import type { NamedThing } from '../parts/use-things.js';
import { FIELDS_OF, valueOf } from './node-kinds.js';

interface Named {
  readonly resourceId: string;
  readonly id: string;
}

/** What things are called; '' where it is not known yet, or not this person's to see. */
export interface Titles {
  readonly of: Readonly<Record<string, string>>;
  /** Tells of a thing that was chosen just now. */
  readonly learn: (thing: NamedThing) => void;
}

/** Titles of all that flows name, each asked for once. */
export function useTitles(graphs: readonly FlowGraph[]): Titles {
  const [of, setOf] = useState<Readonly<Record<string, string>>>({});
  const asked = useRef(new Set<string>());
  const learn = useCallback(({ id, title }: NamedThing): void => {
    asked.current.add(id);
    setOf((before) => ({ ...before, [id]: title }));
  }, []);
  useEffect(() => {
    for (const { resourceId, id } of graphs.flatMap(namedIn)) {
      if (asked.current.has(id)) continue;
      asked.current.add(id);
      new ApiClient().recordAction({ resourceId, recordId: id, actionName: 'show' }).then(
        ({ data }) => learn({ id, title: (data.record as { readonly title?: string } | undefined)?.title ?? '' }),
        () => learn({ id, title: '' }),
      );
    }
  }, [graphs, learn]);
  return { of, learn };
}

function namedIn({ nodes }: FlowGraph): readonly Named[] {
  return Object.values(nodes).flatMap((node) =>
    FIELDS_OF[node.kind].flatMap((field): readonly Named[] => {
      const value = valueOf(node, field.name);
      if (field.as === 'say') {
        return (value as readonly Saying[]).flatMap((one) =>
          'prompt' in one ? [{ resourceId: 'prompt', id: one.prompt }] : [],
        );
      }
      if (field.as === 'thing') return value === '' ? [] : [{ resourceId: field.resource, id: String(value) }];
      if (field.as !== 'destination') return [];
      const { to, id } = draftOf(value);
      const resourceId = resourceOf(to);
      return resourceId === undefined || id === null ? [] : [{ resourceId, id }];
    }),
  );
}
