import { isIPv6 } from 'node:net';
import { checkServerIdentity, type ConnectionOptions } from 'node:tls';

import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { DataSource } from 'typeorm';

import { ClusterFiles, type AdminPlace } from '../settings/cluster-files.js';
import { Settings } from '../settings/settings.js';
import { createDataSource } from './data-sources.js';
import { NotJoined } from './database.errors.js';
import { inTransaction, type DbSession } from './transaction.js';

/** Facts travel one transaction at a time; the second is for one whose server hangs. */
const POOL_SIZE = 2;
const FAREWELL_MS = 2_000;

interface Connected {
  /** Of which place and which certificates. */
  readonly key: string;
  readonly source: Promise<DataSource>;
}

/** The role on the admin node that a node signs in as. */
function adminRole(nodeName: string): string {
  return `callrack_at_${nodeName}`;
}

/**
 * PostgreSQL of the admin node, as a switch node reaches it: over TLS in which both show a certificate of the cluster.
 * Like Databases, nothing connects before it is needed, and every call fails within seconds while the admin is away.
 */
@Injectable()
export class AdminDatabase implements OnApplicationShutdown {
  private connected: Connected | undefined;

  constructor(
    private readonly settings: Settings,
    private readonly files: ClusterFiles,
  ) {}

  /** @throws NotJoined */
  async transaction<T>(fn: (session: DbSession) => Promise<T>): Promise<T> {
    return inTransaction(await this.source(), 'READ WRITE', fn);
  }

  async close(): Promise<void> {
    const { connected } = this;
    this.connected = undefined;
    if (connected === undefined) return;
    const closed = connected.source.then((source) => source.destroy()).catch(() => undefined);
    // a server that hangs never answers the farewell
    await Promise.race([closed, new Promise((resolve) => setTimeout(resolve, FAREWELL_MS).unref())]);
  }

  async onApplicationShutdown(): Promise<void> {
    await this.close();
  }

  private source(): Promise<DataSource> {
    const place = this.files.admin();
    if (place === null || !this.files.isMember) return Promise.reject(new NotJoined());
    // the admin may have moved, the certificates are renewed
    const key = `${JSON.stringify(place)} ${this.files.epoch()}`;
    if (this.connected?.key !== key) {
      void this.close();
      const connected = { key, source: this.connect(place) };
      this.connected = connected;
      connected.source.catch(() => {
        if (this.connected === connected) this.connected = undefined;
      });
    }
    return this.connected.source;
  }

  private connect(place: AdminPlace): Promise<DataSource> {
    const { nodeName } = this.settings;
    const host = isIPv6(place.address) ? `[${place.address}]` : place.address;
    const url = `postgres://${adminRole(nodeName)}@${host}:${String(place.postgresPort)}/${place.database}`;
    return createDataSource(url, `callrack ${nodeName}`, {
      poolSize: POOL_SIZE,
      entities: [],
      ssl: { ...this.files.credentials(), minVersion: 'TLSv1.2', checkServerIdentity: identityOf(place) },
    }).initialize();
  }
}

/** As libpq's verify-full, and the certificate must be the admin's own besides. */
function identityOf({ address, nodeId }: AdminPlace): ConnectionOptions['checkServerIdentity'] {
  return (_host, certificate) => {
    const { CN } = certificate.subject;
    if (CN !== nodeId) return new Error(`the certificate is of ${String(CN)}, not of ${nodeId}`);
    return checkServerIdentity(address, certificate);
  };
}
