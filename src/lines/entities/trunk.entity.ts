import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity({ schema: 'config', name: 'trunk' })
export class TrunkEntity {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'text' })
  name!: string;

  /** Name of its PJSIP endpoint; begins with "trunk-". */
  @Column({ type: 'text' })
  endpoint!: string;

  /** Address or network that its calls come from. */
  @Column({ type: 'inet' })
  address!: string;

  @Column({ type: 'integer' })
  port!: number;

  @Column({ name: 'channel_limit', type: 'integer' })
  channelLimit!: number;

  /** null: every node has it. */
  @Column({ name: 'node_id', type: 'text', nullable: true })
  nodeId!: string | null;
}
