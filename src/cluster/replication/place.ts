import { join } from 'node:path';
import type { ConnectionOptions } from 'node:tls';

import type { ClusterFiles, AdminPlace } from '../../platform/settings/cluster-files.js';
import type { Settings } from '../../platform/settings/settings.js';

/** The publication where it is copied from, and the subscription where it is copied to. */
export const CONFIG_COPY = 'callrack_config';

/** Owner and database of the relay, as of every embedded PostgreSQL. */
const RELAY_OWNER = 'callrack';

/** How the admin node's configuration is reached: its main database, or the relay. */
export interface WayToAdmin {
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user: string;
  readonly password?: string;
  readonly tls: ConnectionOptions | false;
  readonly slot: string;
  /** For the copying PostgreSQL itself, which reads certificates and passwords from files of its own. */
  readonly conninfo: string;
  /** It is a copy itself, and may not be whole yet. */
  readonly isRelay: boolean;
}

/** One copy of the configuration: where it is kept, and where it comes from. */
export interface CopyPlan {
  /** Shown on the other side. */
  readonly name: string;
  /** Of the database that keeps it, as its owner. */
  readonly localUrl: string;
  /** null: there is nothing to copy from. Read each time: nodes move, certificates are renewed. */
  readonly way: () => WayToAdmin | null;
}

/** On a switch node: from the relay of the admin node. */
export function copyOnNode(settings: Settings, files: ClusterFiles): CopyPlan {
  return {
    name: settings.nodeName,
    localUrl: settings.database.ownerUrl,
    way: () => wayToRelay(settings, files),
  };
}

/** On the admin node: from its main database to the relay; null where no node can join. */
export function copyOnRelay(settings: Settings): CopyPlan | null {
  const { relay, database, home, nodeName } = settings;
  if (relay === null) return null;
  const { hostname, port, pathname } = new URL(database.operatorUrl);
  const source = {
    host: hostname.replace(/^\[(.*)\]$/, '$1'),
    port: port === '' ? 5432 : Number(port),
    database: decodeURIComponent(pathname.slice(1)),
    user: 'callrack_relay',
  };
  const conninfo = {
    ...{ host: source.host, port: String(source.port), dbname: source.database, user: source.user },
    // whoever may copy from the relay can read what is in its database
    passfile: join(home, 'relay', 'source.pass'),
    ...PATIENCE,
  };
  const way: WayToAdmin = {
    ...source,
    password: relay.sourcePassword,
    tls: false,
    // no node's: theirs begin with callrack_
    slot: 'relay_of_callrack',
    conninfo: textOf(conninfo),
    isRelay: false,
  };
  return { name: `${nodeName} relay`, localUrl: relayUrl(relay), way: () => way };
}

/** The relay as its owner, on this machine. */
export function relayUrl({ port, password }: NonNullable<Settings['relay']>): string {
  return `postgres://${RELAY_OWNER}:${encodeURIComponent(password)}@127.0.0.1:${String(port)}/${RELAY_OWNER}`;
}

function wayToRelay(settings: Settings, files: ClusterFiles): WayToAdmin | null {
  const place = files.isMember ? files.admin() : null;
  if (place === null) return null;
  const { nodeName } = settings;
  const user = `callrack_at_${nodeName}`;
  return {
    host: place.address,
    port: place.relayPort,
    database: RELAY_OWNER,
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
    isRelay: true,
  };
}

/** A link that was cut is noticed. */
const PATIENCE = {
  connect_timeout: '5',
  keepalives_idle: '10',
  keepalives_interval: '5',
  keepalives_count: '3',
  tcp_user_timeout: '20000',
};

/** libpq compares `host` with the name in the certificate, and connects to `hostaddr`. */
function conninfoOf(place: AdminPlace, user: string, folder: string): string {
  return textOf({
    host: place.nodeId,
    hostaddr: place.address,
    port: String(place.relayPort),
    dbname: RELAY_OWNER,
    user,
    sslmode: 'verify-full',
    sslrootcert: join(folder, 'ca.crt'),
    sslcert: join(folder, 'node.crt'),
    sslkey: join(folder, 'node.key'),
    ...PATIENCE,
  });
}

function textOf(parameters: Readonly<Record<string, string>>): string {
  return Object.entries(parameters)
    .map(([name, value]) => `${name}='${value.replaceAll(/[\\']/g, '\\$&')}'`)
    .join(' ');
}
