import type { ConnectionId, TenantId } from '../../kernel/ids.js';

/** A system of the company that flows may ask. */
export interface Connection {
  readonly id: ConnectionId;
  readonly tenantId: TenantId;
  /** `https://crm.example.com/api` or `postgresql://reader@db.example.com:5432/crm?sslmode=require`; no secret is in it. */
  readonly address: string;
  /** Of HTTP: the header that the secret is sent in. */
  readonly secretHeader: string | null;
  /** The header's value, or the database's password. */
  readonly secret: string | null;
}

/** As people see and edit one: whoever has entered the secret, nobody reads it. */
export interface ConnectionRecord {
  readonly id: ConnectionId;
  readonly version: number;
  readonly name: string;
  readonly address: string;
  readonly secretHeader: string | null;
  readonly hasSecret: boolean;
  /** Always empty: what is entered here becomes the secret. */
  readonly secret: '';
}

export type ConnectionKind = 'http' | 'postgresql';

const KINDS: Readonly<Record<string, ConnectionKind>> = {
  'http:': 'http',
  'https:': 'http',
  'postgresql:': 'postgresql',
  'postgres:': 'postgresql',
};

/** What stands at an address; null where it is none that can be asked. */
export function kindOf(address: string): ConnectionKind | null {
  if (!URL.canParse(address)) return null;
  const { protocol, hostname } = new URL(address);
  return hostname === '' ? null : (KINDS[protocol] ?? null);
}
