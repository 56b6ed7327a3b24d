import { existsSync, readFileSync } from 'node:fs';

import { Injectable } from '@nestjs/common';

import { writeWhole } from '../../platform/files/whole-file.js';
import { ClusterFiles } from '../../platform/settings/cluster-files.js';
import { Settings } from '../../platform/settings/settings.js';
import { AuthorityIncomplete, NotAnAdmin } from '../cluster.errors.js';
import { isFit } from './certificate-check.js';
import { fingerprintOf, issue, newAuthority, newKey, newRequest, type Issued } from './certificates.js';

/** The cluster's own certificate authority, on its admin node. */
@Injectable()
export class ClusterAuthority {
  constructor(
    private readonly settings: Settings,
    private readonly files: ClusterFiles,
  ) {}

  /** Whether this node has it. */
  get isHere(): boolean {
    return existsSync(this.files.caKeyFile) && existsSync(this.files.caFile);
  }

  /**
   * Makes the authority, the admin node's key and its certificate where they are not there or not right any more.
   *
   * @returns what was done, a sentence each
   * @throws NotAnAdmin, AuthorityIncomplete
   */
  async ensure(now: Date): Promise<string[]> {
    const { nodeName, isAdmin, cluster } = this.settings;
    if (!isAdmin || cluster.bind === '') throw new NotAnAdmin();
    const done = await this.ensureAuthority(now);
    if (!existsSync(this.files.keyFile)) await writeWhole(this.files.keyFile, await newKey(), 0o600);
    const name = { nodeId: nodeName, kind: 'admin', address: cluster.bind } as const;
    if (existsSync(this.files.certificateFile) && isFit(this.files.credentials(), name, now)) return done;
    const request = await newRequest(readFileSync(this.files.keyFile, 'utf8'));
    const { certificate } = await issue(this.own(), request, name, now);
    await writeWhole(this.files.certificateFile, certificate, 0o644);
    return [...done, `gave this node a certificate for ${cluster.bind}`];
  }

  /** @throws NotAnAdmin, BadSigningRequest */
  async sign(request: string, nodeId: string, address: string, now: Date): Promise<Issued> {
    return issue(this.own(), request, { nodeId, kind: 'switch', address }, now);
  }

  /** @throws NotAnAdmin */
  get certificate(): string {
    return this.own().certificate;
  }

  /** @throws NotAnAdmin */
  fingerprint(): Buffer {
    return fingerprintOf(this.certificate);
  }

  private async ensureAuthority(now: Date): Promise<string[]> {
    if (this.isHere) return [];
    if (existsSync(this.files.caFile)) throw new AuthorityIncomplete(this.settings.clusterFolder);
    // the key first: with the certificate there it is whole
    const key = await newKey();
    await writeWhole(this.files.caKeyFile, key, 0o600);
    await writeWhole(this.files.caFile, await newAuthority(key, now), 0o644);
    return [`made the cluster's certificate authority in ${this.settings.clusterFolder}`];
  }

  private own(): { readonly certificate: string; readonly key: string } {
    if (!this.isHere) throw new NotAnAdmin();
    return {
      certificate: readFileSync(this.files.caFile, 'utf8'),
      key: readFileSync(this.files.caKeyFile, 'utf8'),
    };
  }
}
