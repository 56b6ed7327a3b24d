import { Column, Entity, PrimaryColumn } from 'typeorm';

import type { Language } from '../../../kernel/language.js';

/** Without what a tenant's session may not read: hashes and secrets are the sign-in's (sign-in.repository.ts). */
@Entity({ schema: 'access', name: 'operator' })
export class OperatorEntity {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ name: 'tenant_id', type: 'uuid', nullable: true })
  tenantId!: string | null;

  @Column({ type: 'text' })
  login!: string;

  @Column({ type: 'text' })
  name!: string;

  @Column({ type: 'text' })
  language!: Language;

  @Column({ name: 'builtin_role', type: 'text', nullable: true })
  builtinRole!: string | null;

  @Column({ name: 'role_id', type: 'uuid', nullable: true })
  roleId!: string | null;

  @Column({ type: 'boolean' })
  disabled!: boolean;

  @Column({ name: 'must_change_password', type: 'boolean' })
  mustChangePassword!: boolean;

  @Column({ type: 'integer' })
  epoch!: number;

  @Column({ type: 'integer' })
  failures!: number;

  @Column({ name: 'locked_until', type: 'timestamptz', nullable: true })
  lockedUntil!: Date | null;

  @Column({ name: 'last_sign_in_at', type: 'timestamptz', nullable: true })
  lastSignInAt!: Date | null;

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;

  @Column({ type: 'integer' })
  version!: number;

  /** null: not limited to groups of agents. */
  @Column({ name: 'agent_group_ids', type: 'uuid', array: true, nullable: true })
  agentGroupIds!: string[] | null;

  /** The telephone by which they listen to calls. */
  @Column({ name: 'listen_extension_id', type: 'uuid', nullable: true })
  listenExtensionId!: string | null;

  @Column({ name: 'has_second_factor', type: 'boolean', insert: false, update: false })
  hasSecondFactor!: boolean;

  /** Written, never read by way of this entity. */
  @Column({ name: 'password_hash', type: 'text', select: false, nullable: true })
  passwordHash?: string;

  @Column({ name: 'totp_secret', type: 'text', select: false, nullable: true })
  totpSecret?: string | null;
}

/** A row as plain data. */
export type OperatorRow = Pick<OperatorEntity, keyof OperatorEntity>;
