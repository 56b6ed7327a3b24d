import type { IncomingMessage, ServerResponse } from 'node:http';

import { Injectable, Logger, NotFoundException } from '@nestjs/common';
import { ExpressAdapter } from '@nestjs/platform-express';
import type { Application, Request, Response } from 'express';

import { answerError } from '../errors/json-exception.filter.js';
import { jsonBody } from './json-body.js';
import { NotOfThisCluster } from './link.errors.js';

/** Who is at the other end, by a certificate that has been checked. */
export interface LinkPeer {
  readonly nodeId: string;
  /** admin: the cluster's admin node; switch: any other. */
  readonly kind: 'admin' | 'switch';
  /** Of its certificate. */
  readonly serial: string;
}

/** admin: the admin node; node: any switch node that has joined; anyone: also who has no certificate yet. */
export type LinkAudience = 'admin' | 'node' | 'anyone';

export interface LinkQuestion {
  readonly request: Request;
  /** Of the path, by name; rest of a path ("*rest") with slashes between. */
  readonly params: Readonly<Record<string, string>>;
  /** JSON; null where there is none, and where the route streams. */
  readonly body: unknown;
  /** undefined only where anyone may come. */
  readonly peer: LinkPeer | undefined;
}

/** What it returns is the answer, as JSON; null: an empty one; undefined: it has written to `response` itself, or will. */
export type LinkHandler = (question: LinkQuestion, response: Response) => unknown;

export interface LinkRouteOptions {
  /** The body of the request is left to the handler. */
  readonly streams?: boolean;
  /** Longest body, bytes. */
  readonly mostBytes?: number;
}

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE' | 'ALL';

const MOST_BYTES = 16 * 1024 * 1024;

/** The addresses that this node answers other nodes at. Rooms add theirs when they are put together (onModuleInit). */
@Injectable()
export class LinkRoutes {
  private readonly logger = new Logger('link');
  private readonly app = new ExpressAdapter().getInstance<Application>();
  private readonly peers = new WeakMap<IncomingMessage, LinkPeer>();

  constructor() {
    this.app.disable('x-powered-by');
  }

  /**
   * @param path as Express 5 writes it: `/link/v1/work/:tenantId`, `/engine/*rest`; requests get there with their whole URL
   */
  add(method: Method, path: string, who: LinkAudience, handler: LinkHandler, options: LinkRouteOptions = {}): void {
    const serve = async (request: Request, response: Response): Promise<void> => {
      const peer = this.peers.get(request);
      if (!isWelcome(who, peer)) throw new NotOfThisCluster();
      const body = options.streams === true ? null : await jsonBody(request, options.mostBytes ?? MOST_BYTES);
      const answer = await handler({ request, params: paramsOf(request), body, peer }, response);
      if (answer === null) response.status(204).end();
      else if (answer !== undefined) response.json(answer);
    };
    switch (method) {
      case 'GET':
        this.app.get(path, serve);
        return;
      case 'POST':
        this.app.post(path, serve);
        return;
      case 'PUT':
        this.app.put(path, serve);
        return;
      case 'DELETE':
        this.app.delete(path, serve);
        return;
      case 'ALL':
        this.app.all(path, serve);
        return;
    }
  }

  /** Of LinkServer: a request, and who sends it. What is at no address is told only to nodes. */
  handle(request: IncomingMessage, response: ServerResponse, peer: LinkPeer | undefined): void {
    if (peer !== undefined) this.peers.set(request, peer);
    const [asked, answer] = [request as Request, response as Response];
    this.app(asked, answer, (error?: unknown) => {
      const nowhere = peer === undefined ? new NotOfThisCluster() : new NotFoundException();
      // what has begun is not to look whole
      if (answer.headersSent) answer.destroy();
      // what is left of a body that nobody has read
      if (!asked.complete) answer.setHeader('Connection', 'close');
      answerError(this.logger, error ?? nowhere, asked, answer);
    });
  }
}

function isWelcome(who: LinkAudience, peer: LinkPeer | undefined): boolean {
  switch (who) {
    case 'anyone':
      return true;
    case 'admin':
      return peer?.kind === 'admin';
    case 'node':
      return peer?.kind === 'switch';
  }
}

function paramsOf(request: Request): Record<string, string> {
  return Object.fromEntries(
    Object.entries(request.params as Record<string, string | string[]>).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join('/') : value,
    ]),
  );
}
