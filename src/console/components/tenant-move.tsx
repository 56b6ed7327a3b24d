import type { ActionProps } from 'adminjs';
import React from 'react';

import { HomeForm } from './parts/home-form.js';

/** Where a tenant is to be at home from now on. */
export default function TenantMove(props: ActionProps): React.ReactElement {
  const home = String(props.record?.params.homeNodeId ?? '');
  return <HomeForm action={props} about="moveAbout" button="move" except={home} field="toNodeId" />;
}
