import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The view reports.voicemail_message. */
@Entity({ schema: 'reports', name: 'voicemail_message' })
export class VoicemailMessageEntity {
  /** Of the call. */
  @PrimaryColumn({ type: 'text' })
  id!: string;

  @Column({ name: 'tenant_id', type: 'uuid' })
  tenantId!: string;

  @Column({ type: 'timestamptz' })
  at!: Date;

  @Column({ name: 'mailbox_id', type: 'uuid', nullable: true })
  mailboxId!: string | null;

  @Column({ name: 'mailbox_name', type: 'text', nullable: true })
  mailboxName!: string | null;

  @Column({ type: 'text' })
  caller!: string;

  @Column({ type: 'text' })
  called!: string;

  @Column({ name: 'queue_number', type: 'text', nullable: true })
  queueNumber!: string | null;

  @Column({ name: 'duration_ms', type: 'integer' })
  durationMs!: number;

  @Column({ type: 'boolean' })
  recorded!: boolean;

  @Column({ type: 'boolean' })
  handled!: boolean;

  @Column({ name: 'handled_at', type: 'timestamptz', nullable: true })
  handledAt!: Date | null;

  @Column({ name: 'handled_by', type: 'text', nullable: true })
  handledBy!: string | null;

  @Column({ type: 'text', nullable: true })
  note!: string | null;
}
