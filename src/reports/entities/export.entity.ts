import { Column, Entity, PrimaryColumn } from 'typeorm';

import type { ExportFailure } from '../reports.errors.js';
import type { ExportFormat, ExportKind, ExportStatus, ExportWish } from '../core/export.js';

@Entity({ schema: 'live', name: 'export' })
export class ExportEntity {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ name: 'tenant_id', type: 'uuid' })
  tenantId!: string;

  @Column({ type: 'text' })
  kind!: ExportKind;

  @Column({ type: 'text' })
  format!: ExportFormat;

  @Column({ type: 'jsonb' })
  wish!: ExportWish;

  @Column({ name: 'requested_by', type: 'uuid' })
  requestedBy!: string;

  @Column({ name: 'requested_by_name', type: 'text' })
  requestedByName!: string;

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;

  @Column({ name: 'started_at', type: 'timestamptz', nullable: true })
  startedAt!: Date | null;

  @Column({ name: 'ended_at', type: 'timestamptz', nullable: true })
  endedAt!: Date | null;

  @Column({ type: 'text' })
  status!: ExportStatus;

  @Column({ type: 'text', nullable: true })
  failure!: ExportFailure | null;

  @Column({ name: 'rows_done', type: 'integer' })
  rowsDone!: number;

  @Column({ name: 'rows_total', type: 'integer' })
  rowsTotal!: number;

  /** bigint: comes as text. */
  @Column({ type: 'bigint' })
  bytes!: string;

  @Column({ type: 'uuid' })
  worker!: string;
}
