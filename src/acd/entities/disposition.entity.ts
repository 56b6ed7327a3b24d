import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity({ schema: 'config', name: 'disposition' })
export class DispositionEntity {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ name: 'tenant_id', type: 'uuid' })
  tenantId!: string;

  /** Counted up with each change by people. */
  @Column({ type: 'integer' })
  version!: number;

  @Column({ type: 'text' })
  code!: string;

  @Column({ name: 'name_zh', type: 'text' })
  nameZh!: string;

  @Column({ name: 'name_en', type: 'text' })
  nameEn!: string;

  /** None: of all calls. */
  @Column({ name: 'queue_ids', type: 'uuid', array: true })
  queueIds!: string[];

  @Column({ type: 'boolean' })
  active!: boolean;
}
