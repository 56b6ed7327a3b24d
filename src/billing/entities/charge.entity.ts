import { Column, Entity, PrimaryColumn } from 'typeorm';

import type { Calculation } from '../../kernel/charge.js';
import type { ChargeKind } from '../core/charge-record.js';

@Entity({ schema: 'facts', name: 'charge' })
export class ChargeEntity {
  @PrimaryColumn({ type: 'text' })
  id!: string;

  @Column({ type: 'timestamptz' })
  at!: Date;

  @Column({ name: 'tenant_id', type: 'uuid' })
  tenantId!: string;

  @Column({ name: 'call_id', type: 'text' })
  callId!: string;

  @Column({ type: 'text' })
  kind!: ChargeKind;

  @Column({ name: 'tariff_id', type: 'uuid' })
  tariffId!: string;

  @Column({ name: 'tariff_version_id', type: 'uuid' })
  tariffVersionId!: string;

  @Column({ type: 'text' })
  currency!: string;

  @Column({ name: 'amount_micro', type: 'bigint' })
  amountMicro!: string;

  @Column({ name: 'caller_amount_micro', type: 'bigint' })
  callerAmountMicro!: string;

  @Column({ name: 'outbound_micro', type: 'bigint' })
  outboundMicro!: string;

  @Column({ name: 'started_at', type: 'timestamptz', nullable: true })
  startedAt!: Date | null;

  @Column({ type: 'integer' })
  seconds!: number;

  @Column({ type: 'jsonb' })
  calculation!: Calculation;

  /** What was called, by the first leg; kept by the database, to be found by. */
  @Column({ type: 'text', insert: false, update: false, select: false })
  number?: string;

  /** The entry that this one takes back. */
  @Column({ type: 'text', nullable: true })
  reverses!: string | null;

  @Column({ name: 'rerating_id', type: 'uuid', nullable: true })
  reratingId!: string | null;

  /** When the call was priced first; null where that is `at`. */
  @Column({ name: 'call_at', type: 'timestamptz', nullable: true })
  callAt!: Date | null;
}
