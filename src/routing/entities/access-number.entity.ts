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

  /** Its callers are treated in queues as if they had waited so long already, seconds. */
  @Column({ name: 'head_start_s', type: 'integer', default: 0 })
  headStartS!: number;

  /** What its callers need of an agent; '' with a level: the level in the queue. */
  @Column({ type: 'text', default: '' })
  skill!: string;

  /** 0: what the queue asks for. */
  @Column({ name: 'skill_level', type: 'integer', default: 0 })
  skillLevel!: number;
}
