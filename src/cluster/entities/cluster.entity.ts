import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One row: what all nodes have in common. */
@Entity({ schema: 'config', name: 'cluster' })
export class ClusterEntity {
  @PrimaryColumn({ type: 'smallint' })
  id!: number;

  @Column({ type: 'integer' })
  version!: number;

  /** Telephones register at <code>.<domain>; null: they are told an address. */
  @Column({ name: 'sip_domain', type: 'text', nullable: true })
  sipDomain!: string | null;
}
