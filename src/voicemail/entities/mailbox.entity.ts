import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity({ schema: 'config', name: 'mailbox' })
export class MailboxEntity {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ name: 'tenant_id', type: 'uuid' })
  tenantId!: string;

  /** Counted up with each change by people. */
  @Column({ type: 'integer' })
  version!: number;

  @Column({ type: 'text' })
  name!: string;

  @Column({ name: 'queue_id', type: 'uuid', nullable: true })
  queueId!: string | null;

  @Column({ name: 'extension_id', type: 'uuid', nullable: true })
  extensionId!: string | null;

  @Column({ name: 'greeting_id', type: 'uuid', nullable: true })
  greetingId!: string | null;

  /** Seconds. */
  @Column({ name: 'longest_s', type: 'integer' })
  longestS!: number;
}
