import { Column, Entity, PrimaryColumn } from 'typeorm';

import type { Language } from '../../kernel/language.js';

@Entity({ schema: 'config', name: 'access_number' })
export class AccessNumberEntity {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'integer' })
  version!: number;

  @Column({ name: 'tenant_id', type: 'uuid' })
  tenantId!: string;

  @Column({ type: 'text' })
  number!: string;

  @Column({ type: 'text' })
  language!: Language;

  /** A kernel Destination, checked on reading. */
  @Column({ type: 'jsonb' })
  destination!: object;
}
