import { z } from 'zod';

import { CALL_DIRECTIONS } from '../../kernel/charge.js';
import type {
  AgentNow,
  AsteriskNow,
  CallbackNow,
  CallNow,
  ExtensionNow,
  Notice,
  Present,
  ProcessNow,
  QueueNow,
  SpokenOfNow,
  TenantNow,
  TrunkNow,
} from '../../kernel/live-status.js';

/** Rows of GET /v1/status and of notices, as `web` takes them; what a newer engine tells beside them is passed over. */
const instant = z.number();
const maybe = z.string().nullable();

export const callNow = z.object({
  callId: z.string(),
  tenantId: maybe,
  // An engine of before had no others.
  direction: z.enum(CALL_DIRECTIONS).default('inbound'),
  role: z.enum(['owner', 'relay', 'guest']).default('owner'),
  phase: z.string(),
  caller: z.string(),
  called: z.string(),
  trunkId: maybe,
  queueId: maybe,
  agentId: maybe,
  partyAgentId: maybe,
  agentIds: z.array(z.string()).nullable().default(null),
  partyExtensionId: maybe,
  arrivedAt: instant,
  queuedAt: instant.nullable(),
  connectedAt: instant.nullable(),
  since: instant,
  callerChannel: z.string(),
  partyChannel: maybe,
  talk: z
    .object({
      held: z.boolean(),
      muted: z.boolean(),
      inFlow: z.boolean().default(false),
      found: z.record(z.string(), z.string()).default({}),
      recording: z.enum(['none', 'asked', 'running', 'paused', 'stopped', 'failed']),
      members: z.array(
        z.object({
          id: z.string(),
          agentId: maybe,
          extensionId: maybe,
          part: z.enum(['consulted', 'speaker', 'listener']),
          answered: z.boolean(),
        }),
      ),
    })
    .nullable()
    .default(null),
}) satisfies z.ZodType<CallNow>;

export const spokenOf = z.object({
  caller: z.string(),
  called: z.string(),
  queueId: maybe,
  agentIds: z.array(z.string()),
}) satisfies z.ZodType<SpokenOfNow>;

export const agentNow = z.object({
  id: z.string(),
  tenantId: z.string(),
  tenant: z.string(),
  number: z.string(),
  name: z.string(),
  extensionId: z.string(),
  phase: z.string(),
  since: instant.nullable(),
  reason: maybe,
  queues: z.array(z.string()),
  queueIds: z.array(z.string()),
  callId: maybe,
  // a node of an older build does not say
  telephone: z.enum(['free', 'busy', 'away']).default('free'),
  byRule: z.string().nullable().default(null),
  reasonName: z.object({ zh: z.string(), en: z.string() }).nullable().default(null),
  wrapUpEndsAt: instant.nullable().default(null),
  dispositionAsked: z.boolean().default(false),
}) satisfies z.ZodType<AgentNow>;

const queueNow = z.object({
  id: z.string(),
  tenantId: z.string(),
  tenant: z.string(),
  number: z.string(),
  waiting: z.number(),
  ready: z.number(),
}) satisfies z.ZodType<QueueNow>;

const tenantNow = z.object({
  id: z.string(),
  code: z.string(),
  suspended: z.boolean(),
  channelLimit: z.number(),
}) satisfies z.ZodType<TenantNow>;

const trunkNow = z.object({
  id: z.string(),
  endpoint: z.string(),
  channelLimit: z.number(),
  reach: z.enum(['reachable', 'unreachable', 'checking', 'unchecked']),
  address: maybe,
  since: instant.nullable(),
  roundtripMs: z.number().nullable(),
}) satisfies z.ZodType<TrunkNow>;

const extensionNow = z.object({
  id: z.string(),
  tenantId: z.string(),
  dn: z.string(),
  registered: z.boolean(),
  address: maybe,
  since: instant.nullable(),
}) satisfies z.ZodType<ExtensionNow>;

const asteriskNow = z.object({
  connected: z.boolean(),
  since: instant.nullable(),
  version: maybe,
  startedAt: instant.nullable(),
  recorder: z.boolean(),
  transports: z.array(z.object({ protocol: z.string(), bind: z.string() })),
}) satisfies z.ZodType<AsteriskNow>;

const processNow = z.object({
  pid: z.number(),
  startedAt: instant,
  node: z.string(),
  rssBytes: z.number(),
}) satisfies z.ZodType<ProcessNow>;

const shipment = z.object({
  backlog: z.number(),
  oldestAt: instant.nullable().default(null),
  failingSince: instant.nullable(),
  trouble: maybe.default(null),
  lastError: maybe.default(null),
  setAside: z.number(),
});

