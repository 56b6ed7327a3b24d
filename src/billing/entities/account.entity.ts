import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity({ schema: 'config', name: 'tenant_account' })
export class AccountEntity {
  @PrimaryColumn({ name: 'tenant_id', type: 'uuid' })
  id!: string;

  @Column({ type: 'integer' })
  version!: number;

  @Column({ name: 'tariff_id', type: 'uuid', nullable: true })
  tariffId!: string | null;

  /** Of all money of the tenant; null until it has had a tariff. */
  @Column({ type: 'text', nullable: true })
  currency!: string | null;

  @Column({ type: 'text' })
  mode!: 'prepaid' | 'postpaid';

  @Column({ name: 'credit_limit_micro', type: 'bigint' })
  creditLimitMicro!: string;

  @Column({ name: 'low_balance_micro', type: 'bigint', nullable: true })
  lowBalanceMicro!: string | null;

  @Column({ name: 'time_zone', type: 'text' })
  timeZone!: string;

  @Column({ name: 'international_open', type: 'boolean' })
  internationalOpen!: boolean;

  @Column({ name: 'premium_open', type: 'boolean' })
  premiumOpen!: boolean;

  @Column({ name: 'hour_limit_micro', type: 'bigint', nullable: true })
  hourLimitMicro!: string | null;

  @Column({ name: 'day_limit_micro', type: 'bigint', nullable: true })
  dayLimitMicro!: string | null;

  @Column({ name: 'night_from', type: 'text' })
  nightFrom!: string;

  @Column({ name: 'night_to', type: 'text' })
  nightTo!: string;

  @Column({ name: 'night_call_limit', type: 'integer', nullable: true })
  nightCallLimit!: number | null;
}
