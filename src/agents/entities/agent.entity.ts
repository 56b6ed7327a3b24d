import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity({ schema: 'config', name: 'agent' })
export class AgentEntity {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ name: 'tenant_id', type: 'uuid' })
  tenantId!: string;

  @Column({ type: 'text' })
  number!: string;

  @Column({ type: 'text' })
  name!: string;

  @Column({ name: 'extension_id', type: 'uuid' })
  extensionId!: string;

  /** Of the number by which the agent signs in at a telephone; for the engine alone. */
  @Column({ name: 'pin_hash', type: 'text', nullable: true, select: false })
  pinHash!: string | null;

  /** Levels by name. */
  @Column({ type: 'jsonb', default: {} })
  skills!: Readonly<Record<string, number>>;

  /** Beginnings of the numbers of callers for whom the agent is there first. */
  @Column({ type: 'text', array: true, default: [] })
  areas!: readonly string[];

  /** Which of the tenant's numbers may be shown for their calls; empty: as their queues say. */
  @Column({ name: 'caller_number_ids', type: 'uuid', array: true, default: [] })
  callerNumberIds!: readonly string[];

  /** What is heard on a line that stays open between calls; no: the telephone rings for each. */
  @Column({ name: 'open_line', type: 'text', default: 'no' })
  openLine!: 'no' | 'music' | 'silence';

  /** Counted up with each change by people. */
  @Column({ type: 'integer', default: 1 })
  version!: number;
}
