import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What the tenant whose callers go on may read of it. */
@Entity({ schema: 'config', name: 'queue_share' })
export class NamedShareEntity {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'integer' })
  version!: number;

  /** Whose callers go on. */
  @Column({ name: 'tenant_id', type: 'uuid' })
  tenantId!: string;

  /** What that tenant knows the queue by. */
  @Column({ type: 'text' })
  name!: string;
}

/** Leave of the platform for callers of one tenant to go on to another tenant's queue. */
@Entity({ schema: 'config', name: 'queue_share' })
export class QueueShareEntity {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'integer' })
  version!: number;

  @Column({ name: 'tenant_id', type: 'uuid' })
  tenantId!: string;

  @Column({ type: 'text' })
  name!: string;

  @Column({ name: 'to_tenant_id', type: 'uuid' })
  toTenantId!: string;

  @Column({ name: 'to_queue_id', type: 'uuid' })
  toQueueId!: string;
}
