import { Injectable } from '@nestjs/common';
import { z } from 'zod';

import type { AgentNow, CallbackNow, CallNow, SpokenOfNow } from '../../kernel/live-status.js';
import { EngineDoors } from './engine-doors.js';
import { EngineRefused } from './local-api.errors.js';
import { NodeEngine } from './node-engine.js';
import {
  agentNow,
  callNow,
  spokenOf,
  tenantAccount,
  tenantCallbacks,
  tenantPresent,
  type TenantAccount,
  type TenantPresent,
} from './present-status.js';

export type AgentCommand = 'login' | 'logout' | 'ready' | 'not-ready' | 'extend-wrap-up' | 'end-wrap-up';

/** An agent as people name one. */
export interface AgentName {
  readonly tenantCode: string;
  readonly number: string;
}

export interface CallOrder {
  readonly to: string;
  /** The number that the customer is shown, one of the tenant's access numbers; null: its lowest. */
  readonly showing: string | null;
  /** A UUID of version 7. Ordered again with the same, it is the same call, also when that has ended. */
  readonly callId: string;
}

/** Whom people can send a call to, or ask into it: by number, a menu by its id. */
export type ActTarget =
  | { readonly agent: string }
  | { readonly extension: string }
  | { readonly queue: string }
  | { readonly menu: string }
  | { readonly flow: string }
  /** A number outside. */
  | { readonly external: string };

/** What is wanted of a call, and by whom. */
export interface ActOrder {
  readonly by:
    | { readonly agent: string }
    | {
        readonly supervisor: string;
        readonly extension: string | null;
        /** Ids of the only agents whom they look after; left out: all. */
        readonly reach?: readonly string[];
      };
  /** `act` and what belongs to it; the engine checks it. */
  readonly act: {
    readonly act: string;
    readonly to?: ActTarget;
    readonly digits?: string;
    readonly member?: string;
    readonly as?: 'speaker' | 'listener';
    readonly agent?: string;
  };
}

/** What is said of a call; what is left out is not spoken of. */
export interface SayingOrder {
  /** A UUID. */
  readonly id: string;
  /** Number of the agent who says it; null: somebody else. */
  readonly agent: string | null;
  /** Who says it, as people know them. */
  readonly by: string;
  readonly dispositionId?: string | null;
  readonly note?: string | null;
  /** The message that was left in the call is dealt with, or is not after all. */
  readonly handled?: boolean;
}

const NOT_FOUND = 404;
const anyObject = z.looseObject({});

/**
 * Asks the engine that serves a tenant, wherever that is. Every method throws EngineUnavailable while it does not answer.
 */
@Injectable()
export class LocalApiClient {
  constructor(private readonly doors: EngineDoors) {}

  async agent(agent: AgentName): Promise<Record<string, unknown>> {
    return (await this.of(agent.tenantCode)).get(pathOf(agent), anyObject);
  }

  /** @throws EngineRefused with the engine's own code, e.g. `acd.agent_not_logged_in` */
  async commandAgent(
    agent: AgentName,
    command: AgentCommand,
    body: { readonly queues?: readonly string[]; readonly reason?: string; readonly seconds?: number } = {},
  ): Promise<Record<string, unknown>> {
    return (await this.of(agent.tenantCode)).post(`${pathOf(agent)}/${command}`, body, anyObject);
  }

  /**
   * Places a call of an agent's own: their telephone rings first, then the customer's.
   *
   * @throws EngineRefused with the engine's own code, e.g. `acd.agent_busy`, `calls.no_channel`, `billing.balance_out`
   */
  async placeCall(agent: AgentName, order: CallOrder): Promise<{ readonly callId: string }> {
    const placed = z.object({ callId: z.string() });
    return (await this.of(agent.tenantCode)).post(`${pathOf(agent)}/calls`, order, placed);
  }

  /**
   * Does something about a call that runs.
   *
   * @throws EngineRefused with the engine's own code, e.g. `calls.not_now`, `calls.target_busy`
   */
  async actOnCall(tenantCode: string, callId: string, order: ActOrder): Promise<void> {
    const path = `${tenantPath(tenantCode)}/calls/${encodeURIComponent(callId)}/acts`;
    await this.whereItRuns(tenantCode, (engine) => engine.post(path, order, anyObject));
  }