/** GET /v1/vitals. */
export const engineVitals = z.object({
  now: instant,
  process: processNow,
  asterisk: asteriskNow,
  parts: z.object({
    config: z.object({ source: z.string(), following: z.boolean(), rejectedRows: z.number() }),
    recordingBacklog: z.number(),
  }),
  /** An engine of before does not tell. */
  counts: z.object({ calls: z.number(), agents: z.number(), telephones: z.number() }).nullable().default(null),
  /** Its own PostgreSQL, and each that facts are carried to; builds with one destination tell of that alone. */
  journal: z.object({
    ...shipment.shape,
    bytes: z.number().default(0),
    destinations: z.record(z.string(), shipment).default({}),
  }),
});
export type EngineVitals = z.output<typeof engineVitals>;

export interface PresentStatus {
  readonly present: Present;
  readonly noticesAt: number;
}

/** GET /v1/status, as a picture. */
export const presentStatus: z.ZodType<PresentStatus> = z
  .object({
    calls: z.object({ list: z.array(callNow) }),
    agents: z.array(agentNow),
    queues: z.array(queueNow),
    tenants: z.array(tenantNow),
    lines: z.object({ trunks: z.array(trunkNow), extensions: z.array(extensionNow) }),
    asterisk: asteriskNow,
    noticesAt: z.number(),
  })
  .transform(({ calls, agents, queues, tenants, lines, asterisk, noticesAt }) => ({
    present: { calls: calls.list, agents, queues, tenants, ...lines, asterisk },
    noticesAt,
  }));

/** GET /v1/tenants/:tenant/present. */
/** GET /v1/tenants/:tenant/callbacks. */
export const tenantCallbacks = z.object({
  callbacks: z.array(
    z.object({
      callbackId: z.string(),
      queueId: z.string(),
      number: z.string(),
      phase: z.enum(['waiting', 'resting', 'calling']),
      place: z.int().nullable(),
      since: z.number(),
      askedAt: z.number(),
      expiresAt: z.number(),
      tries: z.int(),
      callId: z.string().nullable(),
    }),
  ) satisfies z.ZodType<readonly CallbackNow[]>,
});

export const tenantPresent: z.ZodType<TenantPresent> = z.object({
  calls: z.array(callNow),
  agents: z.array(agentNow),
  queues: z.array(queueNow),
  // An engine of before does not tell.
  recorded: z.number().nullable().default(null),
});
export type TenantPresent = Pick<Present, 'calls' | 'agents' | 'queues'> & {
  /** Conversations that are being recorded; null: not told. */
  readonly recorded: number | null;
};

/** GET /v1/tenants/:tenant/account. */
export const tenantAccount = z.object({
  tenantId: z.string(),
  balanceMicro: z.string(),
  spentMicro: z.string(),
  /** null: no limit. */
  availableMicro: maybe,
  running: z.object({ calls: z.number(), accruedMicro: z.string() }),
  endsAt: instant.nullable(),
  packages: z.array(z.object({ code: z.string(), seconds: z.number(), leftS: z.number() })),
});
export type TenantAccount = z.output<typeof tenantAccount>;

/** GET /v1/tenants/:tenant/move: how far an engine is with a tenant that moves away from it. */
export const tenantMoveStatus = z.object({
  /** here: as ever; paused: begins nothing new; left: it knows that the tenant is at home elsewhere. */
  place: z.enum(['here', 'paused', 'left']),
  /** Calls of the tenant that still run there. */
  calls: z.number(),
  /** Ids of agents who still have a call there. */
  agentsInCall: z.array(z.string()),
});
export type TenantMoveStatus = z.output<typeof tenantMoveStatus>;

const notice: z.ZodType<Notice> = z.discriminatedUnion('of', [
  z.object({ of: z.literal('call'), call: callNow }),
  z.object({ of: z.literal('callGone'), callId: z.string() }),
  z.object({ of: z.literal('agent'), agent: agentNow }),
  z.object({ of: z.literal('trunk'), trunk: trunkNow }),
  z.object({ of: z.literal('extension'), extension: extensionNow }),
  z.object({ of: z.literal('asterisk'), asterisk: asteriskNow }),
]);

const noticeLine = z.looseObject({
  at: z.number().optional(),
  n: z.number().optional(),
  again: z.boolean().optional(),
  notice: z.looseObject({ of: z.string() }).optional(),
});

/** A line of GET /v1/notices. */
export type NoticeLine =
  | { readonly kind: 'begin'; readonly at: number }
  | { readonly kind: 'again'; readonly n: number }
  | { readonly kind: 'notice'; readonly n: number; readonly notice: Notice }
  /** A heartbeat, or what a newer engine tells. */
  | { readonly kind: 'other' };

/** @throws SyntaxError, ZodError where it is no line of ours */
export function readNoticeLine(line: string): NoticeLine {
  const { at, n, again, notice: told } = noticeLine.parse(JSON.parse(line));
  if (at !== undefined) return { kind: 'begin', at };
  if (n === undefined) return { kind: 'other' };
  if (again === true) return { kind: 'again', n };
  const understood = notice.safeParse(told);
  return understood.success ? { kind: 'notice', n, notice: understood.data } : { kind: 'other' };
}
