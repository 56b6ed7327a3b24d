import { Column, Entity, PrimaryColumn } from 'typeorm';

import type { Language } from '../../../kernel/language.js';

@Entity({ schema: 'config', name: 'tenant' })
export class TenantEntity {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'text' })
  code!: string;

  @Column({ type: 'text' })
  name!: string;

  @Column({ type: 'text' })
  status!: 'open' | 'suspended';

  @Column({ name: 'channel_limit', type: 'integer' })
  channelLimit!: number;

  @Column({ type: 'text' })
  language!: Language;

  @Column({ name: 'home_node_id', type: 'text' })
  homeNodeId!: string;
}
