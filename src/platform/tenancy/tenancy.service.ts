import { Injectable } from '@nestjs/common';

import type { TenantId } from '../../kernel/ids.js';
import type { Language } from '../../kernel/language.js';
import { newId } from '../database/new-id.js';
import { isUniqueViolation, type DbSession } from '../database/transaction.js';
import { NotFound } from '../errors/record.errors.js';
import type { TenantEntity, TenantStatus } from './entities/tenant.entity.js';
import { TenantExists } from './tenancy.errors.js';
import { TenancyRepository } from './tenancy.repository.js';

export interface Tenant {
  readonly id: TenantId;
  readonly code: string;
  readonly name: string;
  readonly status: TenantStatus;
  /** No new calls are served; running ones go on. */
  readonly suspended: boolean;
  readonly channelLimit: number;
  readonly language: Language;
  readonly homeNodeId: string;
  /** About to move there; null, here and below: not so. */
  readonly movingToNodeId: string | null;
  /** Where it was at home, while calls of before still run there. */
  readonly leavingNodeId: string | null;
  readonly agentLimit: number;
  readonly extensionLimit: number;
  readonly promptStorageLimitMb: number;
  readonly seatLimit: number | null;
  readonly ivrLimit: number | null;
  readonly recordedSeatLimit: number | null;
  readonly speechLineLimit: number | null;
}

/** What a new tenant must have; limits left out are the database's defaults. */
export type NewTenant = Pick<Tenant, 'code' | 'name' | 'channelLimit' | 'language' | 'homeNodeId'> &
  Partial<
    Pick<
      Tenant,
      | 'agentLimit'
      | 'extensionLimit'
      | 'promptStorageLimitMb'
      | 'seatLimit'
      | 'ivrLimit'
      | 'recordedSeatLimit'
      | 'speechLineLimit'
    >
  >;

/** Where a tenant is at home, of all that there are. */
export type TenantHome = Pick<Tenant, 'id' | 'code' | 'homeNodeId' | 'movingToNodeId' | 'leavingNodeId'>;

/** What everybody may ask about tenants: the engine, sign-in, rooms that hold to a quota. */
@Injectable()
export class TenancyService {
  constructor(private readonly tenants: TenancyRepository) {}

  /** The tenants that the session's role sees. */
  async listTenants(session: DbSession): Promise<Tenant[]> {
    return (await this.tenants.list(session)).map(toTenant);
  }

  async findTenant(session: DbSession, code: string): Promise<Tenant | undefined> {
    const tenant = await this.tenants.findByCode(session, code);
    return tenant === null ? undefined : toTenant(tenant);
  }

  /** @throws NotFound where the session sees no such tenant */
  async tenantById(session: DbSession, id: string): Promise<Tenant> {
    const tenant = await this.tenants.findById(session, id);
    if (tenant === null) throw new NotFound();
    return toTenant(tenant);
  }

  /** The node of every tenant there is, also of those that the session does not see. */
  async homeNodes(session: DbSession): Promise<ReadonlyMap<TenantId, string>> {
    const rows = await this.tenants.homeNodes(session);
    return new Map(rows.map((row) => [row.tenant_id as TenantId, row.node_id]));
  }

  /** Of all tenants that the session's role sees. */
  async homes(session: DbSession): Promise<TenantHome[]> {
    return (await this.tenants.homes(session)) as TenantHome[];
  }

  /** Its home begins nothing new any more. @returns false where it is at home elsewhere by now, or moves already */
  beginMove(session: DbSession, id: string, from: string, to: string): Promise<boolean> {
    return this.tenants.place(session, { id, homeNodeId: from, movingToNodeId: null }, { movingToNodeId: to });
  }

  /** It stays where it is. */
  async giveUpMove(session: DbSession, id: string, from: string): Promise<void> {
    await this.tenants.place(session, { id, homeNodeId: from }, { movingToNodeId: null });
  }

  /** @param leaving where calls of before go on; null: nothing does. @returns false where it is not at home there any more */
  changeHome(session: DbSession, id: string, from: string, to: string, leaving: string | null): Promise<boolean> {
    const values = { homeNodeId: to, movingToNodeId: null, leavingNodeId: leaving };
    return this.tenants.place(session, { id, homeNodeId: from }, values);
  }

  /** Nothing of it goes on at the old home any more. */
  async endLeaving(session: DbSession, id: string, from: string): Promise<void> {
    await this.tenants.place(session, { id, leavingNodeId: from }, { leavingNodeId: null });
  }

  /** @throws TenantExists */
  async createTenant(session: DbSession, tenant: NewTenant): Promise<{ readonly id: TenantId }> {
    const id = newId();
    try {
      await this.tenants.insert(session, { ...tenant, id, status: 'open' });
    } catch (error) {
      throw isUniqueViolation(error) ? new TenantExists(tenant.code) : error;
    }
    return { id: id as TenantId };
  }
}

function toTenant(row: TenantEntity): Tenant {
  return {
    id: row.id as TenantId,
    code: row.code,
    name: row.name,
    status: row.status,
    // of a closed tenant the engine asks no more than of a suspended one: nothing new
    suspended: row.status !== 'open',
    channelLimit: row.channelLimit,
    language: row.language,
    homeNodeId: row.homeNodeId,
    movingToNodeId: row.movingToNodeId,
    leavingNodeId: row.leavingNodeId,
    agentLimit: row.agentLimit,
    extensionLimit: row.extensionLimit,
    promptStorageLimitMb: row.promptStorageLimitMb,
    seatLimit: row.seatLimit,
    ivrLimit: row.ivrLimit,
    recordedSeatLimit: row.recordedSeatLimit,
    speechLineLimit: row.speechLineLimit,
  };
}
