import React from 'react';

import { textOf, type ValueProps } from './parts/adminjs.js';
import { ValueFrame } from './parts/field-frame.js';
import { Mark, type Tone } from './parts/live-marks.js';
import { LiveStyle } from './parts/live-style.js';
import { useStateWords } from './parts/node-words.js';

const NODE_TONES: Readonly<Record<string, Tone>> = {
  up: 'good',
  joining: 'warn',
  degraded: 'warn',
  unreachable: 'bad',
  leaving: 'warn',
};

/** How a node is: a word with its colour. */
export default function NodeState({ property, record, where }: ValueProps): React.ReactElement {
  const words = useStateWords();
  const state = textOf(record, property.path);
  return (
    <ValueFrame property={property} where={where}>
      <LiveStyle />
      <Mark state={state} tone={NODE_TONES[state] ?? 'quiet'}>
        {words.state(state)}
      </Mark>
    </ValueFrame>
  );
}
