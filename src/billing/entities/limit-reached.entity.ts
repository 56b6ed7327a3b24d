import { Column, Entity, PrimaryColumn } from 'typeorm';

import type { LimitAction, LimitName } from '../../kernel/charge.js';

@Entity({ schema: 'facts', name: 'limit_reached' })
export class LimitReachedEntity {
  @PrimaryColumn({ type: 'text' })
  id!: string;

  @Column({ type: 'timestamptz' })
  at!: Date;

  @Column({ name: 'tenant_id', type: 'uuid' })
  tenantId!: string;

  @Column({ name: 'limit_name', type: 'text' })
  limit!: LimitName;

  @Column({ type: 'text' })
  action!: LimitAction;

  @Column({ name: 'call_id', type: 'text', nullable: true })
  callId!: string | null;

  @Column({ name: 'agent_id', type: 'uuid', nullable: true })
  agentId!: string | null;

  @Column({ name: 'trunk_id', type: 'uuid', nullable: true })
  trunkId!: string | null;

  @Column({ type: 'jsonb' })
  detail!: Readonly<Record<string, string | number | boolean | null>>;
}
