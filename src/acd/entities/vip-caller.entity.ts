import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity({ schema: 'config', name: 'vip_caller' })
export class VipCallerEntity {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ name: 'tenant_id', type: 'uuid' })
  tenantId!: string;

  /** Counted up with each change by people. */
  @Column({ type: 'integer' })
  version!: number;

  /** As it is shown when they call. */
  @Column({ type: 'text' })
  number!: string;

  @Column({ type: 'text' })
  name!: string;

  /** They are treated as if they had waited so long already, seconds. */
  @Column({ name: 'head_start_s', type: 'integer' })
  headStartS!: number;

  /** All numbers that begin so. */
  @Column({ name: 'is_prefix', type: 'boolean' })
  isPrefix!: boolean;

  /** null: it stays. */
  @Column({ name: 'expires_at', type: 'timestamptz', nullable: true })
  expiresAt!: Date | null;
}
