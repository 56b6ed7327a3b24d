import React, { useEffect, useState } from 'react';

import type { ValueProps } from './parts/adminjs.js';
import { askJson } from './parts/ask-json.js';
import { ValueFrame } from './parts/field-frame.js';

/** Where the company's telephones register. */
export default function SipHost({ property, where }: ValueProps): React.ReactElement {
  const [host, setHost] = useState('');
  useEffect(() => {
    const abort = new AbortController();
    void askJson<{ readonly sipHost: string | null }>('/console/x/nodes/sip-host', abort.signal).then((answer) => {
      if (!abort.signal.aborted) setHost(answer?.sipHost ?? '');
    });
    return () => abort.abort();
  }, []);
  return (
    <ValueFrame property={property} where={where}>
      {host}
    </ValueFrame>
  );
}
