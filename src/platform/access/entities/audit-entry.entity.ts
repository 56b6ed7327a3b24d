import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity({ schema: 'access', name: 'audit_entry' })
export class AuditEntryEntity {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'timestamptz' })
  at!: Date;

  @Column({ name: 'tenant_id', type: 'uuid', nullable: true })
  tenantId!: string | null;

  @Column({ name: 'operator_id', type: 'uuid', nullable: true })
  operatorId!: string | null;

  @Column({ name: 'operator_login', type: 'text' })
  operatorLogin!: string;

  @Column({ name: 'operator_name', type: 'text' })
  operatorName!: string;

  @Column({ type: 'text' })
  address!: string;

  /** "create", "update", "delete", "sign_in", "listen", … */
  @Column({ type: 'text' })
  action!: string;

  @Column({ name: 'object_type', type: 'text' })
  objectType!: string;

  @Column({ name: 'object_id', type: 'text', nullable: true })
  objectId!: string | null;

  @Column({ name: 'object_label', type: 'text' })
  objectLabel!: string;

  /** The fields that changed, as they were. */
  @Column({ type: 'jsonb', nullable: true })
  before!: object | null;

  /** The same fields, as they are now. */
  @Column({ type: 'jsonb', nullable: true })
  after!: object | null;
}
