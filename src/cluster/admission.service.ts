import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

import { Injectable } from '@nestjs/common';

import { systemClock } from '../kernel/clock.js';
import type { Tell } from '../platform/access/gate.js';
import { newId } from '../platform/database/new-id.js';
import type { DbSession } from '../platform/database/transaction.js';
import type { AdminPlace } from '../platform/settings/cluster-files.js';
import { Settings } from '../platform/settings/settings.js';
import { productVersion } from '../platform/startup/product-version.js';
import { TenancyService, type TenantHome } from '../platform/tenancy/tenancy.service.js';
import {
  AdmissionRepository,
  type JoinCodeRow,
  type NodePlace,
  type NodeRow,
} from './admission/admission.repository.js';
import { newSecret, secretHashOf, writeJoinCode } from './admission/join-code.js';
import type { JoinAnswer, JoinRequest } from './admission/join-messages.js';
import { keyHashOf } from './ca/certificates.js';
import { ClusterAuthority } from './ca/cluster-authority.js';
import {
  AddressTaken,
  BadNodeName,
  BuildDiffers,
  ClockDiffers,
  JoinCodeExpired,
  JoinCodeUnknown,
  JoinCodeUsed,
  NodeHasTenants,
  NodeNameTaken,
  NoSuchNode,
  NotAnAdmin,
  PostgresDiffers,
} from './cluster.errors.js';
import { buildsFit } from './core/builds-fit.js';
import { MovesService } from './moves.service.js';
import { ReplicationWatch } from './replication/replication-watch.js';

export interface NodeStanding extends NodeRow {
  /** At home there, or on their way from or to it. */
  readonly tenants: number;
}

export interface NewJoinCode {
  /** What is pasted on the machine that is to join. Shown once. */
  readonly code: string;
  readonly expiresAt: Date;
}

const CODE_VALID_S = 3600;
/** Records of several nodes are put in order by their instants. */
const CLOCKS_WITHIN_MS = 2_000;
const NODE_NAME = /^[a-z0-9][a-z0-9-]{0,39}$/;
/** In the audit log; the resource of permissions. */
const OBJECT = 'node';

/** Who belongs to the cluster; on the admin node. Every method writes in the session of its caller. */
@Injectable()
export class AdmissionService {
  constructor(
    private readonly settings: Settings,
    private readonly authority: ClusterAuthority,
    private readonly admissions: AdmissionRepository,
    private readonly replication: ReplicationWatch,
    private readonly tenancy: TenancyService,
    private readonly moves: MovesService,
  ) {}

  async standings(session: DbSession): Promise<NodeStanding[]> {
    const homes = await this.tenancy.homes(session);
    const nodes = await this.admissions.nodes(session);
    return nodes.map((node) => ({ ...node, tenants: homes.filter((home) => concerns(home, node.id)).length }));
  }

  /**
   * A code by which one machine may join under this name, within an hour. A code of before for the name is over.
   *
   * @param replaces a dead node whose tenants the new one takes over
   * @throws NotAnAdmin, BadNodeName, NodeNameTaken, NoSuchNode
   */
  async createCode(
    session: DbSession,
    tell: Tell,
    by: string,
    nodeId: string,
    replaces: string | null = null,
  ): Promise<NewJoinCode> {
    const { bind: address, port } = this.settings.cluster;
    if (address === '' || !this.authority.isHere) throw new NotAnAdmin();
    if (!NODE_NAME.test(nodeId)) throw new BadNodeName();
    const standings = await this.standings(session);
    refuseIfTaken(standings, nodeId);
    if (replaces !== null) switchOf(standings, replaces);
    const secret = newSecret();
    await this.admissions.endCodes(session, nodeId);
    const expiresAt = await this.admissions.insertCode(
      session,
      { id: newId(), nodeId, replacesNodeId: replaces, secretHash: secretHashOf(secret), createdByName: by },
      CODE_VALID_S,
    );
    tell({
      action: 'invite',
      objectType: OBJECT,
      objectId: nodeId,
      objectLabel: nodeId,
      after: { expiresAt: expiresAt.toISOString(), ...(replaces === null ? {} : { replaces }) },
    });
    return { code: writeJoinCode({ address, port, fingerprint: this.authority.fingerprint(), secret }), expiresAt };
  }

