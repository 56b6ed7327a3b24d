import { Injectable } from '@nestjs/common';

import type { TenantId } from '../../kernel/ids.js';
import type { Language } from '../../kernel/language.js';
import { newId } from '../database/new-id.js';
import { isUniqueViolation, type DbSession } from '../database/transaction.js';
import type { TenantEntity } from './entities/tenant.entity.js';
import { TenantExists } from './tenancy.errors.js';
import { TenancyRepository } from './tenancy.repository.js';

export interface Tenant {
  readonly id: TenantId;
  readonly code: string;
  readonly name: string;
  readonly suspended: boolean;
  readonly channelLimit: number;
  readonly language: Language;
  readonly homeNodeId: string;
}

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

  /** @throws TenantExists */
  async createTenant(session: DbSession, tenant: Omit<Tenant, 'id' | 'suspended'>): Promise<Tenant> {
    const row: TenantEntity = { ...tenant, id: newId(), status: 'open' };
    try {
      await this.tenants.insert(session, row);
    } catch (error) {
      throw isUniqueViolation(error) ? new TenantExists(tenant.code) : error;
    }
    return toTenant(row);
  }
}

function toTenant(row: TenantEntity): Tenant {
  return {
    id: row.id as TenantId,
    code: row.code,
    name: row.name,
    suspended: row.status === 'suspended',
    channelLimit: row.channelLimit,
    language: row.language,
    homeNodeId: row.homeNodeId,
  };
}
