import { z } from 'zod';

import type { NodeStatus } from '../core/node-status.js';

const instant = z.number();

/** As a node tells it over the cluster link; what an older build does not tell, it cannot say. */
export const nodeStatus: z.ZodType<NodeStatus> = z.object({
  name: z.string(),
  role: z.enum(['single', 'admin', 'switch']),
  version: z.string().nullable(),
  migration: z.string().nullable().default(null),
  now: instant,
  upSince: instant,
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
      following: z.boolean(),
    })
    .nullable()
    .default(null),
  asterisk: z.object({ connected: z.boolean(), version: z.string().nullable() }).nullable().default(null),
  replication: z.object({ state: z.string(), lagS: z.number().nullable() }).nullable().default(null),
  backlogs: z.array(z.object({ to: z.string(), facts: z.number(), oldestAt: instant.nullable() })).default([]),
  mediaMissing: z.number().nullable().default(null),
  certificateExpiresAt: instant.nullable().default(null),
});