  /**
   * Admits the node that shows a code. The same key may come again with it, when the answer was lost.
   *
   * @throws JoinCodeUnknown, JoinCodeExpired, JoinCodeUsed, ClockDiffers, PostgresDiffers, BuildDiffers, NodeNameTaken,
   *   BadSigningRequest, OwnerNotSuperuser
   */
  async join(session: DbSession, tell: Tell, asked: JoinRequest): Promise<JoinAnswer> {
    const now = systemClock.now();
    const keyHash = await keyHashOf(asked.signingRequest);
    const code = usable(await this.admissions.codes(session), asked.secret, keyHash, now);
    await this.refuseIfUnfit(session, asked, now);
    const { nodeId } = code;
    const standings = await this.standings(session);
    if (code.usedAt === null) refuseIfTaken(standings, nodeId);
    // whoever was dismissed does not come back by the code of then
    else if (standings.every(({ id, state }) => id !== nodeId || state === 'left')) throw new JoinCodeUsed();
    await this.refuseAddressOfOthers(session, nodeId, asked.place);
    await this.admissions.useCode(session, code.id, keyHash);
    await this.admissions.revokeCertificates(session, nodeId);
    await this.admissions.putNode(session, nodeId, asked.place);
    const issued = await this.authority.sign(asked.signingRequest, nodeId, asked.place.address, new Date(now));
    await this.admissions.insertCertificate(session, issued.serial, nodeId, issued.expiresAt);
    const secret = await this.giveSipSecret(session, nodeId);
    await this.replication.admitNode(session, nodeId);
    if (code.usedAt === null) await this.replace(session, standings, code);
    tell({
      action: 'join',
      objectType: OBJECT,
      objectId: nodeId,
      objectLabel: nodeId,
      after: { ...asked.place, build: asked.build, invitedBy: code.createdByName, certificate: issued.serial },
    });
    return {
      nodeId,
      certificate: issued.certificate,
      authority: this.authority.certificate,
      admin: this.adminPlace(),
      sip: { realm: this.settings.sip.realm, secret },
    };
  }

  /** A node of the cluster is reached elsewhere now. */
  async movePlace(session: DbSession, tell: Tell, nodeId: string, place: NodePlace): Promise<void> {
    switchOf(await this.standings(session), nodeId);
    await this.refuseAddressOfOthers(session, nodeId, place);
    if (!(await this.admissions.movePlace(session, nodeId, place))) return;
    tell({ action: 'update', objectType: OBJECT, objectId: nodeId, objectLabel: nodeId, after: place });
  }

  /** The next certificate of a node. Its former one stays good until its end, for connections that are open. @throws NoSuchNode, BadSigningRequest */
  async renew(session: DbSession, nodeId: string, signingRequest: string, address: string): Promise<string> {
    switchOf(await this.standings(session), nodeId);
    const issued = await this.authority.sign(signingRequest, nodeId, address, new Date(systemClock.now()));
    await this.admissions.insertCertificate(session, issued.serial, nodeId, issued.expiresAt);
    return issued.certificate;
  }

  /** No tenant moves there any more; those who are there can be moved away. @throws NoSuchNode */
  async setLeaving(session: DbSession, tell: Tell, nodeId: string): Promise<void> {
    const { state } = switchOf(await this.standings(session), nodeId);
    if (state === 'leaving') return;
    await this.admissions.setState(session, nodeId, 'leaving');
    tell(stateAct('set_leaving', nodeId, state, 'leaving'));
  }

  /** A node that wants to leave at once. @throws NoSuchNode, NodeHasTenants */
  async prepareLeaving(session: DbSession, tell: Tell, nodeId: string): Promise<void> {
    const { tenants } = switchOf(await this.standings(session), nodeId);
    if (tenants > 0) throw new NodeHasTenants(nodeId, tenants);
    await this.setLeaving(session, tell, nodeId);
  }

  /**
   * A node is no member any more, alive or dead: its certificates are worth nothing, its role and slot are gone.
   *
   * @throws NoSuchNode, NodeHasTenants
   */
  async dismiss(session: DbSession, tell: Tell, nodeId: string): Promise<void> {
    const { state, tenants } = switchOf(await this.standings(session), nodeId);
    if (tenants > 0) throw new NodeHasTenants(nodeId, tenants);
    await this.admissions.revokeCertificates(session, nodeId);
    await this.admissions.setState(session, nodeId, 'left');
    await this.replication.dismissNode(session, nodeId);
    tell(stateAct('dismiss', nodeId, state, 'left'));
  }

  /**
   * What this admin node signs in with at other nodes' Asterisk, where it serves calls as well.
   *
   * @returns the secret where it is new
   */
  async ensureOwnSipSecret(session: DbSession): Promise<string | undefined> {
    const { nodeName, sip } = this.settings;
    const secret = sip.nodeSecret === '' ? newSipSecret() : sip.nodeSecret;
    await this.admissions.setSipCredential(session, nodeName, sip.realm, this.credentialOf(nodeName, secret));
    return sip.nodeSecret === '' ? secret : undefined;
  }

  /** By its address a node, a carrier or the edge is known to Asterisk: it can be one of them only. @throws AddressTaken */
  private async refuseAddressOfOthers(session: DbSession, nodeId: string, { address }: NodePlace): Promise<void> {
    if (await this.admissions.isTaken(session, nodeId, address)) throw new AddressTaken(address);
  }

