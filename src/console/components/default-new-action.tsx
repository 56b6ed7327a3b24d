import type { ActionProps } from 'adminjs';
import React from 'react';

import { RecordForm } from './parts/record-form.js';

export default function DefaultNewAction(props: ActionProps): React.ReactElement {
  return <RecordForm {...props} place="create" />;
}
