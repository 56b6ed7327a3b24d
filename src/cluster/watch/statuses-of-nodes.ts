import { Injectable } from '@nestjs/common';

import { Databases } from '../../platform/database/databases.js';
import { LinkClient } from '../../platform/link/link.client.js';
import { Settings } from '../../platform/settings/settings.js';
import type { NodeStatus } from '../core/node-status.js';
import { nodeStatus } from '../dto/node-status.js';
import { STATUS_PATH } from './node-status.route.js';
import { OwnStatus } from './own-status.js';
import { WatchRepository, type WatchedNode } from './watch.repository.js';

const ANSWER_WITHIN_MS = 3_000;

/** How the nodes are at this moment, each asked once: for who has no watch beside him. */
@Injectable()
export class StatusesOfNodes {
  constructor(
    private readonly settings: Settings,
    private readonly databases: Databases,
    private readonly link: LinkClient,
    private readonly own: OwnStatus,
    private readonly repository: WatchRepository,
  ) {}

  /** By node; who does not answer within three seconds is not among them. */
  async ask(): Promise<ReadonlyMap<string, NodeStatus>> {
    const nodes = await this.databases.snapshot('operator', (session) => this.repository.watchedNodes(session));
    const asked = nodes.filter(({ state }) => state !== 'left').map((node) => soon(this.statusOf(node)));
    const answers = await Promise.allSettled(asked);
    return new Map(
      answers.flatMap((answer) => (answer.status === 'fulfilled' ? [[answer.value.name, answer.value] as const] : [])),
    );
  }

  private async statusOf({ id, address, linkPort }: WatchedNode): Promise<NodeStatus> {
    if (id === this.settings.nodeName) return this.own.look();
    if (address === null || linkPort === null) throw new Error(`node ${id} has no link`);
    return nodeStatus.parse(await this.link.request({ id, address, linkPort }, 'GET', STATUS_PATH));
  }
}

function soon<T>(answer: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      reject(new Error('no answer in time'));
    }, ANSWER_WITHIN_MS);
    answer.then(resolve, reject).finally(() => {
      clearTimeout(timer);
    });
  });
}
