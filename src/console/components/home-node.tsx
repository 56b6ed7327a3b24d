import React, { useEffect, useRef } from 'react';

import type { Homes } from '../nodes/node-views.js';
import { askJson } from './parts/ask-json.js';
import type { EditProps, ValueProps } from './parts/adminjs.js';
import ReferenceEdit from './reference-edit.js';
import ReferenceShow from './reference-show.js';

type HomeProps = (EditProps & { readonly where: 'edit' }) | ValueProps;

/** A tenant's home; the form of a new one proposes the node that has least to do. */
export default function HomeNode(props: HomeProps): React.ReactElement {
  return props.where === 'edit' ? <Proposed {...props} /> : <ReferenceShow {...props} />;
}

function Proposed(props: EditProps): React.ReactElement {
  const { property, onChange } = props;
  const change = useRef(onChange);
  change.current = onChange;
  useEffect(() => {
    const abort = new AbortController();
    void askJson<Homes>('/console/x/nodes/homes', abort.signal).then((answer) => {
      const suggested = answer?.suggested ?? null;
      if (!abort.signal.aborted && suggested !== null) change.current(property.path, suggested);
    });
    return () => abort.abort();
  }, [property.path]);
  return <ReferenceEdit {...props} />;
}
