import { Logger, type OnApplicationShutdown } from '@nestjs/common';

import type { Databases } from '../../platform/database/databases.js';
import type { DbSession } from '../../platform/database/transaction.js';
import { ToldOnce } from '../../platform/logging/told-once.js';
import { Rounds } from '../../platform/timers/rounds.js';
import type { RelayDoors, RelaySlot } from './relay-doors.repository.js';
import { OwnerNotSuperuser } from './replication.errors.js';
import type { NodeSlot, ReplicationRepository } from './replication.repository.js';

/** By it nodes know how old their configuration is. */
const BEAT_EVERY_MS = 5_000;

/**
 * The admin node's side of the configuration's way: its beat, and who gets in. A node has two roles of one name: that of
 * the main database ships facts, that of the relay copies. What one of the two has missed is made good with the beat.
 */
export class ReplicationWatch implements OnApplicationShutdown {
  private readonly logger = new Logger('replication');
  private readonly told = new ToldOnce(this.logger);
  private readonly beats = new Rounds(
    BEAT_EVERY_MS,
    () => this.beat(),
    (error) => this.logger.error(error),
  );
  private foundBefore: ReadonlySet<string> = new Set();

  /** @param relay null where there is none */
  constructor(
    private readonly databases: Databases,
    private readonly replication: ReplicationRepository,
    private readonly relay: RelayDoors | null,
  ) {}

  /** Of the process that goes on running: commands of the machine only let in and dismiss. */
  start(): void {
    this.beats.start(0);
  }

  async onApplicationShutdown(): Promise<void> {
    await this.beats.stop();
    this.relay?.close();
  }

  /** What the relay keeps for the nodes that have joined; nothing where it does not answer. */
  async slots(session: DbSession): Promise<NodeSlot[]> {
    const nodes = await this.replication.joined(session);
    let slots: ReadonlyMap<string, RelaySlot> = new Map();
    await this.told.attempt('what the relay keeps', async () => {
      slots = (await this.relay?.slots()) ?? slots;
    });
    return nodes.map((nodeId) => ({ nodeId, ...(slots.get(slotOf(nodeId)) ?? NO_SLOT) }));
  }

  /** @throws OwnerNotSuperuser */
  async admitNode(session: DbSession, nodeId: string): Promise<void> {
    try {
      await this.replication.admitNode(session, nodeId);
    } catch (error) {
      if (error instanceof Error && error.message.includes('cluster.owner_not_superuser')) {
        throw new OwnerNotSuperuser(error);
      }
      throw error;
    }
    await this.told.attempt('the door of the relay', async () => this.relay?.admit(nodeId));
  }

  /**
   * Nothing is left of a node here. A live one would come back between the end of its connections and that of its slot:
   * that it may not is committed before, by itself, and taken back where the rest fails.
   */
  async dismissNode(session: DbSession, nodeId: string): Promise<void> {
    await this.databases.transaction('operator', (own) => this.replication.barNode(own, nodeId));
    try {
      await this.replication.dismissNode(session, nodeId);
    } catch (error) {
      await this.databases.transaction('operator', (own) => this.replication.admitNode(own, nodeId));
      throw error;
    }
    await this.told.attempt('the door of the relay', async () => this.relay?.dismiss(nodeId));
  }

  /**
   * Both databases let in whoever belongs to the cluster, and nobody else. What is found is done when it is found again:
   * between two looks somebody may be about to join or to be dismissed.
   */
  async settle(): Promise<void> {
    const found = await this.lookAtDoors();
    const before = this.foundBefore;
    this.foundBefore = new Set(found.keys());
    for (const [what, act] of found) if (before.has(what)) await act();
  }

  /** What is to be done, by what it is called. */
  private async lookAtDoors(): Promise<ReadonlyMap<string, () => Promise<void>>> {
    const { relay } = this;
    const found = new Map<string, () => Promise<void>>();
    const standings = await this.databases.snapshot('operator', (session) => this.replication.standings(session));
    for (const { nodeId, joined, known, fit } of standings) {
      if (joined && !fit) found.set(`admit ${nodeId}`, () => this.admitHere(nodeId));
      if (!joined && known) found.set(`dismiss ${nodeId}`, () => this.dismissHere(nodeId));
    }
    if (relay === null) return found;
    const wanted = standings.filter(({ joined }) => joined).map(({ nodeId }) => nodeId);
    const admitted = await relay.admitted();
    for (const nodeId of wanted.filter((id) => !admitted.includes(id))) {
      found.set(`relay admit ${nodeId}`, () => relay.admit(nodeId));
    }
    for (const nodeId of admitted.filter((id) => !wanted.includes(id))) {
      found.set(`relay dismiss ${nodeId}`, () => relay.dismiss(nodeId));
    }
    return found;
  }

  private async admitHere(nodeId: string): Promise<void> {
    await this.databases.transaction('operator', (own) => this.replication.admitNode(own, nodeId));
  }

  private async dismissHere(nodeId: string): Promise<void> {
    await this.databases.transaction('operator', (own) => this.replication.barNode(own, nodeId));
    await this.databases.transaction('operator', (own) => this.replication.dismissNode(own, nodeId));
  }

  /** One after another: a database that hangs is not asked twice at a time. */
  private async beat(): Promise<void> {
    await this.told.attempt('the beat for the nodes', () =>
      this.databases.transaction('operator', (session) => this.replication.beat(session, this.relay !== null)),
    );
    if (!this.beats.over) await this.told.attempt('the doors of both databases', () => this.settle());
  }
}

const NO_SLOT: Omit<NodeSlot, 'nodeId'> = { active: false, walStatus: null, behindBytes: null, safeBytes: null };

function slotOf(nodeId: string): string {
  return `callrack_${nodeId.replaceAll('-', '_')}`;
}
