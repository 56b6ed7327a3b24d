import { Injectable } from '@nestjs/common';

import type { TenantId, TrunkId } from '../kernel/ids.js';
import { newId } from '../platform/database/new-id.js';
import type { ListQuery, Page } from '../platform/database/paging.js';
import { isUniqueViolation, type DbSession } from '../platform/database/transaction.js';
import { NotFound } from '../platform/errors/record.errors.js';
import { notThere } from '../platform/references/reference-input.js';
import type { Use } from '../platform/references/thing.js';
import { TenancyService } from '../platform/tenancy/tenancy.service.js';
import { validInput } from '../platform/validation/valid-input.js';
import type { TenantTrunk } from './core/line.js';
import type { TenantTrunkRecord } from './core/tenant-trunk-record.js';
import { newTenantTrunkInput, tenantTrunkInput } from './dto/tenant-trunk-input.js';
import type { TenantTrunkEntity } from './entities/tenant-trunk.entity.js';
import { TenantTrunkExists } from './lines.errors.js';
import { LinesRepository } from './lines.repository.js';
import { TenantTrunksRepository } from './tenant-trunks.repository.js';

/** What tenants have of the platform's trunks: how many channels, and by which their calls go out. */
@Injectable()
export class TenantTrunksService {
  constructor(
    private readonly shares: TenantTrunksRepository,
    private readonly lines: LinesRepository,
    private readonly tenancy: TenancyService,
  ) {}

  /** For the engine: of its node's tenants, each in the order in which its calls go out. */
  async listTenantTrunks(session: DbSession): Promise<TenantTrunk[]> {
    return (await this.shares.tenantTrunks(session)).map(({ tenantId, trunkId, channelLimit, outboundRank }) => ({
      tenantId: tenantId as TenantId,
      trunkId: trunkId as TrunkId,
      channelLimit,
      outboundRank,
    }));
  }

  async pageOfTenantTrunks(session: DbSession, query: ListQuery): Promise<Page<TenantTrunkRecord>> {
    const { items, total } = await this.shares.pageOfTenantTrunks(session, query);
    return { items: items.map(toRecord), total };
  }

  async findTenantTrunk(session: DbSession, id: string): Promise<TenantTrunkRecord | undefined> {
    const row = await this.shares.tenantTrunk(session, id);
    return row === null ? undefined : toRecord(row);
  }

  /** A tenant has one share of a trunk. @throws InvalidInput, TenantTrunkExists */
  async createTenantTrunk(session: DbSession, input: unknown): Promise<TenantTrunkRecord> {
    const share = validInput(newTenantTrunkInput, input);
    await this.tenantMustBeThere(session, share.tenantId);
    if ((await this.lines.trunk(session, share.trunkId)) === null) throw notThere('trunkId');
    const row = { ...share, id: newId(), version: 1 };
    try {
      await this.shares.insertTenantTrunk(session, row);
    } catch (error) {
      throw isUniqueViolation(error) ? new TenantTrunkExists() : error;
    }
    return row;
  }

  /** @throws NotFound, InvalidInput, ChangedMeanwhile */
  async updateTenantTrunk(session: DbSession, id: string, version: number, input: unknown): Promise<TenantTrunkRecord> {
    const before = await this.findTenantTrunk(session, id);
    if (before === undefined) throw new NotFound();
    const values = validInput(tenantTrunkInput, { ...before, ...(input as object) });
    await this.shares.updateTenantTrunk(session, before.id, version, values);
    return { ...before, ...values, version: version + 1 };
  }

  /** Calls that run go on. @throws NotFound */
  async removeTenantTrunk(session: DbSession, id: string): Promise<void> {
    if (!(await this.shares.deleteTenantTrunk(session, id))) throw new NotFound();
  }

  /** Tenants that have something of the trunk, by their names. */
  async usesOfTrunk(session: DbSession, trunkId: string): Promise<readonly Use[]> {
    const uses: Use[] = [];
    for (const tenantId of await this.shares.tenantsOfTrunk(session, trunkId)) {
      const { code, name } = await this.tenancy.tenantById(session, tenantId);
      uses.push({ kind: 'tenant', id: tenantId, label: `${code} ${name}` });
    }
    return uses;
  }

  private async tenantMustBeThere(session: DbSession, tenantId: TenantId): Promise<void> {
    try {
      await this.tenancy.tenantById(session, tenantId);
    } catch (error) {
      throw error instanceof NotFound ? notThere('tenantId') : error;
    }
  }
}

function toRecord({ tenantId, trunkId, ...same }: TenantTrunkEntity): TenantTrunkRecord {
  return { ...same, tenantId: tenantId as TenantId, trunkId: trunkId as TrunkId };
}
