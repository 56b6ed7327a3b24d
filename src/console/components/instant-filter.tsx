import React from 'react';

import type { FilterProps } from './parts/adminjs.js';
import { instantOfInput, localInput } from './parts/formats.js';
import { RangeFilter } from './parts/range-filter.js';

export default function InstantFilter(props: FilterProps): React.ReactElement {
  return <RangeFilter {...props} type="datetime-local" shown={localInput} read={instantOfInput} />;
}
