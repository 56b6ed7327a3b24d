import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Without the hash of its secret, which a tenant's session may write and never read. */
@Entity({ schema: 'access', name: 'api_key' })
export class ApiKeyEntity {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'integer' })
  version!: number;

  @Column({ name: 'tenant_id', type: 'uuid' })
  tenantId!: string;

  @Column({ type: 'text' })
  name!: string;

  @Column({ type: 'text', array: true })
  scopes!: string[];

  /** The last characters of the secret. */
  @Column({ type: 'text' })
  hint!: string;

  @Column({ name: 'created_by_name', type: 'text' })
  createdByName!: string;

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;

  @Column({ name: 'expires_at', type: 'timestamptz', nullable: true })
  expiresAt!: Date | null;

  @Column({ name: 'revoked_at', type: 'timestamptz', nullable: true })
  revokedAt!: Date | null;

  @Column({ name: 'last_used_at', type: 'timestamptz', nullable: true })
  lastUsedAt!: Date | null;

  /** Written, never read by way of this entity. */
  @Column({ name: 'secret_hash', type: 'text', select: false })
  secretHash?: string;
}

/** A row as plain data. */
export type ApiKeyRow = Pick<ApiKeyEntity, keyof ApiKeyEntity>;
