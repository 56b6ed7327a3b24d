import type { LegEvent } from '../../telephony/core/leg-events.js';

/** What is told of a call that arrives. */
export type Arrival = Pick<
  Extract<LegEvent, { type: 'leg.arrived' }>,
  'callId' | 'channelId' | 'endpoint' | 'callerNumber' | 'dialled' | 'visit'
>;
