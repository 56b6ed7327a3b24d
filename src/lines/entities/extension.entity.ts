import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity({ schema: 'config', name: 'extension' })
export class ExtensionEntity {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'integer' })
  version!: number;

  @Column({ name: 'tenant_id', type: 'uuid' })
  tenantId!: string;

  @Column({ type: 'text' })
  dn!: string;

  @Column({ type: 'text' })
  endpoint!: string;

  /** Where it stands or who has it, in the tenant's words. */
  @Column({ type: 'text' })
  label!: string;

  /** It is told to answer by itself when its agent is offered a call. */
  @Column({ name: 'auto_answer', type: 'boolean' })
  autoAnswer!: boolean;

  @Column({ name: 'answers_by_notify', type: 'boolean' })
  answersByNotify!: boolean;

  /** Calls outside are let go from it also while nobody is logged in there. */
  @Column({ name: 'calls_out', type: 'boolean' })
  callsOut!: boolean;

  /** lines/core/forwarding.ts, checked on reading; null: nobody is sent on. */
  @Column({ type: 'jsonb', nullable: true })
  forwarding!: object | null;

  /** Written only: engine and application may not read it. */
  @Column({ type: 'text', select: false })
  realm!: string;

  @Column({ name: 'md5_credential', type: 'text', select: false })
  md5Credential!: string;
}
