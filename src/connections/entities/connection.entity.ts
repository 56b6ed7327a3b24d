import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity({ schema: 'config', name: 'connection' })
export class ConnectionEntity {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ name: 'tenant_id', type: 'uuid' })
  tenantId!: string;

  /** Counted up with each change by people. */
  @Column({ type: 'integer' })
  version!: number;

  @Column({ type: 'text' })
  name!: string;

  @Column({ type: 'text' })
  address!: string;

  @Column({ name: 'secret_header', type: 'text', nullable: true })
  secretHeader!: string | null;

  /** Only engines may read it. */
  @Column({ type: 'text', nullable: true, select: false })
  secret?: string | null;

  @Column({ name: 'has_secret', type: 'boolean' })
  hasSecret!: boolean;
}