  /** A call that runs, or has ended lately. @throws EngineRefused where this tenant has no such call */
  async spokenOf(tenantCode: string, callId: string): Promise<SpokenOfNow> {
    const path = `${tenantPath(tenantCode)}/calls/${encodeURIComponent(callId)}/spoken-of`;
    return this.whereItRuns(tenantCode, (engine) => engine.get(path, spokenOf));
  }

  /**
   * Says something of a call, whether it runs or is over. Ordered again with the same id it is said once.
   *
   * @throws EngineRefused with the engine's own code, e.g. `calls.unknown_agent`
   */
  async sayOfCall(tenantCode: string, callId: string, saying: SayingOrder): Promise<void> {
    const path = `${tenantPath(tenantCode)}/calls/${encodeURIComponent(callId)}/sayings`;
    await this.whereItRuns(tenantCode, (engine) => engine.post(path, saying, anyObject));
  }

  /** @throws EngineRefused where this tenant has no such call (any more) */
  async hangUpOf(tenantCode: string, callId: string): Promise<void> {
    const path = `${tenantPath(tenantCode)}/calls/${encodeURIComponent(callId)}/hang-up`;
    await this.whereItRuns(tenantCode, (engine) => engine.post(path, {}, anyObject));
  }

  /** Calls, agents and queues of one tenant. @throws EngineRefused where there is no such tenant */
  async presentOf(tenantCode: string): Promise<TenantPresent> {
    const path = `${tenantPath(tenantCode)}/present`;
    const [home, leaving] = await this.doors.doorsOf(tenantCode);
    const now = await new NodeEngine(home).get(path, tenantPresent);
    if (leaving === undefined) return now;
    // of agents and queues the home's word counts
    const before = await new NodeEngine(leaving).get(path, tenantPresent).catch(() => null);
    const known = new Set(now.calls.map(({ callId }) => callId));
    const calls = (before?.calls ?? []).filter(({ callId }) => !known.has(callId));
    return { ...now, calls: [...now.calls, ...calls] };
  }

  /** @throws EngineRefused where this tenant has no such call (any more) */
  async callOf(tenantCode: string, callId: string): Promise<CallNow> {
    const path = `${tenantPath(tenantCode)}/calls/${encodeURIComponent(callId)}`;
    return this.whereItRuns(tenantCode, (engine) => engine.get(path, callNow));
  }

  /** Who waits to be called back; whoever waits longest first. @throws EngineRefused where there is no such tenant */
  async callbacksOf(tenantCode: string): Promise<readonly CallbackNow[]> {
    const path = `${tenantPath(tenantCode)}/callbacks`;
    return (await (await this.of(tenantCode)).get(path, tenantCallbacks)).callbacks;
  }

  /** @throws EngineRefused with the engine's own code: `calls.unknown_callback`, `calls.being_called_back` */
  async cancelCallback(tenantCode: string, callbackId: string): Promise<void> {
    const path = `${tenantPath(tenantCode)}/callbacks/${encodeURIComponent(callbackId)}/cancel`;
    await (await this.of(tenantCode)).post(path, {}, anyObject);
  }

  /** @throws EngineRefused where there is no such tenant or agent */
  async agentNow(agent: AgentName): Promise<AgentNow> {
    return (await this.of(agent.tenantCode)).get(pathOf(agent), agentNow);
  }

  /** The money of one tenant, running calls included. @throws EngineRefused where there is no such tenant */
  async accountOf(tenantCode: string): Promise<TenantAccount> {
    return (await this.of(tenantCode)).get(`${tenantPath(tenantCode)}/account`, tenantAccount);
  }

  private async of(tenantCode: string): Promise<NodeEngine> {
    return new NodeEngine((await this.doors.doorsOf(tenantCode))[0]);
  }

  /** What concerns a call: that of a tenant which has moved may still run where it was at home. */
  private async whereItRuns<T>(tenantCode: string, ask: (engine: NodeEngine) => Promise<T>): Promise<T> {
    const [home, leaving] = await this.doors.doorsOf(tenantCode);
    try {
      return await ask(new NodeEngine(home));
    } catch (error) {
      const isElsewhere = error instanceof EngineRefused && error.httpStatus === NOT_FOUND;
      if (leaving === undefined || !isElsewhere) throw error;
      return ask(new NodeEngine(leaving));
    }
  }
}

function tenantPath(code: string): string {
  return `/v1/tenants/${encodeURIComponent(code)}`;
}

function pathOf({ tenantCode, number }: AgentName): string {
  return `/v1/agents/${encodeURIComponent(tenantCode)}/${encodeURIComponent(number)}`;
}
