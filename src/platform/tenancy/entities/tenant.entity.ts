import { Column, Entity, PrimaryColumn } from 'typeorm';

import type { Language } from '../../../kernel/language.js';

export type TenantStatus = 'open' | 'suspended' | 'closed';

@Entity({ schema: 'config', name: 'tenant' })
export class TenantEntity {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'integer' })
  version!: number;

  @Column({ type: 'text' })
  code!: string;

  @Column({ type: 'text' })
  name!: string;

  @Column({ type: 'text' })
  status!: TenantStatus;

  @Column({ type: 'text' })
  language!: Language;

  @Column({ name: 'home_node_id', type: 'text' })
  homeNodeId!: string;

  /** Asked to move there; null, here and below: not so. */
  @Column({ name: 'moving_to_node_id', type: 'text', nullable: true })
  movingToNodeId!: string | null;

  /** Where it was at home, while calls of before still run there. */
  @Column({ name: 'leaving_node_id', type: 'text', nullable: true })
  leavingNodeId!: string | null;

  @Column({ name: 'channel_limit', type: 'integer' })
  channelLimit!: number;

  @Column({ name: 'agent_limit', type: 'integer' })
  agentLimit!: number;

  @Column({ name: 'extension_limit', type: 'integer' })
  extensionLimit!: number;

  @Column({ name: 'prompt_storage_limit_mb', type: 'integer' })
  promptStorageLimitMb!: number;

  /** Null, here and below: no limit. */
  @Column({ name: 'seat_limit', type: 'integer', nullable: true })
  seatLimit!: number | null;

  @Column({ name: 'ivr_limit', type: 'integer', nullable: true })
  ivrLimit!: number | null;

  @Column({ name: 'recorded_seat_limit', type: 'integer', nullable: true })
  recordedSeatLimit!: number | null;

  @Column({ name: 'speech_line_limit', type: 'integer', nullable: true })
  speechLineLimit!: number | null;

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;

  /** When the data of a closed tenant are deleted; null for all others. */
  @Column({ name: 'purge_at', type: 'timestamptz', nullable: true })
  purgeAt!: Date | null;
}
