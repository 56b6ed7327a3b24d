import { Injectable } from '@nestjs/common';

import { systemClock } from '../../kernel/clock.js';
import type { TenantId } from '../../kernel/ids.js';
import type { Language } from '../../kernel/language.js';
import { OperatorsService } from '../access/operators.service.js';
import type { ListQuery, Page } from '../database/paging.js';
import { isForeignKeyViolation, type DbSession } from '../database/transaction.js';
import type { Text } from '../errors/callrack-error.js';
import { NotFound } from '../errors/record.errors.js';
import { validInput } from '../validation/valid-input.js';
import { InvalidInput } from '../validation/validation.errors.js';
import { closingInput, newTenantInput, tenantInput } from './dto/tenant-input.js';
import type { TenantEntity, TenantStatus } from './entities/tenant.entity.js';
import { NotInThatState, TooLateToReopen } from './tenancy.errors.js';
import { TenancyRepository } from './tenancy.repository.js';
import { TenancyService } from './tenancy.service.js';
import { TenantUsage, type Usage } from './tenant-usage.js';

/** A tenant as the platform's operators see it. */
export interface TenantRecord {
  readonly id: TenantId;
  readonly version: number;
  readonly code: string;
  readonly name: string;
  readonly status: TenantStatus;
  readonly language: Language;
  readonly homeNodeId: string;
  /** About to move there; null, here and below: not so. */
  readonly movingToNodeId: string | null;
  /** Where it was at home, while calls of before still run there. */
  readonly leavingNodeId: string | null;
  readonly channelLimit: number;
  readonly agentLimit: number;
  readonly extensionLimit: number;
  readonly promptStorageLimitMb: number;
  /** Agents signed in at once; null, here and below: no limit. */
  readonly seatLimit: number | null;
  /** Callers in menus at once. */
  readonly ivrLimit: number | null;
  /** Conversations recorded at once. */
  readonly recordedSeatLimit: number | null;
  /** Texts spoken at once. */
  readonly speechLineLimit: number | null;
  readonly createdAt: Date;
  /** When its data are deleted; null unless it is closed. */
  readonly purgeAt: Date | null;
}

/** The tenant's first administrator; the password is kept nowhere, so this is the one time it is seen. */
export interface FirstAdmin {
  readonly login: string;
  readonly password: string;
}

export const STATUS_NAMES: Readonly<Record<TenantStatus, Text>> = {
  open: { zh: '开通', en: 'open' },
  suspended: { zh: '暂停', en: 'suspended' },
  closed: { zh: '已关闭', en: 'closed' },
};

const DAY_MS = 86_400_000;
const UNKNOWN_NODE: Text = { zh: '没有这个节点', en: 'There is no such node' };

const HOME_BY_MOVE: Text = {
  zh: '企业的归属节点不能直接修改，请使用“迁移”',
  en: 'The home of a tenant is not changed here; use "Move" instead',
};

/** What the platform's operators do with tenants, one at a time under Gate's lock. */
@Injectable()
export class TenantsService {
  constructor(
    private readonly tenancy: TenancyService,
    private readonly tenants: TenancyRepository,
    private readonly operators: OperatorsService,
    private readonly usage: TenantUsage,
  ) {}

  async pageOfTenants(session: DbSession, query: ListQuery): Promise<Page<TenantRecord>> {
    const { items, total } = await this.tenants.page(session, query);
    return { items: items.map(toRecord), total };
  }

  async findTenant(session: DbSession, id: string): Promise<TenantRecord | undefined> {
    const row = await this.tenants.findById(session, id);
    return row === null ? undefined : toRecord(row);
  }

  /** How much the tenant has of what is counted against its quotas. */
  usageOf(session: DbSession, id: TenantId): Promise<Usage> {
    return this.usage.of(session, id);
  }

  /** Opens a tenant, with an operator who can sign in for it. @throws InvalidInput, TenantExists */
  async createTenant(
    session: DbSession,
    input: unknown,
  ): Promise<{ readonly tenant: TenantRecord; readonly admin: FirstAdmin }> {
    const { adminLogin, adminName, ...columns } = validInput(newTenantInput, input);
    const id = await this.insert(session, columns);
    const { language } = columns;
    const { password } = await this.operators.createFirstAdmin(session, id, adminLogin, adminName, language);
    return { tenant: await this.mustFind(session, id), admin: { login: adminLogin, password } };
  }

