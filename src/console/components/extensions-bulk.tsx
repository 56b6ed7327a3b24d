import type { ActionProps } from 'adminjs';
import React from 'react';

import { BulkForm, type BulkField } from './parts/bulk-form.js';

const FIELDS: readonly BulkField[] = [
  { name: 'from', label: 'fromExtension', hint: 'fromHint', required: true, digits: true },
  { name: 'to', label: 'toExtension', hint: 'toHint', required: true, digits: true },
  { name: 'labelPrefix', label: 'labelPrefix', hint: 'labelPrefixHint' },
];

/** Extensions from one number to another. */
export default function ExtensionsBulk(props: ActionProps): React.ReactElement {
  return <BulkForm {...props} fields={FIELDS} />;
}
