import { isIP } from 'node:net';

import { z } from 'zod';

const address = z.string().refine((text) => isIP(text) !== 0);
const port = z.number().int().min(1).max(65535);

/** Where a node is, as its settings say. */
const nodePlace = z.object({
  address,
  linkPort: port,
  sipTlsPort: port,
  sipAddress: address,
  sipPort: port,
  rtpTimeoutS: z.number().int().min(1).max(3600),
});

/** POST /link/v1/join */
export const joinRequest = z.object({
  /** base64url. */
  secret: z.string().max(100),
  signingRequest: z.string().max(10_000),
  /** Milliseconds of 1970, when this was sent. */
  clock: z.number(),
  postgresMajor: z.number().int(),
  build: z.string().max(100),
  place: nodePlace,
});
export type JoinRequest = z.output<typeof joinRequest>;

export const joinAnswer = z.object({
  nodeId: z.string(),
  /** PEM, of the node and of the authority. */
  certificate: z.string(),
  authority: z.string(),
  admin: z.object({
    nodeId: z.string(),
    address: z.string(),
    linkPort: z.number(),
    postgresPort: z.number(),
    database: z.string(),
    relayPort: z.number().default(5434),
    console: z.string().optional(),
  }),
  sip: z.object({ realm: z.string(), secret: z.string() }),
});
export type JoinAnswer = z.output<typeof joinAnswer>;

/** POST /link/v1/renew: says where the node is now, and asks for its next certificate where there is a signing request. */
export const renewRequest = z.object({
  place: nodePlace,
  signingRequest: z.string().max(10_000).nullable(),
});
export type RenewRequest = z.output<typeof renewRequest>;

export const renewAnswer = z.object({ certificate: z.string().nullable() });
export type RenewAnswer = z.output<typeof renewAnswer>;
