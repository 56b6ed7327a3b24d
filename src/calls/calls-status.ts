import type { Hall } from './core/hall.js';

/** A picture of the hall for people and for the web process. */
export interface HallStatus {
  readonly calls: { readonly now: number; readonly list: readonly CallNow[] };
  readonly agents: readonly AgentNow[];
  readonly queues: readonly QueueNow[];
}

export interface CallNow {
  readonly callId: string;
  readonly tenantId: string | null;
  readonly phase: string;
  readonly caller: string;
  readonly called: string;
  readonly queueId: string | null;
  readonly agentId: string | null;
  readonly arrivedAt: number;
  readonly connectedAt: number | null;
  readonly callerChannel: string;
  readonly partyChannel: string | null;
}

export interface AgentNow {
  readonly tenant: string;
  readonly number: string;
  readonly name: string;
  readonly phase: string;
  readonly since: number | null;
  readonly reason: string | null;
  readonly queues: readonly string[];
  readonly callId: string | null;
}

export interface QueueNow {
  readonly tenant: string;
  readonly number: string;
  readonly waiting: number;
  readonly ready: number;
}

export function statusOf(hall: Hall): HallStatus {
  const config = hall.configuration;
  const tenantCode = (tenantId: Parameters<typeof config.tenants.get>[0]): string =>
    config.tenants.get(tenantId)?.code ?? '';
  return {
    calls: {
      now: hall.calls.size,
      list: [...hall.calls.values()].map((call) => ({
        callId: call.callId,
        tenantId: call.tenantId,
        phase: call.phase,
        caller: call.caller,
        called: call.called,
        queueId: call.queueId,
        agentId: call.agentId,
        arrivedAt: call.times.arrivedAt,
        connectedAt: call.times.connectedAt,
        callerChannel: call.callerLeg.channelId,
        partyChannel: call.partyLeg?.channelId ?? null,
      })),
    },
    agents: [...config.agents.values()].map((profile) => {
      const state = hall.agents.get(profile.id);
      return {
        tenant: tenantCode(profile.tenantId),
        number: profile.number,
        name: profile.name,
        phase: state?.phase ?? 'loggedOut',
        since: state?.since ?? null,
        reason: state?.reason ?? null,
        queues: (state?.queueIds ?? []).flatMap((queueId) => config.queues.get(queueId)?.number ?? []),
        callId: state?.callId ?? null,
      };
    }),
    queues: [...config.queues.values()].map((queue) => ({
      tenant: tenantCode(queue.tenantId),
      number: queue.number,
      waiting: hall.waitingIn(queue.id).length,
      ready: hall.readyIn(queue.id).length,
    })),
  };
}
