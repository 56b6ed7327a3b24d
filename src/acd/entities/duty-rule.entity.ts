import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity({ schema: 'config', name: 'duty_rule' })
export class DutyRuleEntity {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ name: 'tenant_id', type: 'uuid' })
  tenantId!: string;

  /** Counted up with each change by people. */
  @Column({ type: 'integer' })
  version!: number;

  @Column({ type: 'text' })
  name!: string;

  @Column({ type: 'integer' })
  priority!: number;

  @Column({ name: 'queue_ids', type: 'uuid', array: true })
  queueIds!: string[];

  @Column({ name: 'agent_ids', type: 'uuid', array: true })
  agentIds!: string[];

  /** Of the one agent; null: each at their own. */
  @Column({ name: 'extension_id', type: 'uuid', nullable: true })
  extensionId!: string | null;

  /** By whose hours it goes; null: by its own, which are those below. */
  @Column({ name: 'calendar_id', type: 'uuid', nullable: true })
  calendarId!: string | null;

  /** Of the calendar; null: all of them. */
  @Column({ type: 'text', nullable: true })
  shift!: string | null;

  /** 1 Monday … 7 Sunday */
  @Column({ type: 'integer', array: true })
  weekdays!: number[];

  /** "HH:MM" */
  @Column({ name: 'from_time', type: 'text' })
  fromTime!: string;

  @Column({ name: 'to_time', type: 'text' })
  toTime!: string;

  /** "2026-10-01" */
  @Column({ name: 'except_dates', type: 'text', array: true })
  exceptDates!: string[];
}
