import React from 'react';
import { Link } from 'react-router-dom';

import { useWords, type ValueProps } from './parts/adminjs.js';
import { ValueFrame } from './parts/field-frame.js';
import { useSession } from './parts/session.js';

/** What the platform has of a tenant beside its own page; a list is narrowed to it. */
const LISTS = ['tenant_trunk', 'platform_movement', 'platform_charge', 'platform_limit_reached'] as const;

/** Ways from a tenant, or its account, to the rest of its money; only those that the person's menu has. */
export default function TenantLinks({ property, record, where }: ValueProps): React.ReactElement | null {
  const { resource } = useWords();
  const { modules } = useSession();
  if (where === 'list') return null;
  const known = new Set(modules.flatMap(({ items }) => items.map(({ id }) => id)));
  const id = encodeURIComponent(record.id);
  const ways = [
    ...['tenant', 'tenant_account'].map((one) => ({ one, to: `/console/resources/${one}/records/${id}/show` })),
    ...LISTS.map((one) => ({ one, to: `/console/resources/${one}?filters.tenantId=${id}` })),
  ].filter(({ one }) => one !== property.resourceId && known.has(one));
  return (
    <ValueFrame property={property} where={where} wide>
      <span className="cr-ways">
        {ways.map(({ one, to }) => (
          <Link key={one} className="cr-plain-link" to={to}>
            {resource(one)}
          </Link>
        ))}
      </span>
    </ValueFrame>
  );
}
