import { Column, Entity, PrimaryColumn } from 'typeorm';

import type { MoveKind, MovePhase } from '../../core/tenant-move.js';

@Entity({ schema: 'live', name: 'tenant_move' })
export class TenantMoveEntity {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ name: 'tenant_id', type: 'uuid' })
  tenantId!: string;

  @Column({ name: 'from_node_id', type: 'text' })
  fromNodeId!: string;

  @Column({ name: 'to_node_id', type: 'text' })
  toNodeId!: string;

  @Column({ type: 'text' })
  kind!: MoveKind;

  @Column({ type: 'text' })
  phase!: MovePhase;

  @Column({ name: 'asked_by_name', type: 'text' })
  askedByName!: string;

  @Column({ name: 'asked_at', type: 'timestamptz' })
  askedAt!: Date;

  @Column({ name: 'phase_at', type: 'timestamptz' })
  phaseAt!: Date;

  /** Null while it goes on. */
  @Column({ name: 'finished_at', type: 'timestamptz', nullable: true })
  finishedAt!: Date | null;

  /** Why it failed, a word of core/tenant-move.ts; null otherwise. */
  @Column({ type: 'text', nullable: true })
  why!: string | null;
}
