import { Column, Entity, PrimaryColumn } from 'typeorm';

import type { Shift, SpecialDay } from '../../kernel/working-times.js';

@Entity({ schema: 'config', name: 'calendar' })
export class CalendarEntity {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ name: 'tenant_id', type: 'uuid' })
  tenantId!: string;

  /** Counted up with each change by people. */
  @Column({ type: 'integer' })
  version!: number;

  @Column({ type: 'text' })
  name!: string;

  @Column({ name: 'time_zone', type: 'text', nullable: true })
  timeZone!: string | null;

  @Column({ type: 'jsonb' })
  shifts!: readonly Shift[];

  @Column({ type: 'jsonb' })
  days!: readonly SpecialDay[];
}
