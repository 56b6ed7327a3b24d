import React from 'react';

import { useWords, type FilterProps } from './parts/adminjs.js';
import { millisecondsOf } from './parts/formats.js';
import { RangeFilter } from './parts/range-filter.js';

/** In seconds on the screen, in milliseconds in the address. */
export default function DurationFilter(props: FilterProps): React.ReactElement {
  const { say } = useWords();
  return (
    <RangeFilter
      {...props}
      type="text"
      unit={say('seconds')}
      shown={(value) => (value === '' ? '' : String(Number(value) / 1000))}
      read={(value) => String(millisecondsOf(value) ?? '')}
    />
  );
}
