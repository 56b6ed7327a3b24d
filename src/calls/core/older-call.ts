import type { TariffId, TenantId } from '../../kernel/ids.js';
import type { CallEnding, CallState } from './call-state.js';
import { flowOfOlder } from './flow/older-menu.js';

/**
 * A state as this build has it; what an older one wrote lacks the latest fields.
 *
 * @param accounts of now: it is taken to be priced by its tenant's tariff
 */
export function upgraded(
  call: CallState,
  accounts: ReadonlyMap<TenantId, { readonly tariffId: TariffId | null }>,
): CallState {
  const tariffId = call.tenantId === null ? null : (accounts.get(call.tenantId)?.tariffId ?? null);
  const later = { ...laterFields(tariffId, call.recording), flow: flowOfOlder(call, call.times.arrivedAt) };
  const { ending } = call as { readonly ending: Partial<CallEnding> | null };
  const isWhole = ending === null || ending.chargedUntil !== undefined;
  if (isWhole && Object.keys(later).every((field) => field in call)) return call;
  const { at = 0 } = ending ?? {};
  return { ...later, ...call, ending: call.ending && { ...call.ending, chargedUntil: at } };
}

function laterFields(
  tariffId: TariffId | null,
  recording: CallState['recording'],
): Pick<
  CallState,
  | 'role'
  | 'nodes'
  | 'host'
  | 'handover'
  | 'signIn'
  | 'line'
  | 'wishAt'
  | 'inLine'
  | 'asking'
  | 'callback'
  | 'direction'
  | 'talk'
  | 'turned'
  | 'forwardedBy'
  | 'outside'
  | 'losingCauseCode'
  | 'creditWarned'
  | 'clockShiftMs'
  | 'shiftBeforePersonMs'
  | 'tariffId'
  | 'paidUntil'
  | 'recordingParts'
  | 'message'
  | 'rivals'
  | 'waitsSince'
> {
  return {
    role: 'owner',
    nodes: 0,
    host: null,
    handover: null,
    signIn: null,
    line: null,
    wishAt: null,
    inLine: null,
    asking: null,
    callback: null,
    direction: 'inbound',
    talk: null,
    turned: false,
    forwardedBy: [],
    outside: [],
    losingCauseCode: null,
    creditWarned: false,
    clockShiftMs: 0,
    shiftBeforePersonMs: 0,
    tariffId,
    paidUntil: null,
    rivals: [],
    waitsSince: null,
    message: null,
    recordingParts: recording === 'none' || recording === 'failed' ? 0 : 1,
  };
}
