import type { ClientRequest, IncomingMessage } from 'node:http';
import { request } from 'node:https';

import type { LinkClient, LinkNode } from '../../platform/link/link.client.js';
import type { DoorRequest, EngineDoor } from '../../platform/local-api/engine-doors.js';

/** The engine of another node, over the link to it. */
export class LinkDoor implements EngineDoor {
  readonly isHere = false;

  constructor(
    private readonly link: LinkClient,
    private readonly node: LinkNode,
  ) {}

  get nodeId(): string {
    return this.node.id;
  }

  get place(): string {
    return `${this.node.address} ${String(this.node.linkPort)}`;
  }

  request({ path, ...asked }: DoorRequest, answered: (response: IncomingMessage) => void): ClientRequest {
    return request({ ...this.link.connectionTo(this.node), ...asked, path: `/engine${path}` }, answered);
  }
}
