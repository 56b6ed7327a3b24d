import { Column, Entity, PrimaryColumn } from 'typeorm';

import type { Language } from '../../kernel/language.js';

@Entity({ schema: 'config', name: 'prompt' })
export class PromptEntity {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'integer' })
  version!: number;

  @Column({ name: 'tenant_id', type: 'uuid' })
  tenantId!: string;

  @Column({ type: 'text' })
  name!: string;

  @Column({ type: 'text' })
  language!: Language;

  /** Sound file as Asterisk sees it, without ending, below /callrack/media/. */
  @Column({ type: 'text' })
  media!: string;

  /** What the file was called where it came from; '' for the product's own. */
  @Column({ name: 'original_name', type: 'text' })
  originalName!: string;

  /** What the sound says, where it was spoken from a text. */
  @Column({ name: 'spoken_text', type: 'text', nullable: true })
  spokenText!: string | null;

  @Column({ name: 'duration_ms', type: 'integer' })
  durationMs!: number;

  @Column({ type: 'integer' })
  bytes!: number;

  @Column({ name: 'uploaded_at', type: 'timestamptz', nullable: true })
  uploadedAt!: Date | null;
}
