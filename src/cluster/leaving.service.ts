import { rm } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';

import { Injectable } from '@nestjs/common';

import { LinkClient, type LinkNode } from '../platform/link/link.client.js';
import { NodeUnreachable, NotAMember } from '../platform/link/link.errors.js';
import { EngineDoors } from '../platform/local-api/engine-doors.js';
import { NoEngine } from '../platform/local-api/local-api.errors.js';
import { NodeEngine } from '../platform/local-api/node-engine.js';
import { ClusterFiles } from '../platform/settings/cluster-files.js';
import { FactsStay } from './cluster.errors.js';

const LOOK_EVERY_MS = 250;
const TELL_EVERY_MS = 5_000;
/** The shipper tries again after ten seconds at most. */
const NO_PROGRESS_MS = 30_000;

/** How many facts the admin node has not got yet. */
export type TellBacklog = (facts: number) => void;

/** On a switch node: takes it out of its cluster. */
@Injectable()
export class LeavingService {
  constructor(
    private readonly files: ClusterFiles,
    private readonly link: LinkClient,
    private readonly doors: EngineDoors,
  ) {}

  /**
   * The facts of this node go to the admin node before its role there is gone; then its papers are put away.
   *
   * @throws NotAMember, NodeUnreachable, LinkRefused while tenants are at home here, EngineUnavailable, FactsStay
   */
  async leave(tell: TellBacklog): Promise<void> {
    const admin = this.admin();
    await this.link.request(admin, 'POST', '/link/v1/leaving');
    await this.factsAreThere(tell);
    await this.link.request(admin, 'POST', '/link/v1/leave');
    await this.putPapersAway();
  }

  /**
   * Without regard to facts that the admin node has not got, and also where it is dead, or has dismissed this node.
   *
   * @returns whether the admin node knows
   * @throws NotAMember, LinkRefused while tenants are at home here
   */
  async leaveByForce(): Promise<boolean> {
    const admin = this.admin();
    const knows = await this.link.request(admin, 'POST', '/link/v1/leave').then(
      () => true,
      (error: unknown) => {
        if (error instanceof NodeUnreachable) return false;
        throw error;
      },
    );
    await this.putPapersAway();
    return knows;
  }

  private admin(): LinkNode {
    const admin = this.files.isMember ? this.files.admin() : null;
    if (admin === null) throw new NotAMember();
    return { id: admin.nodeId, address: admin.address, linkPort: admin.linkPort };
  }

  private async factsAreThere(tell: TellBacklog): Promise<void> {
    const { own } = this.doors;
    if (own === null) throw new NoEngine();
    const engine = new NodeEngine(own);
    let least = Infinity;
    let progressAt = performance.now();
    let toldAt = -Infinity;
    for (;;) {
      const { destinations } = (await engine.vitals()).journal;
      const facts = destinations.admin?.backlog ?? 0;
      if (facts === 0) return;
      const now = performance.now();
      if (facts < least) progressAt = now;
      least = Math.min(least, facts);
      if (now - progressAt > NO_PROGRESS_MS) throw new FactsStay(facts);
      if (now - toldAt > TELL_EVERY_MS) {
        tell(facts);
        toldAt = now;
      }
      await pause(LOOK_EVERY_MS);
    }
  }

  /** admin.json is the first: without it this node belongs to no cluster. */
  private async putPapersAway(): Promise<void> {
    const { adminFile, certificateFile, keyFile, caFile } = this.files;
    for (const file of [adminFile, certificateFile, keyFile, caFile]) await rm(file, { force: true });
  }
}
