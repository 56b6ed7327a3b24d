import { Injectable } from '@nestjs/common';

import type { ConnectionId, TenantId } from '../kernel/ids.js';
import { newId } from '../platform/database/new-id.js';
import type { ListQuery, Page } from '../platform/database/paging.js';
import { isUniqueViolation, type DbSession } from '../platform/database/transaction.js';
import type { Text } from '../platform/errors/callrack-error.js';
import { NotFound } from '../platform/errors/record.errors.js';
import { References } from '../platform/references/references.js';
import { validInput } from '../platform/validation/valid-input.js';
import { InvalidInput } from '../platform/validation/validation.errors.js';
import { ConnectionExists } from './connections.errors.js';
import { ConnectionsRepository } from './connections.repository.js';
import type { ConnectionRecord } from './core/connection.js';
import { connectionInput } from './dto/connection-input.js';
import type { ConnectionEntity } from './entities/connection.entity.js';

const ENTER_AGAIN: Text = {
  zh: '更换主机、数据库或用户后，请重新填写密钥',
  en: 'Enter the secret again: it was meant for another host, database or user',
};

/** Systems of the company that its flows ask. The session decides whose. */
@Injectable()
export class ConnectionsService {
  constructor(
    private readonly connections: ConnectionsRepository,
    private readonly references: References,
  ) {
    references.register({
      kind: 'connection',
      label: async (session, id) => (await this.connections.connection(session, id))?.name,
      usesOf: () => Promise.resolve([]),
    });
  }

  async pageOfConnections(session: DbSession, query: ListQuery): Promise<Page<ConnectionRecord>> {
    const { items, total } = await this.connections.pageOfConnections(session, query);
    return { items: items.map(toRecord), total };
  }

  async findConnection(session: DbSession, id: string): Promise<ConnectionRecord | undefined> {
    const row = await this.connections.connection(session, id);
    return row === null ? undefined : toRecord(row);
  }

  /** @throws InvalidInput, ConnectionExists */
  async createConnection(session: DbSession, tenantId: TenantId, input: unknown): Promise<ConnectionRecord> {
    const { secret, ...told } = validInput(connectionInput, input);
    const row = { ...told, id: newId(), tenantId, version: 1, ...kept(secret) };
    await orExists(told.name, this.connections.insertConnection(session, row));
    return toRecord(row);
  }

  /** @throws InvalidInput, NotFound, ChangedMeanwhile, ConnectionExists */
  async updateConnection(session: DbSession, id: string, version: number, input: unknown): Promise<ConnectionRecord> {
    const before = await this.connections.connection(session, id);
    if (before === null) throw new NotFound();
    const { secret, ...told } = validInput(connectionInput, input);
    const staysSecret = secret === '' && before.hasSecret;
    if (staysSecret && whose(told.address) !== whose(before.address)) throw new InvalidInput({ secret: ENTER_AGAIN });
    const values = { ...told, ...(staysSecret ? { hasSecret: true } : kept(secret)) };
    await orExists(told.name, this.connections.updateConnection(session, before.id, version, values));
    return toRecord({ ...values, id: before.id, version: version + 1 });
  }

  /** @throws NotFound, InUse */
  async removeConnection(session: DbSession, id: string): Promise<void> {
    const row = await this.connections.connection(session, id);
    if (row === null) throw new NotFound();
    await this.references.refuseIfUsed(session, { kind: 'connection', id: row.id });
    await this.connections.deleteConnection(session, row.id);
  }
}

function kept(secret: string): { readonly secret: string | null; readonly hasSecret: boolean } {
  return { secret: secret === '' ? null : secret, hasSecret: secret !== '' };
}

/** Whom a secret is for: whoever may change an address does not get at it by sending it elsewhere. */
function whose(address: string): string {
  const { protocol, username, host, pathname } = new URL(address);
  return [protocol, username, host, ...(protocol.startsWith('http') ? [] : [pathname])].join(' ');
}

async function orExists(name: string, change: Promise<void>): Promise<void> {
  try {
    await change;
  } catch (error) {
    throw isUniqueViolation(error) ? new ConnectionExists(name) : error;
  }
}

function toRecord({
  id,
  version,
  name,
  address,
  secretHeader,
  hasSecret,
}: Omit<ConnectionEntity, 'tenantId'>): ConnectionRecord {
  return { id: id as ConnectionId, version, name, address, secretHeader, hasSecret, secret: '' };
}
