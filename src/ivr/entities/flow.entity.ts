import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity({ schema: 'config', name: 'flow' })
export class FlowEntity {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ name: 'tenant_id', type: 'uuid' })
  tenantId!: string;

  /** Counted up with each change by people, publishing included. */
  @Column({ type: 'integer', default: 1 })
  version!: number;

  @Column({ type: 'text' })
  name!: string;

  /** FlowGraph of core/flow-graph.ts, checked on reading. */
  @Column({ type: 'jsonb' })
  draft!: object;

  @Column({ name: 'published_id', type: 'uuid', nullable: true })
  publishedId!: string | null;
}
