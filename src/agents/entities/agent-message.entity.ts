import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity({ schema: 'live', name: 'agent_message' })
export class AgentMessageEntity {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ name: 'tenant_id', type: 'uuid' })
  tenantId!: string;

  @Column({ name: 'agent_id', type: 'uuid' })
  agentId!: string;

  @Column({ type: 'timestamptz' })
  at!: Date;

  @Column({ name: 'by_name', type: 'text' })
  byName!: string;

  @Column({ type: 'text' })
  text!: string;

  /** null: not read yet. */
  @Column({ name: 'read_at', type: 'timestamptz', nullable: true })
  readAt!: Date | null;
}
