import { join } from 'node:path';
import type { ConnectionOptions } from 'node:tls';

import type { ClusterFiles, AdminPlace } from '../../platform/settings/cluster-files.js';
import type { Settings } from '../../platform/settings/settings.js';

/** The publication on the admin node, and the subscription on a switch node. */
export const CONFIG_COPY = 'callrack_config';

/** How this node reaches the admin node's PostgreSQL. */
export interface WayToAdmin {
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user: string;
  readonly tls: ConnectionOptions;
  readonly slot: string;
  /** For this node's own PostgreSQL, which reads certificate files of its own. */
  readonly conninfo: string;
}

/** null: this node belongs to no cluster, or is its admin node. Read each time: nodes move, certificates are renewed. */
export function wayToAdmin(settings: Settings, files: ClusterFiles): WayToAdmin | null {
  const place = files.isMember ? files.admin() : null;
  if (place === null) return null;
  const { nodeName } = settings;
  const user = `callrack_at_${nodeName}`;
  return {
    host: place.address,
    port: place.postgresPort,
    database: place.database,
    user,
    tls: {
      ...files.credentials(),
      servername: place.nodeId,
      checkServerIdentity: (_host, { subject }) =>
        subject.CN === place.nodeId
          ? undefined
          : new Error(`the certificate is of ${String(subject.CN)}, not of ${place.nodeId}`),
    },
    slot: `callrack_${nodeName.replaceAll('-', '_')}`,
    conninfo: conninfoOf(place, user, join(settings.home, 'postgres', 'tls')),
  };
}

/** libpq compares `host` with the name in the certificate, and connects to `hostaddr`. A link that was cut is noticed. */
function conninfoOf(place: AdminPlace, user: string, folder: string): string {
  const parameters = {
    host: place.nodeId,
    hostaddr: place.address,
    port: String(place.postgresPort),
    dbname: place.database,
    user,
    sslmode: 'verify-full',
    sslrootcert: join(folder, 'ca.crt'),
    sslcert: join(folder, 'node.crt'),
    sslkey: join(folder, 'node.key'),
    connect_timeout: '5',
    keepalives_idle: '10',
    keepalives_interval: '5',
    keepalives_count: '3',
    tcp_user_timeout: '20000',
  };
  return Object.entries(parameters)
    .map(([name, value]) => `${name}='${value.replaceAll(/[\\']/g, '\\$&')}'`)
    .join(' ');
}
