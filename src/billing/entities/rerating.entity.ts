import { Column, Entity, PrimaryColumn } from 'typeorm';

import type { ReratingChange, ReratingFailure, ReratingStatus } from '../core/rerating-record.js';

@Entity({ schema: 'live', name: 'rerating' })
export class ReratingEntity {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ name: 'tariff_id', type: 'uuid' })
  tariffId!: string;

  /** null: all tenants of the tariff. */
  @Column({ name: 'tenant_id', type: 'uuid', nullable: true })
  tenantId!: string | null;

  @Column({ name: 'from_at', type: 'timestamptz' })
  from!: Date;

  /** Exclusive. */
  @Column({ name: 'to_at', type: 'timestamptz' })
  to!: Date;

  @Column({ type: 'boolean' })
  trial!: boolean;

  @Column({ type: 'text' })
  status!: ReratingStatus;

  /** Place of the last charge that was looked at. */
  @Column({ name: 'cursor_at', type: 'timestamptz', nullable: true })
  cursorAt!: Date | null;

  @Column({ name: 'cursor_id', type: 'text', nullable: true })
  cursorId!: string | null;

  /** Counted when it begins; null until then. */
  @Column({ type: 'integer', nullable: true })
  total!: number | null;

  @Column({ name: 'looked_at', type: 'integer' })
  lookedAt!: number;

  @Column({ type: 'integer' })
  changed!: number;

  @Column({ name: 'difference_micro', type: 'bigint' })
  differenceMicro!: string;

  @Column({ type: 'text', nullable: true })
  failure!: ReratingFailure | null;

  /** Of a trial, the first that it has found; read by changesOf only. */
  @Column({ type: 'jsonb', select: false })
  changes?: readonly ReratingChange[];

  @Column({ name: 'requested_by_name', type: 'text' })
  requestedByName!: string;

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;

  @Column({ name: 'ended_at', type: 'timestamptz', nullable: true })
  endedAt!: Date | null;
}