  /** Another administrator, for a tenant that nobody can sign in for any more. @throws NotFound */
  async addAdmin(session: DbSession, id: string): Promise<FirstAdmin> {
    const tenant = await this.mustFind(session, id);
    const { operator, password } = await this.operators.addAdmin(session, tenant.id, tenant.language);
    return { login: operator.login, password };
  }

  /** A quota may be less than what is used: what is there stays, nothing more is added. @throws NotFound, InvalidInput, ChangedMeanwhile */
  async updateTenant(session: DbSession, id: string, version: number, input: unknown): Promise<TenantRecord> {
    const before = await this.mustFind(session, id);
    const { homeNodeId = before.homeNodeId } = input as { readonly homeNodeId?: unknown };
    if (homeNodeId !== before.homeNodeId) throw new InvalidInput({ homeNodeId: HOME_BY_MOVE });
    const values = validInput(tenantInput, { ...before, ...(input as object) });
    await this.tenants.update(session, before.id, version, values);
    return { ...before, ...values, version: version + 1 };
  }

  /** New calls are refused, its people cannot sign in; running calls go on. @throws NotFound, NotInThatState */
  suspend(session: DbSession, id: string): Promise<TenantRecord> {
    return this.move(session, id, ['open'], () => ({ status: 'suspended' }));
  }

  /** @throws NotFound, NotInThatState */
  resume(session: DbSession, id: string): Promise<TenantRecord> {
    return this.move(session, id, ['suspended'], () => ({ status: 'open' }));
  }

  /**
   * As suspended, and its data are deleted after some days.
   *
   * @param input `days`; see KEPT_DAYS
   * @throws NotFound, NotInThatState, InvalidInput
   */
  close(session: DbSession, id: string, input: unknown): Promise<TenantRecord> {
    const { days } = validInput(closingInput, input);
    const purgeAt = new Date(systemClock.now() + days * DAY_MS);
    return this.move(session, id, ['open', 'suspended'], () => ({ status: 'closed', purgeAt }));
  }

  /** @throws NotFound, NotInThatState, TooLateToReopen */
  reopen(session: DbSession, id: string): Promise<TenantRecord> {
    return this.move(session, id, ['closed'], ({ purgeAt }) => {
      if (purgeAt !== null && purgeAt.getTime() <= systemClock.now()) throw new TooLateToReopen();
      return { status: 'open', purgeAt: null };
    });
  }

  private async insert(session: DbSession, columns: Parameters<TenancyService['createTenant']>[1]): Promise<TenantId> {
    try {
      return (await this.tenancy.createTenant(session, columns)).id;
    } catch (error) {
      throw isForeignKeyViolation(error) ? new InvalidInput({ homeNodeId: UNKNOWN_NODE }) : error;
    }
  }

  private async move(
    session: DbSession,
    id: string,
    from: readonly TenantStatus[],
    to: (tenant: TenantRecord) => Partial<TenantRecord>,
  ): Promise<TenantRecord> {
    const tenant = await this.mustFind(session, id);
    if (!from.includes(tenant.status)) throw new NotInThatState(STATUS_NAMES[tenant.status]);
    const changed = to(tenant);
    await this.tenants.update(session, tenant.id, tenant.version, changed);
    return { ...tenant, ...changed, version: tenant.version + 1 };
  }

  private async mustFind(session: DbSession, id: string): Promise<TenantRecord> {
    const tenant = await this.findTenant(session, id);
    if (tenant === undefined) throw new NotFound();
    return tenant;
  }
}

function toRecord(row: TenantEntity): TenantRecord {
  return {
    id: row.id as TenantId,
    version: row.version,
    code: row.code,
    name: row.name,
    status: row.status,
    language: row.language,
    homeNodeId: row.homeNodeId,
    movingToNodeId: row.movingToNodeId,
    leavingNodeId: row.leavingNodeId,
    channelLimit: row.channelLimit,
    agentLimit: row.agentLimit,
    extensionLimit: row.extensionLimit,
    promptStorageLimitMb: row.promptStorageLimitMb,
    seatLimit: row.seatLimit,
    ivrLimit: row.ivrLimit,
    recordedSeatLimit: row.recordedSeatLimit,
    speechLineLimit: row.speechLineLimit,
    createdAt: row.createdAt,
    purgeAt: row.purgeAt,
  };
}
