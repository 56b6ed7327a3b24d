import type { CallDirection } from './charge.js';
import type { Instant } from './clock.js';
import type { CallRole } from './visit.js';

/**
 * What is so at this moment, as the engine tells it to whoever shows it: rows of the status, and notices of single rows
 * that have changed. No facts: nothing of it is kept, and a notice that was missed is made up for by the next status.
 * Ids are plain strings, times are instants of the engine's clock.
 */
export interface CallNow {
  readonly callId: string;
  readonly tenantId: string | null;
  readonly direction: CallDirection;
  /** Of another node's call, what this node has to do with it: it is one call, with a row on either. */
  readonly role: CallRole;
  readonly phase: string;
  /** Of a call that an agent places: the number that the customer is shown, and the customer's. */
  readonly caller: string;
  readonly called: string;
  readonly trunkId: string | null;
  readonly queueId: string | null;
  /** Who serves the call; null until somebody has answered. */
  readonly agentId: string | null;
  /** Whose telephone rings or is talked at; of a call that an agent places, that agent. */
  readonly partyAgentId: string | null;
  /** Every agent in the call, by whichever telephone, those included who were asked to join; null: an older engine does not say. */
  readonly agentIds: readonly string[] | null;
  readonly partyExtensionId: string | null;
  readonly arrivedAt: Instant;
  readonly queuedAt: Instant | null;
  readonly connectedAt: Instant | null;
  /** Since when the call is in its phase, as far as that is known. */
  readonly since: Instant;
  readonly callerChannel: string;
  readonly partyChannel: string | null;
  /** What people have made of the conversation; null: an older engine does not say. */
  readonly talk: TalkNow | null;
}

export interface TalkNow {
  /** The other side hears music. */
  readonly held: boolean;
  /** The agent is not heard. */
  readonly muted: boolean;
  /** The other side walks a flow and comes back. */
  readonly inFlow: boolean;
  /** What the last such flow found out. */
  readonly found: Readonly<Record<string, string>>;
  readonly recording: 'none' | 'asked' | 'running' | 'paused' | 'stopped' | 'failed';
  /** Who was asked to join; supervisors whom nobody is to notice are not among them. */
  readonly members: readonly {
    /** Its channel, by which acts name it. */
    readonly id: string;
    readonly agentId: string | null;
    readonly extensionId: string | null;
    readonly part: 'consulted' | 'speaker' | 'listener';
    readonly answered: boolean;
  }[];
}

/** A call that runs, or has ended lately, as far as that matters to who says something of it. */
export interface SpokenOfNow {
  readonly caller: string;
  readonly called: string;
  readonly queueId: string | null;
  /** Who serves it or did so at last, and whoever else is in it. */
  readonly agentIds: readonly string[];
}

export interface AgentNow {
  readonly id: string;
  readonly tenantId: string;
  /** Code of the tenant. */
  readonly tenant: string;
  readonly number: string;
  readonly name: string;
  readonly extensionId: string;
  readonly phase: string;
  readonly since: Instant | null;
  readonly reason: string | null;
  /** Of a reason that the tenant has: as people call it. */
  readonly reasonName: { readonly zh: string; readonly en: string } | null;
  /** In a wrap-up: when it ends, and whether a disposition is asked for. */
  readonly wrapUpEndsAt: Instant | null;
  readonly dispositionAsked: boolean;
  /** Numbers of the queues that the agent is logged in to. */
  readonly queues: readonly string[];
  readonly queueIds: readonly string[];
  readonly callId: string | null;
  /** Calls are offered only while it is free: `busy` with a call that is not the agent's, `away` where it is not registered. */
  readonly telephone: 'free' | 'busy' | 'away';
  /** The duty rule that logged the agent in. */
  readonly byRule: string | null;
}

export interface QueueNow {
  readonly id: string;
  readonly tenantId: string;
  /** Code of the tenant. */
  readonly tenant: string;
  readonly number: string;
  readonly waiting: number;
  readonly ready: number;
}

/** Somebody who waits to be called back. */
export interface CallbackNow {
  /** The call by which it was asked for. */
  readonly callbackId: string;
  readonly queueId: string;
  readonly number: string;
  /** `resting`: after a try in vain, or outside the hours. */
  readonly phase: 'waiting' | 'resting' | 'calling';
  /** 1 for whoever comes next; null: not in the line. */
  readonly place: number | null;
  /** Since when they wait in the queue. */
  readonly since: Instant;
  readonly askedAt: Instant;
  readonly expiresAt: Instant;
  /** In which they were not reached. */
  readonly tries: number;
  /** The call to them that runs. */
  readonly callId: string | null;
}

export interface TenantNow {
  readonly id: string;
  readonly code: string;
  readonly suspended: boolean;
  readonly channelLimit: number;
}

/** `checking`: asked, no answer yet. `unchecked`: is not asked, or Asterisk does not know the line. */
export type Reach = 'reachable' | 'unreachable' | 'checking' | 'unchecked';

export interface TrunkNow {
  readonly id: string;
  readonly endpoint: string;
  readonly channelLimit: number;
  readonly reach: Reach;
  /** Host and port. */
  readonly address: string | null;
  /** Since when it is reachable or not; null: since before the engine came up. */
  readonly since: Instant | null;
  readonly roundtripMs: number | null;
}

export interface ExtensionNow {
  readonly id: string;
  readonly tenantId: string;
  readonly dn: string;
  readonly registered: boolean;
  /** Host and port of its telephone. */
  readonly address: string | null;
  /** Since when it is registered or not; null: since before the engine came up. */
  readonly since: Instant | null;
}

/** The SIP server. */
export interface AsteriskNow {
  readonly connected: boolean;
  /** Since when the engine has it. */
  readonly since: Instant | null;
  readonly version: string | null;
  readonly startedAt: Instant | null;
  readonly recorder: boolean;
  readonly transports: readonly { readonly protocol: string; readonly bind: string }[];
}

export interface ProcessNow {
  readonly pid: number;
  readonly startedAt: Instant;
  readonly node: string;
  readonly rssBytes: number;
}

/** A row as it is now, or that it is no more. */
export type Notice =
  | { readonly of: 'call'; readonly call: CallNow }
  | { readonly of: 'callGone'; readonly callId: string }
  | { readonly of: 'agent'; readonly agent: AgentNow }
  | { readonly of: 'trunk'; readonly trunk: TrunkNow }
  | { readonly of: 'extension'; readonly extension: ExtensionNow }
  | { readonly of: 'asterisk'; readonly asterisk: AsteriskNow };

/** All rows of one moment. */
export interface Present {
  readonly calls: readonly CallNow[];
  readonly agents: readonly AgentNow[];
  readonly queues: readonly QueueNow[];
  readonly tenants: readonly TenantNow[];
  readonly trunks: readonly TrunkNow[];
  readonly extensions: readonly ExtensionNow[];
  readonly asterisk: AsteriskNow;
}
