import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A sound that a prompt had before the one that it has. */
@Entity({ schema: 'config', name: 'earlier_sound' })
export class EarlierSoundEntity {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ name: 'tenant_id', type: 'uuid' })
  tenantId!: string;

  @Column({ name: 'prompt_id', type: 'uuid' })
  promptId!: string;

  @Column({ type: 'text' })
  media!: string;

  @Column({ name: 'original_name', type: 'text' })
  originalName!: string;

  @Column({ name: 'spoken_text', type: 'text', nullable: true })
  spokenText!: string | null;

  @Column({ name: 'duration_ms', type: 'integer' })
  durationMs!: number;

  @Column({ type: 'integer' })
  bytes!: number;

  @Column({ name: 'uploaded_at', type: 'timestamptz', nullable: true })
  uploadedAt!: Date | null;

  @Column({ name: 'replaced_at', type: 'timestamptz' })
  replacedAt!: Date;
}
