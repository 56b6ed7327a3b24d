import { Column, Entity, PrimaryColumn } from 'typeorm';

import type { Language } from '../../kernel/language.js';

@Entity({ schema: 'config', name: 'prompt' })
export class PromptEntity {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ name: 'tenant_id', type: 'uuid' })
  tenantId!: string;

  @Column({ type: 'text' })
  name!: string;

  @Column({ type: 'text' })
  language!: Language;

  /** Sound file as Asterisk sees it, without ending, below /callrack/media/. */
  @Column({ type: 'text' })
  media!: string;
}
