import { createPrivateKey, X509Certificate } from 'node:crypto';
import { chmodSync, chownSync, existsSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { Injectable } from '@nestjs/common';

import { ClusterFiles } from '../platform/settings/cluster-files.js';
import { Settings } from '../platform/settings/settings.js';

/** The certificates of the lines between nodes, as Asterisk reads them; put there first by appliance/asterisk/render.sh. */
@Injectable()
export class LineCertificates {
  private readonly folder: string;
  private epoch = '';

  constructor(
    private readonly cluster: ClusterFiles,
    settings: Settings,
  ) {
    this.folder = join(settings.asteriskFolder, 'tls');
  }

  /** Brings Asterisk what the cluster has given this node since. @returns whether there was anything to bring */
  bring(): boolean {
    if (!this.cluster.isMember || !existsSync(this.folder)) return false;
    const epoch = this.cluster.epoch();
    if (epoch === this.epoch) return false;
    const { ca, cert, key } = this.cluster.credentials();
    // One file of the two is a renewed one: the other is about to be.
    if (!new X509Certificate(cert).checkPrivateKey(createPrivateKey(key))) return false;
    const wanted = Object.entries({ 'ca.crt': ca, 'node.crt': cert, 'node.key': key });
    const others = wanted.filter(([name, content]) => !this.has(name, content));
    for (const [name, content] of others) this.write(name, content);
    this.epoch = epoch;
    return others.length > 0;
  }

  private has(name: string, content: Buffer): boolean {
    const file = join(this.folder, name);
    return existsSync(file) && readFileSync(file).equals(content);
  }

  /** Whole or not at all, and for Asterisk's group alone, whose folder it is. */
  private write(name: string, content: Buffer): void {
    const fresh = join(this.folder, `.${name}.fresh`);
    writeFileSync(fresh, content, { mode: 0o600 });
    chownSync(fresh, -1, statSync(this.folder).gid);
    chmodSync(fresh, 0o640);
    renameSync(fresh, join(this.folder, name));
  }
}
