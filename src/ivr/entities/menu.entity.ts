import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity({ schema: 'config', name: 'menu' })
export class MenuEntity {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ name: 'tenant_id', type: 'uuid' })
  tenantId!: string;

  @Column({ type: 'text' })
  name!: string;

  @Column({ name: 'prompt_id', type: 'uuid' })
  promptId!: string;

  /** Menu['action'] of core/menu.ts, checked on reading. */
  @Column({ type: 'jsonb' })
  action!: object;

  /** Counted up with each change by people. */
  @Column({ type: 'integer', default: 1 })
  version!: number;
}
