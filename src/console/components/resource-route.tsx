import React from 'react';
import { useParams } from 'react-router-dom';
import { useSelector } from 'react-redux';

interface Resources {
  readonly resources: readonly { readonly id: string }[];
}

/**
 * AdminJS's list of a resource, a component of its own for each. AdminJS's calls more hooks for a resource that there is
 * than for one that there is not, so that going from one to the other would end the whole console.
 */
export default function ResourceRoute({
  OriginalComponent,
}: {
  readonly OriginalComponent: React.ComponentType;
}): React.ReactElement {
  const { resourceId } = useParams();
  const known = useSelector(({ resources }: Resources) => resources.some(({ id }) => id === resourceId));
  return <OriginalComponent key={String(known)} />;
}
