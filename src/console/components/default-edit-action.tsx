import type { ActionProps } from 'adminjs';
import React from 'react';

import { RecordForm } from './parts/record-form.js';

export default function DefaultEditAction(props: ActionProps): React.ReactElement {
  return <RecordForm {...props} place="edit" />;
}
