import type { CallDirection } from '../../kernel/charge.js';
import type { Instant } from '../../kernel/clock.js';
import type { CallId, ChannelId, TenantId, TrunkId } from '../../kernel/ids.js';
import type { Language } from '../../kernel/language.js';
import type { CallState } from './call-state.js';

/** What is known of a call at its very beginning. */
export interface Beginning {
  readonly callId: CallId;
  readonly direction: CallDirection;
  readonly tenantId: TenantId | null;
  readonly trunkId: TrunkId | null;
  readonly language: Language;
  readonly caller: string;
  readonly called: string;
  /** The first leg: who arrived, or the telephone of the agent who places the call. */
  readonly channelId: ChannelId;
  readonly endpoint: string;
}

/** A call to which nothing has happened yet. */
export function blankCall({ channelId, endpoint, ...call }: Beginning, now: Instant): CallState {
  return {
    version: 1,
    role: 'owner',
    nodes: 0,
    host: null,
    handover: null,
    ...call,
    phase: 'announcing',
    callerLeg: { channelId, endpoint, since: now, answered: false, gone: false },
    partyLeg: null,
    rivals: [],
    waitsSince: null,
    strayLegs: [],
    times: {
      arrivedAt: now,
      answeredAt: null,
      menuAt: null,
      queuedAt: null,
      offeredAt: null,
      ringingAt: null,
      connectedAt: null,
    },
    flow: null,
    signIn: null,
    line: null,
    queueId: null,
    wishAt: null,
    inLine: null,
    asking: null,
    callback: null,
    wrapUpS: 0,
    agentId: null,
    playbackId: null,
    music: null,
    recording: 'none',
    recordingParts: 0,
    message: null,
    talk: null,
    turned: false,
    forwardedBy: [],
    outside: [],
    overdue: false,
    losing: null,
    losingCauseCode: null,
    ending: null,
    tariffId: null,
    paidUntil: null,
    creditWarned: false,
    clockShiftMs: 0,
    shiftBeforePersonMs: 0,
    hops: 0,
    offers: 0,
    dials: 0,
    prompts: 0,
    seq: 0,
    timers: {},
  };
}
