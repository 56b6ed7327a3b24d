import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity({ schema: 'config', name: 'queue' })
export class QueueEntity {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ name: 'tenant_id', type: 'uuid' })
  tenantId!: string;

  @Column({ type: 'text' })
  number!: string;

  @Column({ type: 'text' })
  name!: string;

  @Column({ name: 'music_class', type: 'text' })
  musicClass!: string;

  @Column({ name: 'ring_timeout_s', type: 'integer' })
  ringTimeoutS!: number;

  @Column({ name: 'max_wait_s', type: 'integer' })
  maxWaitS!: number;

  /** A kernel Destination, checked on reading. */
  @Column({ type: 'jsonb' })
  overflow!: object;

  @Column({ name: 'wrap_up_s', type: 'integer' })
  wrapUpS!: number;

  /** Who ends the wrap-up without one is noted. */
  @Column({ name: 'disposition_required', type: 'boolean', default: false })
  dispositionRequired!: boolean;

  @Column({ type: 'boolean' })
  record!: boolean;

  /** Answered within it is what figures call in time. */
  @Column({ name: 'service_level_s', type: 'integer' })
  serviceLevelS!: number;

  /** Who hangs up sooner has not really waited; 0: everybody has. */
  @Column({ name: 'short_abandon_s', type: 'integer' })
  shortAbandonS!: number;

  /** acd/core/queue-waiting.ts, checked on reading; null: only music. */
  @Column({ type: 'jsonb', nullable: true })
  waiting!: object | null;

  /** acd/core/queue-callback.ts, checked on reading; null: nobody is called back. */
  @Column({ type: 'jsonb', nullable: true })
  callback!: object | null;

  /** By which callers are asked how it was; null: nobody is. */
  @Column({ name: 'evaluation_flow_id', type: 'uuid', nullable: true })
  evaluationFlowId!: string | null;

  @Column({ name: 'evaluation_from_s', type: 'integer', default: 10 })
  evaluationFromS!: number;

  @Column({ name: 'answer_before_agent', type: 'boolean' })
  answerBeforeAgent!: boolean;

  /** acd/core/queue-rules.ts, checked on reading; null: whoever is idle longest. */
  @Column({ type: 'jsonb', nullable: true })
  selection!: object | null;

  /** Which of the tenant's numbers may be shown for calls of its agents; empty: all. */
  @Column({ name: 'caller_number_ids', type: 'uuid', array: true, default: [] })
  callerNumberIds!: readonly string[];

  /** Counted up with each change by people. */
  @Column({ type: 'integer', default: 1 })
  version!: number;
}
