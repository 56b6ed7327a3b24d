import React, { useEffect, useState } from 'react';

import type { TenantNowView } from '../billing/account-view.js';
import type { ValueProps } from './parts/adminjs.js';
import { ValueFrame } from './parts/field-frame.js';
import { useMoneyWords } from './parts/money-words.js';

/** What a tenant holds at this moment, as the engine counts it. */
export default function TenantNow({ property, record, where }: ValueProps): React.ReactElement | null {
  const say = useMoneyWords();
  const now = useNow(record.id);
  if (where === 'list') return null;
  return (
    <ValueFrame property={property} where={where}>
      {now === null ? say('nowUnknown') : say('nowInUse', { ...now, recorded: now.recorded ?? say('unknown') })}
    </ValueFrame>
  );
}

/** null: not known, or not yet. */
function useNow(tenantId: string): TenantNowView | null {
  const [now, setNow] = useState<TenantNowView | null>(null);
  useEffect(() => {
    const abort = new AbortController();
    void ask(tenantId, abort.signal).then((found) => {
      if (!abort.signal.aborted) setNow(found);
    });
    return () => abort.abort();
  }, [tenantId]);
  return now;
}

async function ask(tenantId: string, signal: AbortSignal): Promise<TenantNowView | null> {
  try {
    const path = `/console/x/tenants/${encodeURIComponent(tenantId)}/now`;
    const answer = await fetch(path, { signal, headers: { Accept: 'application/json' } });
    return answer.ok ? ((await answer.json()) as { readonly now: TenantNowView | null }).now : null;
  } catch {
    return null;
  }
}
