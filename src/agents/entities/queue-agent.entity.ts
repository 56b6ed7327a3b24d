import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity({ schema: 'config', name: 'queue_agent' })
export class QueueAgentEntity {
  @PrimaryColumn({ name: 'queue_id', type: 'uuid' })
  queueId!: string;

  @PrimaryColumn({ name: 'agent_id', type: 'uuid' })
  agentId!: string;

  @Column({ name: 'tenant_id', type: 'uuid' })
  tenantId!: string;

  /** 0 to 10. */
  @Column({ type: 'integer', default: 0 })
  level!: number;

  /** The lowest comes first. */
  @Column({ type: 'integer', default: 0 })
  penalty!: number;

  /** Between which the queue shares its callers out; '' none. */
  @Column({ name: 'share_group', type: 'text', default: '' })
  group!: string;
}
