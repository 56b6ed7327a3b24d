import React from 'react';
import { Link } from 'react-router-dom';

import type { CallCharged as Charged } from '../resources/call-records.js';
import { jsonOf, textOf, type ValueProps } from './parts/adminjs.js';
import { ValueFrame } from './parts/field-frame.js';
import { moneyOfMicro } from './parts/money-text.js';

/** What a call cost, and the way to why; nothing where it was not priced, or where that is not this person's to see. */
export default function CallCharged({ property, record, where }: ValueProps): React.ReactElement | null {
  const charged = jsonOf(textOf(record, property.path)) as Charged | undefined;
  if (charged === undefined) return null;
  const { chargeId, amountMicro, currency } = charged;
  return (
    <ValueFrame property={property} where={where}>
      <Link className="cr-money" to={`/console/resources/charge/records/${encodeURIComponent(chargeId)}/show`}>
        {moneyOfMicro(amountMicro, currency)}
      </Link>
    </ValueFrame>
  );
}
