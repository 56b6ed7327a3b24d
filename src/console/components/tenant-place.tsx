import React from 'react';
import { Link } from 'react-router-dom';

import { PHASE_WORDS, whyWords } from '../../cluster/core/move-words.js';
import type { TenantPlaceView } from '../nodes/node-views.js';
import { textOf, type ValueProps } from './parts/adminjs.js';
import { useAsked } from './parts/ask-json.js';
import { ValueFrame } from './parts/field-frame.js';
import { useNodeWords } from './parts/node-words.js';
import { useSession } from './parts/session.js';

const LOOK_EVERY_MS = 3_000;

/** Where a tenant's telephones register, and how far it is with its move. */
export default function TenantPlace({ property, record, where }: ValueProps): React.ReactElement | null {
  const say = useNodeWords();
  const { language } = useSession();
  const path = `/console/x/nodes/tenants/${encodeURIComponent(record.id)}`;
  const { data } = useAsked<{ readonly place: TenantPlaceView }>(path, LOOK_EVERY_MS);
  if (where === 'list') return null;
  const move = data?.place.move ?? null;
  return (
    <ValueFrame property={property} where={where} wide>
      {say('sipHost')}
      {say('colon')}
      <b>{data?.place.sipHost ?? say('unknown')}</b>
      {data !== null && data.place.homeNodeId !== textOf(record, 'homeNodeId') && (
        <p role="status">
          {say('homeNow')}
          {say('colon')}
          <b>{data.place.homeNodeId}</b>
        </p>
      )}
      {move !== null && (
        <p role="status">
          <Link className="cr-plain-link" to={`/console/resources/tenant_move/records/${move.id}/show`}>
            {say('lastMove')}
            {say('colon')}
            {move.fromNodeId} → {move.toNodeId}
          </Link>{' '}
          {PHASE_WORDS[move.phase][language]}
          {move.why !== null && ` (${whyWords(move.why)[language]})`}
        </p>
      )}
    </ValueFrame>
  );
}
