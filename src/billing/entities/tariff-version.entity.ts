import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity({ schema: 'config', name: 'tariff_version' })
export class TariffVersionEntity {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ name: 'tariff_id', type: 'uuid' })
  tariffId!: string;

  @Column({ type: 'integer' })
  number!: number;

  @Column({ name: 'valid_from', type: 'timestamptz' })
  validFrom!: Date;

  /** See dto/tariff-content.ts; not read where only the head is wanted, for it may be large. */
  @Column({ type: 'jsonb', select: false })
  content!: unknown;

  @Column({ type: 'text' })
  note!: string;

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;

  @Column({ name: 'created_by_name', type: 'text' })
  createdByName!: string;
}
