import React from 'react';

import { AGENT_COLUMNS } from '../../reports/core/figures/columns.js';
import { FiguresPage } from './parts/figures-page.js';

/** What agents did, by interval. */
export default function AgentFigures(): React.ReactElement {
  return <FiguresPage of="agents" columns={AGENT_COLUMNS} />;
}
