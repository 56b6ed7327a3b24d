import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A finished recording, as the shipper has written what the engine told of it. */
@Entity({ schema: 'facts', name: 'recording' })
export class RecordingEntity {
  @PrimaryColumn({ type: 'text' })
  id!: string;

  @Column({ name: 'tenant_id', type: 'uuid', nullable: true })
  tenantId!: string | null;

  @Column({ name: 'call_id', type: 'text' })
  callId!: string;

  /** Relative to the recordings folder. */
  @Column({ type: 'text' })
  file!: string;

  @Column({ name: 'duration_ms', type: 'integer' })
  durationMs!: number;

  /** PostgreSQL's bigint comes as text. */
  @Column({ type: 'bigint' })
  bytes!: string;

  /** Where the file lies; null: on the box that made it before there were nodes. */
  @Column({ name: 'node_id', type: 'text', nullable: true })
  nodeId!: string | null;
}
