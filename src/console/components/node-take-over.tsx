import type { ActionProps } from 'adminjs';
import React from 'react';

import { HomeForm } from './parts/home-form.js';

/** Who brings up the tenants of a dead node. */
export default function NodeTakeOver(props: ActionProps): React.ReactElement {
  const dead = props.record?.id ?? '';
  const tick = { field: 'reallyDead', text: 'reallyDead' } as const;
  return (
    <HomeForm action={props} about="takeOverAbout" button="takeOver" except={dead} field="to" byLoad tick={tick} />
  );
}
