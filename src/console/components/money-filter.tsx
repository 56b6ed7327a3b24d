import React from 'react';

import type { FilterProps } from './parts/adminjs.js';
import { RangeFilter } from './parts/range-filter.js';

const asItIs = (value: string): string => value;

export default function MoneyFilter(props: FilterProps): React.ReactElement {
  return <RangeFilter {...props} type="text" shown={asItIs} read={asItIs} />;
}
