import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The view reports.evaluation: one answer of a caller. */
@Entity({ schema: 'reports', name: 'evaluation' })
export class EvaluationEntity {
  /** Of the step that tells it. */
  @PrimaryColumn({ type: 'text' })
  id!: string;

  @Column({ name: 'tenant_id', type: 'uuid' })
  tenantId!: string;

  @Column({ type: 'timestamptz' })
  at!: Date;

  @Column({ name: 'call_id', type: 'text' })
  callId!: string;

  @Column({ name: 'agent_id', type: 'uuid', nullable: true })
  agentId!: string | null;

  @Column({ name: 'queue_id', type: 'uuid', nullable: true })
  queueId!: string | null;

  @Column({ type: 'text' })
  question!: string;

  @Column({ type: 'integer' })
  score!: number;

  @Column({ type: 'integer' })
  most!: number;
}

/** The view reports.evaluation_day: what callers answered of an agent in a queue on a day of the tenant's. */
@Entity({ schema: 'reports', name: 'evaluation_day' })
export class EvaluationDayEntity {
  @PrimaryColumn({ type: 'text' })
  id!: string;

  @Column({ name: 'tenant_id', type: 'uuid' })
  tenantId!: string;

  /** "2026-11-23" */
  @Column({ type: 'text' })
  day!: string;

  @Column({ name: 'agent_id', type: 'uuid', nullable: true })
  agentId!: string | null;

  @Column({ name: 'queue_id', type: 'uuid', nullable: true })
  queueId!: string | null;

  /** Callers who were asked, and who answered anything. */
  @Column({ type: 'integer' })
  asked!: number;

  @Column({ type: 'integer' })
  answered!: number;

  @Column({ type: 'integer' })
  scores!: number;

  /** Of the highest score, on average over all answers; null: there is none. */
  @Column({ type: 'float8', nullable: true })
  percent!: number | null;

  /** Answers of at most two fifths of the highest score. */
  @Column({ type: 'integer' })
  low!: number;
}
