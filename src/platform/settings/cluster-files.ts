import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

import { Injectable } from '@nestjs/common';
import { z } from 'zod';

import { Settings } from './settings.js';

/** Where a switch node finds its admin node; written when it joins. */
const adminPlace = z.object({
  nodeId: z.string(),
  address: z.string(),
  linkPort: z.number().int(),
  postgresPort: z.number().int(),
  database: z.string(),
  /** PostgreSQL with nothing but the configuration; what an older build has written says nothing of it. */
  relayPort: z.number().int().default(5434),
  /** Where people find the console. */
  console: z.string().optional(),
});
export type AdminPlace = z.output<typeof adminPlace>;

/** What the cluster has given this node: CALLRACK_HOME/cluster, PEM files and admin.json. */
@Injectable()
export class ClusterFiles {
  constructor(private readonly settings: Settings) {}

  /** The cluster's own certificate authority. */
  get caFile(): string {
    return this.path('ca.crt');
  }

  /** Only on the admin node. */
  get caKeyFile(): string {
    return this.path('ca.key');
  }

  get certificateFile(): string {
    return this.path('node.crt');
  }

  get keyFile(): string {
    return this.path('node.key');
  }

  get adminFile(): string {
    return this.path('admin.json');
  }

  /** Whether this node has a certificate of the cluster, its own or as its admin. */
  get isMember(): boolean {
    return [this.caFile, this.certificateFile, this.keyFile].every((file) => existsSync(file));
  }

  /** The admin node; null on the admin node itself, and on a node that has not joined. */
  admin(): AdminPlace | null {
    if (!existsSync(this.adminFile)) return null;
    return adminPlace.parse(JSON.parse(readFileSync(this.adminFile, 'utf8')));
  }

  /** For TLS in both directions; read each time, because certificates are renewed. */
  credentials(): { readonly ca: Buffer; readonly cert: Buffer; readonly key: Buffer } {
    return {
      ca: readFileSync(this.caFile),
      cert: readFileSync(this.certificateFile),
      key: readFileSync(this.keyFile),
    };
  }

  /** Changes whenever one of the files that credentials() reads is another one. */
  epoch(): string {
    return [this.caFile, this.certificateFile, this.keyFile]
      .map((file) => statSync(file))
      .map(({ ino, mtimeMs, size }) => [ino, mtimeMs, size].join(' '))
      .join(', ');
  }

  private path(name: string): string {
    return join(this.settings.clusterFolder, name);
  }
}
