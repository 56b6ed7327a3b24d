import { createHash, randomBytes } from 'node:crypto';

import { Injectable } from '@nestjs/common';

import type { ExtensionId, TenantId, TrunkId } from '../kernel/ids.js';
import { newId } from '../platform/database/new-id.js';
import { isUniqueViolation, type DbSession } from '../platform/database/transaction.js';
import type { Extension, Trunk } from './core/line.js';
import type { ExtensionEntity } from './entities/extension.entity.js';
import type { TrunkEntity } from './entities/trunk.entity.js';
import { ExtensionExists, TrunkExists, UnknownTelephone } from './lines.errors.js';
import { LinesRepository } from './lines.repository.js';

export interface NewTrunk {
  readonly name: string;
  /** Begins with "trunk-". */
  readonly endpoint: string;
  readonly address: string;
  readonly port: number;
  readonly channelLimit: number;
  /** null: every node has it. */
  readonly nodeId: string | null;
}

export interface NewExtension {
  readonly tenantId: TenantId;
  /** 4 digits. */
  readonly dn: string;
  /** SIP user name, unique over all tenants. */
  readonly endpoint: string;
  readonly realm: string;
}

@Injectable()
export class LinesService {
  constructor(private readonly lines: LinesRepository) {}

  async listTrunks(session: DbSession): Promise<Trunk[]> {
    return (await this.lines.trunks(session)).map(toTrunk);
  }

  async listExtensions(session: DbSession): Promise<Extension[]> {
    return (await this.lines.extensions(session)).map(toExtension);
  }

  async findTrunk(session: DbSession, endpoint: string): Promise<Trunk | undefined> {
    const trunk = await this.lines.findTrunk(session, endpoint);
    return trunk === null ? undefined : toTrunk(trunk);
  }

  /** @throws TrunkExists */
  async createTrunk(session: DbSession, trunk: NewTrunk): Promise<Trunk> {
    const row: TrunkEntity = { ...trunk, id: newId() };
    try {
      await this.lines.insertTrunk(session, row);
    } catch (error) {
      throw isUniqueViolation(error) ? new TrunkExists(trunk.endpoint) : error;
    }
    return toTrunk(row);
  }

  /**
   * Makes a telephone and its password. The password is returned this once and kept nowhere: what is kept is the
   * digest that SIP signs in by (RFC 2617, section 3.2.2.2).
   *
   * @throws ExtensionExists
   */
  async createExtension(
    session: DbSession,
    extension: NewExtension,
  ): Promise<{ readonly extension: Extension; readonly password: string }> {
    const password = newPassword();
    const { endpoint, realm } = extension;
    const row: ExtensionEntity = { ...extension, id: newId(), md5Credential: md5Credential(endpoint, realm, password) };
    try {
      await this.lines.insertExtension(session, row);
    } catch (error) {
      throw isUniqueViolation(error) ? new ExtensionExists(extension.dn) : error;
    }
    return { extension: toExtension(row), password };
  }

  /** Gives a telephone a new password, returned this once. @throws UnknownTelephone */
  async renewPassword(session: DbSession, endpoint: string, realm: string): Promise<string> {
    const password = newPassword();
    const credential = md5Credential(endpoint, realm, password);
    if (!(await this.lines.updateCredential(session, endpoint, realm, credential)))
      throw new UnknownTelephone(endpoint);
    return password;
  }
}

function newPassword(): string {
  return randomBytes(18).toString('base64url');
}

export function md5Credential(user: string, realm: string, password: string): string {
  return createHash('md5').update(`${user}:${realm}:${password}`).digest('hex');
}

function toTrunk(row: TrunkEntity): Trunk {
  return { id: row.id as TrunkId, endpoint: row.endpoint, channelLimit: row.channelLimit };
}

function toExtension(row: ExtensionEntity): Extension {
  return {
    id: row.id as ExtensionId,
    tenantId: row.tenantId as TenantId,
    dn: row.dn,
    endpoint: row.endpoint,
  };
}