  /** A certificate that is not, or no more, in the list of those that are good opens nothing. @throws NoSuchNode */
  async refuseUnlessCurrent(session: DbSession, nodeId: string, serial: string): Promise<void> {
    if (!(await this.admissions.isCurrent(session, nodeId, serial))) throw new NoSuchNode(nodeId);
  }

  private async giveSipSecret(session: DbSession, nodeId: string): Promise<string> {
    const secret = newSipSecret();
    await this.admissions.setSipCredential(session, nodeId, this.settings.sip.realm, this.credentialOf(nodeId, secret));
    return secret;
  }

  /** RFC 7616, of a user that is the node's line. */
  private credentialOf(nodeId: string, secret: string): string {
    return createHash('md5').update(`node-${nodeId}:${this.settings.sip.realm}:${secret}`).digest('hex');
  }

  private async refuseIfUnfit(session: DbSession, asked: JoinRequest, now: number): Promise<void> {
    const aheadMs = asked.clock - now;
    if (Math.abs(aheadMs) > CLOCKS_WITHIN_MS) throw new ClockDiffers(aheadMs);
    const major = await this.admissions.postgresMajor(session);
    if (asked.postgresMajor !== major) throw new PostgresDiffers(asked.postgresMajor, major);
    const build = productVersion() ?? '';
    if (!buildsFit(asked.build, build)) throw new BuildDiffers(asked.build, build);
  }

  private async replace(
    session: DbSession,
    standings: readonly NodeStanding[],
    { nodeId, replacesNodeId, createdByName }: JoinCodeRow,
  ): Promise<void> {
    const replaced = standings.find(({ id }) => id === replacesNodeId);
    if (replacesNodeId === null || replaced === undefined || replaced.state === 'left') return;
    await this.admissions.setState(session, replacesNodeId, 'leaving');
    const homes = (await this.tenancy.homes(session))
      .filter(({ homeNodeId }) => homeNodeId === replacesNodeId)
      .map(({ id }) => [id, nodeId] as const);
    const plan = { nodeId: replacesNodeId, to: nodeId, homes: new Map(homes) };
    await this.moves.takeOver(session, plan, createdByName);
  }

  private adminPlace(): AdminPlace {
    const { nodeName, cluster, database, relayPort, web } = this.settings;
    // where it listens at every address, the one that other nodes use is as good as any
    const consoleAt = ['0.0.0.0', '::'].includes(web.bind) ? cluster.bind : web.bind;
    const { port, pathname } = new URL(database.operatorUrl);
    return {
      nodeId: nodeName,
      address: cluster.bind,
      linkPort: cluster.port,
      postgresPort: port === '' ? 5432 : Number(port),
      database: decodeURIComponent(pathname.slice(1)),
      relayPort,
      console: `http://${consoleAt.includes(':') ? `[${consoleAt}]` : consoleAt}:${String(web.port)}/console`,
    };
  }
}

function concerns({ homeNodeId, movingToNodeId, leavingNodeId }: TenantHome, nodeId: string): boolean {
  return [homeNodeId, movingToNodeId, leavingNodeId].includes(nodeId);
}

/** Every code is compared, and each in the same time. */
function usable(codes: readonly JoinCodeRow[], secret: string, keyHash: Buffer, now: number): JoinCodeRow {
  const hash = secretHashOf(Buffer.from(secret, 'base64url'));
  const [code] = codes.filter(({ secretHash }) => timingSafeEqual(secretHash, hash));
  if (code === undefined) throw new JoinCodeUnknown();
  if (code.expiresAt.getTime() <= now) throw new JoinCodeExpired();
  if (code.usedAt !== null && code.usedByKey?.equals(keyHash) !== true) throw new JoinCodeUsed();
  return code;
}

/** A name is given once: certificates, charges and recordings of the machine that had it go by it. */
function refuseIfTaken(standings: readonly NodeStanding[], nodeId: string): void {
  const known = standings.find(({ id }) => id === nodeId);
  if (known !== undefined) throw new NodeNameTaken(nodeId);
}

/** @throws NoSuchNode */
function switchOf(standings: readonly NodeStanding[], nodeId: string): NodeStanding {
  const known = standings.find(({ id }) => id === nodeId);
  if (known?.role !== 'switch' || known.state === 'left') throw new NoSuchNode(nodeId);
  return known;
}

function stateAct(action: string, nodeId: string, before: string, after: string) {
  return {
    action,
    objectType: OBJECT,
    objectId: nodeId,
    objectLabel: nodeId,
    before: { state: before },
    after: { state: after },
  };
}

function newSipSecret(): string {
  return randomBytes(24).toString('base64url');
}
