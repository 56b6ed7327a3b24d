import { Column, Entity, PrimaryColumn } from 'typeorm';

import type { RoundingMode } from '../core/tariff.js';

@Entity({ schema: 'config', name: 'tariff' })
export class TariffEntity {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'integer' })
  version!: number;

  @Column({ type: 'text' })
  name!: string;

  @Column({ type: 'text' })
  currency!: string;

  @Column({ name: 'time_zone', type: 'text' })
  timeZone!: string;

  /** Amounts come as text, here and in all tables: a number of JavaScript does not hold them. */
  @Column({ name: 'round_to_micro', type: 'bigint' })
  roundToMicro!: string;

  @Column({ name: 'rounding_mode', type: 'text' })
  roundingMode!: RoundingMode;

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;
}
