import { Injectable, type OnModuleInit } from '@nestjs/common';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';

import type { Doer } from '../../platform/access/gate.js';
import { keyOf } from '../../platform/access/sign-in/address-limit.js';
import { LinkRoutes, type LinkPeer, type LinkQuestion } from '../../platform/link/link-routes.js';
import { NotOfThisCluster } from '../../platform/link/link.errors.js';
import { Settings } from '../../platform/settings/settings.js';
import { validInput } from '../../platform/validation/valid-input.js';
import { AdmissionService } from '../admission.service.js';
import { TooManyJoins } from '../cluster.errors.js';
import { ClusterActs } from './cluster-acts.js';
import { joinRequest, renewRequest, type JoinAnswer, type RenewAnswer } from './join-messages.js';

const TRIES = 20;
const WITHIN_S = 600;
/** A signing request is half of that. */
const MOST_BYTES = 16 * 1024;

/** What the admin node does for nodes that join, renew their certificates and leave. */
@Injectable()
export class AdmissionRoutes implements OnModuleInit {
  private readonly tries = new RateLimiterMemory({ points: TRIES, duration: WITHIN_S });

  constructor(
    private readonly settings: Settings,
    private readonly routes: LinkRoutes,
    private readonly acts: ClusterActs,
    private readonly admission: AdmissionService,
  ) {}

  onModuleInit(): void {
    if (!this.settings.isAdmin) return;
    const options = { mostBytes: MOST_BYTES };
    this.routes.add('POST', '/link/v1/join', 'anyone', (question) => this.join(question), options);
    this.routes.add('POST', '/link/v1/renew', 'node', (question) => this.renew(question), options);
    this.routes.add('POST', '/link/v1/leaving', 'node', (question) => this.leaving(question), options);
    this.routes.add('POST', '/link/v1/leave', 'node', (question) => this.leave(question), options);
  }

  private async join({ request, body }: LinkQuestion): Promise<JoinAnswer> {
    const address = request.socket.remoteAddress ?? '';
    await this.limit(address);
    const asked = validInput(joinRequest, body);
    const doer: Doer = { operatorId: null, login: 'node', name: 'node', tenantId: null, address };
    const answer = await this.acts.change(doer, (session, tell) => this.admission.join(session, tell, asked));
    await this.tries.reward(keyOf(address));
    return answer;
  }

  private async renew({ request, body, peer }: LinkQuestion): Promise<RenewAnswer> {
    const { place, signingRequest } = validInput(renewRequest, body);
    const { nodeId, serial } = known(peer);
    return this.acts.change(doerOf(nodeId, request.socket.remoteAddress), async (session, tell) => {
      await this.admission.refuseUnlessCurrent(session, nodeId, serial);
      await this.admission.movePlace(session, tell, nodeId, place);
      const certificate =
        signingRequest === null ? null : await this.admission.renew(session, nodeId, signingRequest, place.address);
      return { certificate };
    });
  }

  /** A node is about to leave: no tenant moves there any more. */
  private async leaving({ request, peer }: LinkQuestion): Promise<null> {
    const { nodeId, serial } = known(peer);
    await this.acts.change(doerOf(nodeId, request.socket.remoteAddress), async (session, tell) => {
      await this.admission.refuseUnlessCurrent(session, nodeId, serial);
      await this.admission.prepareLeaving(session, tell, nodeId);
    });
    return null;
  }

  private async leave({ request, peer }: LinkQuestion): Promise<null> {
    const { nodeId, serial } = known(peer);
    await this.acts.change(doerOf(nodeId, request.socket.remoteAddress), async (session, tell) => {
      await this.admission.refuseUnlessCurrent(session, nodeId, serial);
      await this.admission.dismiss(session, tell, nodeId);
    });
    return null;
  }

  /** A code cannot be guessed; what is held back is the work that guessing would make. @throws TooManyJoins */
  private async limit(address: string): Promise<void> {
    try {
      await this.tries.consume(keyOf(address));
    } catch (thrown) {
      throw thrown instanceof RateLimiterRes ? new TooManyJoins() : thrown;
    }
  }
}

function known(peer: LinkPeer | undefined): LinkPeer {
  if (peer === undefined) throw new NotOfThisCluster();
  return peer;
}

function doerOf(nodeId: string, address = ''): Doer {
  return { operatorId: null, login: nodeId, name: `node ${nodeId}`, tenantId: null, address };
}
