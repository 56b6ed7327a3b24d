import { Column, Entity, PrimaryColumn } from 'typeorm';

import type { RingWay } from '../core/ring-group.js';

@Entity({ schema: 'config', name: 'ring_group' })
export class RingGroupEntity {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ name: 'tenant_id', type: 'uuid' })
  tenantId!: string;

  /** Counted up with each change by people. */
  @Column({ type: 'integer' })
  version!: number;

  @Column({ type: 'text' })
  name!: string;

  /** As dialled inside; '': by none. */
  @Column({ type: 'text' })
  number!: string;

  @Column({ type: 'text' })
  way!: RingWay;

  @Column({ name: 'ring_s', type: 'integer' })
  ringS!: number;

  @Column({ name: 'member_ids', type: 'uuid', array: true })
  memberIds!: string[];

  /** A kernel Destination, checked on reading. */
  @Column({ type: 'jsonb' })
  otherwise!: object;
}
