import { Injectable, Logger, type BeforeApplicationShutdown } from '@nestjs/common';

import { systemClock, type Instant } from '../../kernel/clock.js';
import { Journal } from '../journal/journal.js';
import { Destinations, type DestinationName } from './destinations.js';
import { Shipment, type ShipmentState } from './shipment.js';
import { messageOf } from './troubles.js';

/** The event stream can be resumed this far back. */
const KEEP_MS = 24 * 3600_000;
const PURGE_EVERY_MS = 10 * 60_000;
const PAUSE_MS = 50;

/** The node's own PostgreSQL, and each of them by name. */
export interface ShipperState extends ShipmentState {
  /** What the journal takes of the disk; while a PostgreSQL is away, it grows until the disk is full. */
  readonly bytes: number;
  readonly destinations: Readonly<Partial<Record<DestinationName, ShipmentState>>>;
}

/**
 * Carries facts from the journal to PostgreSQL, the node's own and the admin's, each fact once however often it is sent.
 * What one of them has not taken waits in the journal, for ever if need be, and holds up the other in nothing.
 */
@Injectable()
export class ShipperService implements BeforeApplicationShutdown {
  private readonly logger = new Logger('shipper');
  private readonly shipments: ReadonlyMap<DestinationName, Shipment>;
  private nextPurgeAt: Instant = 0;
  private running = false;

  constructor(
    private readonly journal: Journal,
    destinations: Destinations,
  ) {
    this.shipments = new Map(
      destinations.all.map((destination) => [destination.name, new Shipment(journal, destination, () => this.purge())]),
    );
  }

  /** Returns at once; ships from now on. */
  start(): void {
    this.running = true;
    for (const shipment of this.shipments.values()) shipment.start();
  }

  state(): ShipperState {
    const destinations = Object.fromEntries(
      Array.from(this.shipments, ([name, shipment]) => [name, shipment.state()] as const),
    ) as Record<'node', ShipmentState> & Partial<Record<DestinationName, ShipmentState>>;
    return { ...destinations.node, bytes: this.journal.bytes(), destinations };
  }

  /** Ships what it can within two seconds and ends; the rest waits in the journal. */
  async stop(): Promise<void> {
    this.running = false;
    await Promise.all(Array.from(this.shipments.values(), (shipment) => shipment.stop()));
  }

  /** After the engine has stopped making facts (onModuleDestroy), before journal and database close. */
  async beforeApplicationShutdown(): Promise<void> {
    await this.stop();
  }

  /** What all have taken and nobody asks for any more. In portions, so that no commit of the engine waits long behind one. */
  private async purge(): Promise<void> {
    const now = systemClock.now();
    if (now < this.nextPurgeAt) return;
    this.nextPurgeAt = now + PURGE_EVERY_MS;
    const taken = Math.min(...Array.from(this.shipments.values(), ({ cursor }) => cursor));
    const before = Math.min(taken + 1, this.journal.firstSeqSince(now - KEEP_MS));
    try {
      while (this.running && this.journal.purge(before) > 0) await delay(PAUSE_MS);
    } catch (error) {
      this.logger.error(`the journal cannot forget what has been shipped: ${messageOf(error)}`);
    }
  }
}

function delay(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms).unref());
}
