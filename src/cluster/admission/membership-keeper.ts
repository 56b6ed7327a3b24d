import { readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';

import { Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';

import { systemClock } from '../../kernel/clock.js';
import { Databases } from '../../platform/database/databases.js';
import { writeWhole } from '../../platform/files/whole-file.js';
import { LinkClient } from '../../platform/link/link.client.js';
import { ToldOnce } from '../../platform/logging/told-once.js';
import { RevokedCertificates } from '../../platform/link/revoked-certificates.js';
import { ClusterFiles, type AdminPlace } from '../../platform/settings/cluster-files.js';
import { Settings } from '../../platform/settings/settings.js';
import { isFit } from '../ca/certificate-check.js';
import { newRequest } from '../ca/certificates.js';
import { ClusterAuthority } from '../ca/cluster-authority.js';
import { AdmissionRepository } from './admission.repository.js';
import { renewAnswer, type RenewRequest } from './join-messages.js';
import { ownPlace } from './own-place.js';

/** A node that was dismissed is cut off within twice that. */
const REVOKED_EVERY_MS = 2_000;
const CERTIFICATE_EVERY_MS = 3_600_000;
const AGAIN_AFTER_MS = 60_000;

/** Keeps this node's membership: its certificate, and on the admin node the list of those that are worth nothing. */
@Injectable()
export class MembershipKeeper implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('cluster');
  private readonly stopping = new AbortController();
  private readonly running: Promise<void>[] = [];
  private readonly told = new ToldOnce(this.logger);

  constructor(
    private readonly settings: Settings,
    private readonly files: ClusterFiles,
    private readonly authority: ClusterAuthority,
    private readonly admissions: AdmissionRepository,
    private readonly databases: Databases,
    private readonly revoked: RevokedCertificates,
    private readonly link: LinkClient,
  ) {}

  onApplicationBootstrap(): void {
    if (this.settings.cluster.bind === '') return;
    if (this.settings.isAdmin) {
      this.repeat('revoked certificates', REVOKED_EVERY_MS, REVOKED_EVERY_MS, () => this.followRevoked());
    }
    this.repeat('certificate', CERTIFICATE_EVERY_MS, AGAIN_AFTER_MS, () => this.keepCertificate());
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await Promise.all(this.running);
  }

  /** Looks now. Nobody is forgotten while the database is away. */
  async followRevoked(): Promise<void> {
    const serials = await this.databases.snapshot('operator', (session) => this.admissions.revokedSerials(session));
    this.revoked.replace(serials);
  }

  /** Looks now whether this node's certificate is right; the admin node is told where this one is. */
  async keepCertificate(): Promise<void> {
    if (this.settings.isAdmin) {
      if (!this.authority.isHere) return;
      for (const done of await this.authority.ensure(new Date(systemClock.now()))) this.logger.log(done);
      return;
    }
    const admin = this.files.isMember ? this.files.admin() : null;
    if (admin !== null) await this.askAdmin(admin);
  }

  private async askAdmin(admin: AdminPlace): Promise<void> {
    const { nodeName, cluster } = this.settings;
    const name = { nodeId: nodeName, kind: 'switch', address: cluster.bind } as const;
    const fit = isFit(this.files.credentials(), name, new Date(systemClock.now()));
    const signingRequest = fit ? null : await newRequest(await readFile(this.files.keyFile, 'utf8'));
    const asked: RenewRequest = { place: ownPlace(this.settings), signingRequest };
    const node = { id: admin.nodeId, address: admin.address, linkPort: admin.linkPort };
    const { certificate } = renewAnswer.parse(await this.link.request(node, 'POST', '/link/v1/renew', asked));
    if (certificate === null) return;
    await writeWhole(this.files.certificateFile, certificate, 0o644);
    this.logger.log('renewed the certificate of this node');
  }

  private repeat(what: string, everyMs: number, againMs: number, once: () => Promise<void>): void {
    this.running.push(this.loop(what, everyMs, againMs, once));
  }

  private async loop(what: string, everyMs: number, againMs: number, once: () => Promise<void>): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      const done = await this.told.attempt(what, once);
      await pause(done ? everyMs : againMs, undefined, { signal, ref: false }).catch(() => undefined);
    }
  }
}
