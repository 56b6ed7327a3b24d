import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity({ schema: 'config', name: 'tenant_trunk' })
export class TenantTrunkEntity {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'integer' })
  version!: number;

  @Column({ name: 'tenant_id', type: 'uuid' })
  tenantId!: string;

  @Column({ name: 'trunk_id', type: 'uuid' })
  trunkId!: string;

  @Column({ name: 'channel_limit', type: 'integer', nullable: true })
  channelLimit!: number | null;

  @Column({ name: 'outbound_rank', type: 'integer', nullable: true })
  outboundRank!: number | null;
}
