import { request, type ClientRequest, type IncomingMessage } from 'node:http';

import { Injectable } from '@nestjs/common';

import { Settings } from '../settings/settings.js';
import { NoEngine } from './local-api.errors.js';

export interface DoorRequest {
  /** Of the local API, such as /v1/status. */
  readonly path: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

/** The way to one engine's local API. */
export interface EngineDoor {
  readonly nodeId: string;
  /** The engine of this box. */
  readonly isHere: boolean;
  /** Where it leads: a door to another place is another door. */
  readonly place: string;
  request(asked: DoorRequest, answered: (response: IncomingMessage) => void): ClientRequest;
}

/** Who knows where the engines are. */
export interface Doors {
  /** The engine that serves the tenant, and the one that it is leaving, if any. @throws CallRackError where there is none */
  doorsOf(tenantCode: string): Promise<readonly [EngineDoor, ...EngineDoor[]]>;
  /** Every engine there is. */
  all(): Promise<readonly EngineDoor[]>;
  /** The node that serves the tenant with this id, as far as is known. */
  homeOf(tenantId: string): string | undefined;
}

/** The engine's own socket on this box. */
export class SocketDoor implements EngineDoor {
  readonly isHere = true;

  constructor(
    readonly nodeId: string,
    readonly place: string,
  ) {}

  request(asked: DoorRequest, answered: (response: IncomingMessage) => void): ClientRequest {
    return request({ socketPath: this.place, ...asked }, answered);
  }
}

/** All engines that `web` may ask: the one of this box, until a cluster says where the others are. */
@Injectable()
export class EngineDoors implements Doors {
  /** null on an admin node, which serves no calls. */
  readonly own: EngineDoor | null;
  private others: Doors | null = null;
  private readonly listeners: (() => void)[] = [];

  constructor({ isSwitch, nodeName, localApiSocket }: Settings) {
    this.own = isSwitch ? new SocketDoor(nodeName, localApiSocket) : null;
  }

  /** From now on `doors` is asked. */
  through(doors: Doors): void {
    this.others = doors;
  }

  /** Called when homes of tenants are others. */
  onHomes(listener: () => void): void {
    this.listeners.push(listener);
  }

  homesChanged(): void {
    for (const listener of this.listeners) listener();
  }

  homeOf(tenantId: string): string | undefined {
    return this.others === null ? this.own?.nodeId : this.others.homeOf(tenantId);
  }

  /** Of a box that is alone its own. @throws NoEngine */
  async doorsOf(tenantCode: string): Promise<readonly [EngineDoor, ...EngineDoor[]]> {
    if (this.others !== null) return this.others.doorsOf(tenantCode);
    if (this.own === null) throw new NoEngine();
    return [this.own];
  }

  async all(): Promise<readonly EngineDoor[]> {
    if (this.others !== null) return this.others.all();
    return this.own === null ? [] : [this.own];
  }
}
