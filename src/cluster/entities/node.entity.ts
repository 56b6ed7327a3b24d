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
}
