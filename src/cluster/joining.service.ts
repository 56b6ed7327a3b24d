import type { X509Certificate } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { request } from 'node:https';
import { connect, type PeerCertificate } from 'node:tls';

import { Injectable } from '@nestjs/common';
import { z } from 'zod';

import { systemClock } from '../kernel/clock.js';
import { writeWhole } from '../platform/files/whole-file.js';
import { LinkRefused } from '../platform/link/link.errors.js';
import { ClusterFiles } from '../platform/settings/cluster-files.js';
import { Settings } from '../platform/settings/settings.js';
import { productVersion } from '../platform/startup/product-version.js';
import { embeddedPostgresMajor } from './admission/embedded-postgres.js';
import { readJoinCode, type JoinCode } from './admission/join-code.js';
import { joinAnswer, type JoinAnswer, type JoinRequest } from './admission/join-messages.js';
import { ownPlace } from './admission/own-place.js';
import { settingsFile, settingsText } from './admission/sent-settings.js';
import { fingerprintOf, newKey, newRequest } from './ca/certificates.js';
import { AdminUnreachable, FingerprintDiffers, MemberAlready } from './cluster.errors.js';

/** Admitting waits for the database of the admin node. */
const ANSWER_WITHIN_MS = 20_000;
const CONNECT_WITHIN_MS = 5_000;
/** A chain of the cluster has two. */
const LONGEST_CHAIN = 4;

const refusal = z.object({ code: z.string(), message: z.object({ zh: z.string(), en: z.string() }) });

/** On a machine that is to be a switch node: brings it into the cluster of the admin node that gave the code. */
@Injectable()
export class JoiningService {
  constructor(
    private readonly settings: Settings,
    private readonly files: ClusterFiles,
  ) {}

  /**
   * Cut off in between it is begun again with the same code. Left for the set-up: settings-from-admin.json.
   *
   * @returns the name that the code gives to this node
   * @throws BadJoinCode, MemberAlready, AdminUnreachable, FingerprintDiffers, LinkRefused with the admin node's reason
   */
  async join(text: string): Promise<string> {
    const code = readJoinCode(text);
    if (existsSync(this.files.caKeyFile) || existsSync(this.files.adminFile)) {
      throw new MemberAlready(this.settings.clusterFolder);
    }
    const authority = await authorityOf(code);
    if (!existsSync(this.files.keyFile)) await writeWhole(this.files.keyFile, await newKey(), 0o600);
    const signingRequest = await newRequest(readFileSync(this.files.keyFile, 'utf8'));
    const answer = await ask(code, authority, {
      secret: code.secret.toString('base64url'),
      signingRequest,
      clock: systemClock.now(),
      postgresMajor: embeddedPostgresMajor(),
      build: productVersion() ?? '',
      place: ownPlace(this.settings),
    });
    await this.keep(answer);
    return answer.nodeId;
  }

  /** admin.json is the last: with it there this node belongs to the cluster. */
  private async keep({ authority, certificate, admin, nodeId, sip }: JoinAnswer): Promise<void> {
    await writeWhole(this.files.caFile, authority, 0o644);
    await writeWhole(this.files.certificateFile, certificate, 0o644);
    await writeWhole(
      settingsFile(this.settings),
      settingsText({
        NODE_NAME: nodeId,
        NODE_ROLE: 'switch',
        SIP_REALM: sip.realm,
        NODE_SIP_SECRET: sip.secret,
      }),
      0o600,
    );
    await writeWhole(this.files.adminFile, `${JSON.stringify(admin, null, 2)}\n`, 0o644);
  }
}

/** The authority's certificate as whoever answers there shows it, compared with the code before anything is said. */
function authorityOf({ address, port, fingerprint }: JoinCode): Promise<string> {
  return new Promise((resolve, reject) => {
    const unreachable = (cause: unknown): void => {
      socket.destroy();
      reject(new AdminUnreachable(address, port, cause));
    };
    // looked at below: there is nothing to check it against yet
    const socket = connect({ host: address, port, rejectUnauthorized: false, minVersion: 'TLSv1.3' }, () => {
      const authority = chainOf(socket.getPeerX509Certificate()).find(({ raw }) =>
        fingerprintOf(raw).equals(fingerprint),
      );
      socket.destroy();
      if (authority === undefined) reject(new FingerprintDiffers(address));
      else resolve(authority.toString());
    });
    socket.setTimeout(CONNECT_WITHIN_MS, () => {
      unreachable(new Error('no answer in time'));
    });
    socket.once('error', unreachable);
  });
}

function chainOf(leaf: X509Certificate | undefined): X509Certificate[] {
  const chain: X509Certificate[] = [];
  for (let next = leaf; next !== undefined && chain.length < LONGEST_CHAIN; next = next.issuerCertificate)
    chain.push(next);
  return chain;
}

function ask(code: JoinCode, authority: string, body: JoinRequest): Promise<JoinAnswer> {
  const { address, port } = code;
  const payload = JSON.stringify(body);
  return new Promise((resolve, reject) => {
    const unreachable = (cause: unknown): void => {
      reject(new AdminUnreachable(address, port, cause));
    };
    const asking = request({
      host: address,
      port,
      ca: authority,
      minVersion: 'TLSv1.3',
      agent: false,
      method: 'POST',
      path: '/link/v1/join',
      headers: { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(payload) },
      checkServerIdentity: (_host, certificate) => faultOf(certificate),
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    });
    asking.once('error', unreachable);
    asking.once('response', (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.once('error', unreachable);
      response.once('end', () => {
        try {
          resolve(understood(response.statusCode ?? 0, Buffer.concat(chunks).toString('utf8')));
        } catch (error) {
          reject(error instanceof LinkRefused ? error : new AdminUnreachable(address, port, error));
        }
      });
    });
    asking.end(payload);
  });
}

function understood(status: number, text: string): JoinAnswer {
  const answer: unknown = JSON.parse(text);
  if (status === 200) return joinAnswer.parse(answer);
  const { code, message } = refusal.parse(answer);
  throw new LinkRefused(code, message, status);
}

/** A switch node of the same cluster is no admin node. */
function faultOf({ subject }: PeerCertificate): Error | undefined {
  return subject.OU === 'admin' ? undefined : new Error('this is not the admin node');
}
