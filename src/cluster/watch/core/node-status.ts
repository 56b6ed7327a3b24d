import { z } from 'zod';

const instant = z.number();

/** What a node tells of itself; null, here and below: it cannot say, or has no such part. */
export const nodeStatus = z.object({
  name: z.string(),
  role: z.enum(['single', 'admin', 'switch']),
  version: z.string().nullable(),
  /** Name of the last migration of its database. */
  migration: z.string().nullable().default(null),
  now: instant,
  upSince: instant,
  /** Of the last minute, as the kernel counts it. */
  load: z.number(),
  cpus: z.number(),
  memoryFreeBytes: z.number(),
  memoryBytes: z.number(),
  disk: z.object({ freeBytes: z.number(), totalBytes: z.number() }).nullable().default(null),
  engine: z
    .object({
      startedAt: instant,
      calls: z.number().nullable().default(null),
      agents: z.number().nullable().default(null),
      telephones: z.number().nullable().default(null),
      /** Whether it has a configuration, and follows its changes. */
      following: z.boolean(),
    })
    .nullable()
    .default(null),
  asterisk: z.object({ connected: z.boolean(), version: z.string().nullable() }).nullable().default(null),
  /** The copy of the configuration; lag is seconds behind the admin node. */
  replication: z.object({ state: z.string(), lagS: z.number().nullable() }).nullable().default(null),
  /** Facts that have not arrived yet, by destination. */
  backlogs: z.array(z.object({ to: z.string(), facts: z.number(), oldestAt: instant.nullable() })).default([]),
  /** Prompts of its tenants that it has not got. */
  mediaMissing: z.number().nullable().default(null),
  certificateExpiresAt: instant.nullable().default(null),
});

export type NodeStatus = z.output<typeof nodeStatus>;
