import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';

import { ChangeNotices } from '../platform/database/change-notices.js';
import { Databases } from '../platform/database/databases.js';
import type { LinkNode } from '../platform/link/link.client.js';
import { EngineDoors } from '../platform/local-api/engine-doors.js';
import { Settings } from '../platform/settings/settings.js';
import { TenancyService, type TenantHome } from '../platform/tenancy/tenancy.service.js';
import { PlacesRepository, type NodePlace } from './doors/places.repository.js';

/** While the database tells of changes itself, what is known holds; otherwise so long. */
const FRESH_MS = 1_000;
const TABLES: readonly string[] = ['node', 'tenant'];

export interface Places {
  readonly nodes: ReadonlyMap<string, NodePlace>;
  readonly byCode: ReadonlyMap<string, TenantHome>;
  readonly byId: ReadonlyMap<string, TenantHome>;
}

/** Where nodes are and which tenant is at home where, as the configuration has it. */
@Injectable()
export class ClusterPlaces implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('places');
  private known: Places | null = null;
  private readAt = -Infinity;
  private reading: Promise<Places> | null = null;
  /** A change was told while it was read, or nobody tells of changes. */
  private stale = true;
  private listening = false;
  private notices: ChangeNotices | null = null;

  constructor(
    private readonly settings: Settings,
    private readonly databases: Databases,
    private readonly places: PlacesRepository,
    private readonly tenancy: TenancyService,
    private readonly doors: EngineDoors,
  ) {}

  onApplicationBootstrap(): void {
    if (this.settings.cluster.bind === '') return;
    this.notices = new ChangeNotices(this.databases.url('operator'), {
      changed: (table) => {
        if (TABLES.includes(table)) this.readAgain();
      },
      listening: () => {
        this.listening = true;
        this.readAgain();
      },
      lost: () => {
        this.listening = false;
      },
    });
    this.notices.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.notices?.stop();
  }

  /** As it was known last. */
  get latest(): Places | null {
    return this.known;
  }

  /** As it is now; while the database is away, as it was known last. @throws where nothing is known yet */
  async now(): Promise<Places> {
    const { known } = this;
    const isFresh = this.listening ? !this.stale : performance.now() - this.readAt < FRESH_MS;
    if (known !== null && isFresh) return known;
    try {
      return await this.read();
    } catch (error) {
      if (known === null) throw error;
      return known;
    }
  }

  /** Of a node that other nodes can reach; undefined: there is no such node, or it is alone. */
  async linkNode(id: string): Promise<LinkNode | undefined> {
    const place = (await this.now()).nodes.get(id);
    return place === undefined ? undefined : linkNodeOf(place);
  }

  private readAgain(): void {
    this.stale = true;
    this.read().catch((error: unknown) => {
      this.logger.warn(`homes of tenants cannot be read: ${error instanceof Error ? error.message : String(error)}`);
    });
  }

  private async read(): Promise<Places> {
    // what was told since that reading began is not in it
    while (this.reading !== null) await this.reading.catch(() => undefined);
    if (this.known !== null && this.listening && !this.stale) return this.known;
    this.stale = false;
    this.reading = this.databases
      .snapshot('operator', async (session) =>
        placesOf(await this.places.nodePlaces(session), await this.tenancy.homes(session)),
      )
      .finally(() => {
        this.reading = null;
      });
    try {
      const places = await this.reading;
      this.take(places);
      return places;
    } catch (error) {
      this.stale = true;
      throw error;
    }
  }

  private take(places: Places): void {
    const before = this.known;
    this.known = places;
    this.readAt = performance.now();
    const isSame =
      before?.byId.size === places.byId.size &&
      [...places.byId].every(([id, { homeNodeId }]) => before.byId.get(id)?.homeNodeId === homeNodeId);
    if (!isSame) this.doors.homesChanged();
  }
}

export function linkNodeOf({ id, state, address, linkPort }: NodePlace): LinkNode | undefined {
  return state === 'left' || address === null || linkPort === null ? undefined : { id, address, linkPort };
}

function placesOf(nodes: readonly NodePlace[], homes: readonly TenantHome[]): Places {
  return {
    nodes: new Map(nodes.map((node) => [node.id, node])),
    byCode: new Map(homes.map((home) => [home.code, home])),
    byId: new Map(homes.map((home) => [home.id as string, home])),
  };
}
