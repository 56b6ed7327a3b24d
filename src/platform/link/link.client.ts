import type { IncomingMessage, OutgoingHttpHeaders } from 'node:http';
import { Agent, request, type RequestOptions } from 'node:https';
import type { PeerCertificate } from 'node:tls';

import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { z } from 'zod';

import { ClusterFiles } from '../settings/cluster-files.js';
import { LinkAnswerNotUnderstood, LinkRefused, NodeUnreachable, NotAMember } from './link.errors.js';
import { RevokedCertificates } from './revoked-certificates.js';

/** A node as it is reached over the link. */
export interface LinkNode {
  readonly id: string;
  readonly address: string;
  readonly linkPort: number;
}

/** Another node decides within milliseconds, or passes on what its engine decides; one that takes so long hangs. */
const LINK_TIMEOUT_MS = 5_000;
/** What is kept in memory of one answer. Larger things are streamed. */
const LONGEST_ANSWER = 64 * 1024 * 1024;

const refusal = z.object({ code: z.string(), message: z.object({ zh: z.string(), en: z.string() }) });

class ConnectionWasOver extends NodeUnreachable {}

interface Kept {
  readonly agent: Agent;
  /** Of which credentials it was made. */
  readonly options: RequestOptions;
  readonly epoch: string;
}

/** Asks other nodes of the cluster, over TLS in which both show a certificate of the cluster. */
@Injectable()
export class LinkClient implements OnApplicationShutdown {
  private readonly connections = new Map<string, Kept>();

  constructor(
    private readonly files: ClusterFiles,
    private readonly revoked: RevokedCertificates,
  ) {
    revoked.onChange(() => {
      this.forget();
    });
  }

  /**
   * One question, one answer of JSON; null where the answer is empty.
   *
   * @param path with its leading slash and query, e.g. `/link/v1/status`
   * @throws NodeUnreachable, LinkRefused with the other node's own code, LinkAnswerNotUnderstood, NotAMember
   */
  async request(node: LinkNode, method: string, path: string, body?: unknown): Promise<unknown> {
    const payload = body === undefined ? undefined : JSON.stringify(body);
    const headers: OutgoingHttpHeaders =
      payload === undefined ? {} : { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(payload) };
    const answer = await this.answered(node, { method, path, headers }, payload);
    const text = await this.textOf(node, answer);
    const status = answer.statusCode ?? 0;
    if (status >= 200 && status < 300) return parse(node, path, text);
    throw refusalOf(node, path, status, text);
  }

  /**
   * A GET whose answer is read as it comes, without limit of time once it has begun. Whoever reads it notices silence.
   *
   * @throws NodeUnreachable, LinkRefused, LinkAnswerNotUnderstood, NotAMember
   */
  async open(node: LinkNode, path: string, headers: OutgoingHttpHeaders = {}): Promise<IncomingMessage> {
    const answer = await this.answered(node, { method: 'GET', path, headers });
    const status = answer.statusCode ?? 0;
    // 304 and 416 are answers to what was asked by header
    if ((status >= 200 && status < 300) || status === 304 || status === 416) return answer;
    throw refusalOf(node, path, status, await this.textOf(node, answer));
  }

  /**
   * What node:https needs to reach a node and nobody else, on connections that are kept.
   *
   * @throws NotAMember
   */
  connectionTo(node: LinkNode): RequestOptions {
    if (!this.files.isMember) throw new NotAMember();
    const epoch = this.files.epoch();
    const key = `${node.id} ${node.address} ${String(node.linkPort)}`;
    const kept = this.connections.get(key);
    if (kept?.epoch === epoch) return { ...kept.options, agent: kept.agent };
    kept?.agent.destroy();
    const options: RequestOptions = {
      host: node.address,
      port: node.linkPort,
      ...this.files.credentials(),
      minVersion: 'TLSv1.3',
      checkServerIdentity: (_host, certificate) => this.faultOf(node, certificate),
    };
    // every connection is looked at anew: a session taken up again would not be
    const agent = new Agent({ keepAlive: true, maxCachedSessions: 0, scheduling: 'lifo' });
    this.connections.set(key, { agent, options, epoch });
    return { ...options, agent };
  }

  onApplicationShutdown(): void {
    this.forget();
  }

  private forget(): void {
    for (const { agent } of this.connections.values()) agent.destroy();
    this.connections.clear();
  }

  private faultOf(node: LinkNode, certificate: PeerCertificate): Error | undefined {
    if (certificate.subject.CN !== node.id) return new Error(`the certificate is of ${String(certificate.subject.CN)}`);
    if (this.revoked.has(certificate.serialNumber)) return new Error('the certificate is revoked');
    return undefined;
  }

  /** A connection that was kept may have been closed at the other end just now: then what may be asked twice is. */
  private async answered(node: LinkNode, asked: RequestOptions, payload?: string): Promise<IncomingMessage> {
    try {
      return await this.once(node, asked, payload);
    } catch (error) {
      if (!(error instanceof ConnectionWasOver) || asked.method === 'POST') throw error;
      return this.once(node, asked, payload);
    }
  }

  private once(node: LinkNode, asked: RequestOptions, payload?: string): Promise<IncomingMessage> {
    const connection = this.connectionTo(node);
    return new Promise((resolve, reject) => {
      const asking = request({ ...connection, ...asked });
      const timer = setTimeout(() => asking.destroy(new Error('no answer in time')), LINK_TIMEOUT_MS);
      asking.once('response', (answer) => {
        clearTimeout(timer);
        resolve(answer);
      });
      // stays: what breaks later is told by the answer itself
      asking.on('error', (error) => {
        clearTimeout(timer);
        const isOver = asking.reusedSocket && 'code' in error && error.code === 'ECONNRESET';
        reject(isOver ? new ConnectionWasOver(node.id, error) : new NodeUnreachable(node.id, error));
      });
      asking.end(payload);
    });
  }

  private async textOf(node: LinkNode, answer: IncomingMessage): Promise<string> {
    const timer = setTimeout(() => answer.destroy(new Error('no answer in time')), LINK_TIMEOUT_MS);
    try {
      const chunks: Buffer[] = [];
      let bytes = 0;
      for await (const chunk of answer as AsyncIterable<Buffer>) {
        bytes += chunk.length;
        if (bytes > LONGEST_ANSWER) throw new Error('the answer is too long');
        chunks.push(chunk);
      }
      return Buffer.concat(chunks).toString('utf8');
    } catch (error) {
      throw new NodeUnreachable(node.id, error);
    } finally {
      clearTimeout(timer);
    }
  }
}

function parse(node: LinkNode, path: string, text: string): unknown {
  try {
    return text === '' ? null : JSON.parse(text);
  } catch (error) {
    throw new LinkAnswerNotUnderstood(node.id, path, error);
  }
}

function refusalOf(node: LinkNode, path: string, status: number, text: string): Error {
  const refused = refusal.safeParse(parse(node, path, text));
  if (!refused.success) return new LinkAnswerNotUnderstood(node.id, path, new Error(`HTTP status ${String(status)}`));
  return new LinkRefused(refused.data.code, refused.data.message, status);
}
