import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity({ schema: 'access', name: 'role' })
export class RoleEntity {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  /** null: a role of the platform. */
  @Column({ name: 'tenant_id', type: 'uuid', nullable: true })
  tenantId!: string | null;

  @Column({ type: 'text' })
  name!: string;

  @Column({ type: 'text', array: true })
  permissions!: string[];

  @Column({ type: 'integer' })
  version!: number;
}

/** A row as plain data. */
export type RoleRow = Pick<RoleEntity, keyof RoleEntity>;
