import { Column, Entity, PrimaryColumn } from 'typeorm';

import type { NumberListName } from '../core/blocked-number.js';

@Entity({ schema: 'config', name: 'blocked_number' })
export class BlockedNumberEntity {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ name: 'tenant_id', type: 'uuid' })
  tenantId!: string;

  /** Counted up with each change by people. */
  @Column({ type: 'integer' })
  version!: number;

  @Column({ type: 'text' })
  number!: string;

  /** All numbers that begin so. */
  @Column({ name: 'is_prefix', type: 'boolean' })
  isPrefix!: boolean;

  @Column({ type: 'text' })
  name!: string;

  @Column({ type: 'text' })
  list!: NumberListName;

  /** null: it stays. */
  @Column({ name: 'expires_at', type: 'timestamptz', nullable: true })
  expiresAt!: Date | null;
}
