import React from 'react';

import { QUEUE_COLUMNS } from '../../reports/core/figures/columns.js';
import { FiguresPage } from './parts/figures-page.js';

/** How queues were served, by interval. */
export default function QueueFigures(): React.ReactElement {
  return <FiguresPage of="queues" columns={QUEUE_COLUMNS} />;
}
