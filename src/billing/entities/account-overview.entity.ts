import { Column, Entity, PrimaryColumn } from 'typeorm';

import type { TenantStatus } from '../../platform/tenancy/entities/tenant.entity.js';

/** A view, read only: every tenant, with an account or without. */
@Entity({ schema: 'config', name: 'account_overview' })
export class AccountOverviewEntity {
  /** Of the tenant. */
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'text' })
  code!: string;

  @Column({ type: 'text' })
  name!: string;

  @Column({ type: 'text' })
  status!: TenantStatus;

  @Column({ name: 'tariff_id', type: 'uuid', nullable: true })
  tariffId!: string | null;

  @Column({ name: 'tariff_name', type: 'text', nullable: true })
  tariffName!: string | null;

  @Column({ type: 'text', nullable: true })
  currency!: string | null;

  @Column({ type: 'text' })
  mode!: 'prepaid' | 'postpaid';

  @Column({ name: 'credit_limit_micro', type: 'bigint' })
  creditLimitMicro!: string;

  @Column({ name: 'low_balance_micro', type: 'bigint', nullable: true })
  lowBalanceMicro!: string | null;

  @Column({ name: 'credit_micro', type: 'bigint' })
  creditMicro!: string;

  @Column({ name: 'charged_micro', type: 'bigint' })
  chargedMicro!: string;

  @Column({ name: 'balance_micro', type: 'bigint' })
  balanceMicro!: string;
}
