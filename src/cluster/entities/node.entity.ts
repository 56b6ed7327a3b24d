import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity({ schema: 'config', name: 'node' })
export class NodeEntity {
  /** NODE_NAME of its settings. */
  @PrimaryColumn({ type: 'text' })
  id!: string;

  @Column({ type: 'integer' })
  version!: number;

  @Column({ name: 'rtp_timeout_s', type: 'integer' })
  rtpTimeoutS!: number;

  @Column({ type: 'text' })
  role!: 'single' | 'admin' | 'switch';

  /** As people have said: in use, being emptied, not of the cluster any more. */
  @Column({ type: 'text' })
  state!: 'active' | 'leaving' | 'left';

  /** Where other nodes find it; null: it is alone. */
  @Column({ type: 'inet', nullable: true })
  address!: string | null;

  @Column({ name: 'link_port', type: 'integer', nullable: true })
  linkPort!: number | null;

  /** Where telephones and carriers find it. */
  @Column({ name: 'sip_address', type: 'inet', nullable: true })
  sipAddress!: string | null;

  @Column({ name: 'sip_port', type: 'integer', nullable: true })
  sipPort!: number | null;

  @Column({ name: 'joined_at', type: 'timestamptz', nullable: true })
  joinedAt!: Date | null;
}
