import { Column, Entity, PrimaryColumn } from 'typeorm';

import type { MovementKind } from '../core/account-record.js';

@Entity({ schema: 'config', name: 'balance_movement' })
export class MovementEntity {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ name: 'tenant_id', type: 'uuid' })
  tenantId!: string;

  @Column({ type: 'timestamptz' })
  at!: Date;

  @Column({ type: 'text' })
  kind!: MovementKind;

  /** What is paid in is positive. */
  @Column({ name: 'amount_micro', type: 'bigint' })
  amountMicro!: string;

  @Column({ type: 'text' })
  note!: string;

  @Column({ name: 'by_name', type: 'text' })
  byName!: string;

  @Column({ name: 'rerating_id', type: 'uuid', nullable: true })
  reratingId!: string | null;

  /** Of the form by which it was entered: what is sent twice is entered once. */
  @Column({ type: 'uuid', nullable: true })
  token!: string | null;
}
