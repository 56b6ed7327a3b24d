import type { LimitName } from '../../../kernel/charge.js';

/** Why a number outside is not called. */
export type OutsideRefusal =
  | 'calls.tenant_suspended'
  | 'calls.tenant_moving'
  | 'calls.bad_number'
  | 'calls.no_number_to_show'
  | 'calls.not_your_number'
  | 'calls.no_trunk'
  | 'calls.no_channel'
  | `billing.${LimitName}`;
