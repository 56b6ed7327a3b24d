import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity({ schema: 'config', name: 'trunk' })
export class TrunkEntity {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'integer' })
  version!: number;

  @Column({ type: 'text' })
  name!: string;

  /** Name of its PJSIP endpoint; begins with "trunk-". */
  @Column({ type: 'text' })
  endpoint!: string;

  /** Address that calls go to, with the network they come from where that is larger: 10.0.0.5/28. */
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
