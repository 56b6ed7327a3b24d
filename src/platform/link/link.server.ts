import { createServer, type Server } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import type { SecureContextOptions, TLSSocket } from 'node:tls';

import { Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';

import { Health, type PartHealth } from '../health/health.js';
import { ClusterFiles } from '../settings/cluster-files.js';
import { Settings } from '../settings/settings.js';
import { limitLateRequests } from '../startup/late-requests.js';
import { LinkRoutes, type LinkPeer } from './link-routes.js';
import { RevokedCertificates } from './revoked-certificates.js';

/** How often the certificates are looked at: they come with joining, and are renewed. */
const LOOK_EVERY_MS = 1_000;
/** Longer than other nodes keep a connection that is not used. */
const KEEP_ALIVE_MS = 65_000;
const HANDSHAKE_WITHIN_MS = 5_000;

/**
 * The door for other nodes: CLUSTER_BIND:CLUSTER_PORT, TLS 1.3, both sides with a certificate of the cluster. Without one
 * a connection is let in all the same, because a node that joins has none yet; LinkRoutes tells it apart.
 */
@Injectable()
export class LinkServer implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('link');
  private readonly sockets = new Map<Socket, LinkPeer | undefined>();
  private server: Server | undefined;
  private epoch = '';
  private timer: NodeJS.Timeout | undefined;
  private trouble: string | undefined;

  constructor(
    private readonly settings: Settings,
    private readonly files: ClusterFiles,
    private readonly routes: LinkRoutes,
    private readonly revoked: RevokedCertificates,
    private readonly health: Health,
  ) {
    revoked.onChange(() => {
      this.cutOffRevoked();
    });
  }

  /** Where it is reached; undefined while it does not listen. */
  get place(): AddressInfo | undefined {
    const address = this.server?.listening === true ? this.server.address() : null;
    return address === null || typeof address === 'string' ? undefined : address;
  }

  /** Opens as soon as this node has certificates; a box that is alone opens nothing. */
  async onApplicationBootstrap(): Promise<void> {
    if (this.settings.cluster.bind === '') return;
    this.health.register('link', () => this.told());
    await this.look();
    this.timer = setInterval(() => void this.look(), LOOK_EVERY_MS);
    this.timer.unref();
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    const { server } = this;
    if (server === undefined) return;
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    for (const socket of this.sockets.keys()) socket.destroy();
    await closed;
  }

  /** What goes wrong here is tried again; the rest of the process does its work meanwhile. */
  private async look(): Promise<void> {
    try {
      if (!this.files.isMember) return;
      const epoch = this.files.epoch();
      if (this.server === undefined) await this.listen();
      else if (epoch !== this.epoch) this.server.setSecureContext(this.credentials());
      this.epoch = epoch;
      this.trouble = undefined;
    } catch (error) {
      const trouble = error instanceof Error ? error.message : String(error);
      if (trouble !== this.trouble) this.logger.error(`the door for other nodes: ${trouble}`);
      this.trouble = trouble;
    }
  }

  /** The authority's certificate goes along: a node that joins knows no more of the cluster than its fingerprint. */
  private credentials(): SecureContextOptions {
    const { ca, cert, key } = this.files.credentials();
    return { ca, cert: Buffer.concat([cert, Buffer.from('\n'), ca]), key, minVersion: 'TLSv1.3' };
  }

  private async listen(): Promise<void> {
    const server = createServer({
      ...this.credentials(),
      requestCert: true,
      rejectUnauthorized: false,
      handshakeTimeout: HANDSHAKE_WITHIN_MS,
      keepAliveTimeout: KEEP_ALIVE_MS,
    });
    limitLateRequests(server);
    server.on('secureConnection', (socket) => {
      this.take(socket);
    });
    server.on('request', (request, response) => {
      const peer = this.sockets.get(request.socket);
      if (!this.isGood(peer)) request.socket.destroy();
      else this.routes.handle(request, response, peer);
    });
    const { bind, port } = this.settings.cluster;
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen({ host: bind, port, exclusive: true }, () => {
        server.off('error', reject);
        resolve();
      });
    });
    server.on('error', (error) => {
      this.logger.error(`the door for other nodes: ${error.message}`);
    });
    this.server = server;
    this.logger.log(`open for other nodes at ${bind}:${String(port)}`);
  }

  private take(socket: TLSSocket): void {
    const peer = peerOf(socket);
    if (!this.isGood(peer)) {
      socket.destroy();
      return;
    }
    this.sockets.set(socket, peer);
    socket.once('close', () => this.sockets.delete(socket));
  }

  /** On the admin node no certificate is good before it is known which are not; who shows none comes to join. */
  private isGood(peer: LinkPeer | undefined): boolean {
    if (peer === undefined) return true;
    return (this.revoked.isKnown || !this.settings.isAdmin) && !this.revoked.has(peer.serial);
  }

  private cutOffRevoked(): void {
    for (const [socket, peer] of this.sockets) {
      if (!this.isGood(peer)) socket.destroy();
    }
  }

  private told(): PartHealth {
    if (this.trouble !== undefined) return { status: 'degraded', why: this.trouble };
    if (this.server === undefined) return { status: 'up', member: false };
    return { status: 'up', member: true, connections: this.sockets.size };
  }
}

/** Whom the certificate names; undefined without one of this cluster. */
function peerOf(socket: TLSSocket): LinkPeer | undefined {
  if (!socket.authorized) return undefined;
  const { subject, serialNumber } = socket.getPeerCertificate();
  const kind = subject.OU;
  if (kind !== 'admin' && kind !== 'switch') return undefined;
  return typeof subject.CN === 'string' ? { nodeId: subject.CN, kind, serial: serialNumber } : undefined;
}
