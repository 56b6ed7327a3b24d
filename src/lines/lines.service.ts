import { Injectable } from '@nestjs/common';
import type { z } from 'zod';

import { ClusterService } from '../cluster/cluster.service.js';
import type { ExtensionId, TenantId, TrunkId } from '../kernel/ids.js';
import { newId } from '../platform/database/new-id.js';
import type { ListQuery, Page } from '../platform/database/paging.js';
import { isForeignKeyViolation, isUniqueViolation, type DbSession } from '../platform/database/transaction.js';
import { NotFound, QuotaReached } from '../platform/errors/record.errors.js';
import { InUse } from '../platform/references/references.errors.js';
import { mustBeThere } from '../platform/references/reference-input.js';
import { References } from '../platform/references/references.js';
import type { Thing, Use } from '../platform/references/thing.js';
import { Settings } from '../platform/settings/settings.js';
import { TenancyService } from '../platform/tenancy/tenancy.service.js';
import { TenantUsage } from '../platform/tenancy/tenant-usage.js';
import { validInput } from '../platform/validation/valid-input.js';
import { InvalidInput } from '../platform/validation/validation.errors.js';
import { destinationsOf, NOT_FORWARDED, type Forwarding } from './core/forwarding.js';
import type { Extension, Trunk } from './core/line.js';
import { extensionInput, extensionsInput, newExtensionInput } from './dto/extension-input.js';
import { readForwarding, thingsOfForwarding, withForwarding } from './dto/forwarding-input.js';
import { trunkInput, type TrunkInput } from './dto/trunk-input.js';
import type { ExtensionEntity } from './entities/extension.entity.js';
import type { TrunkEntity } from './entities/trunk.entity.js';
import { ExtensionExists, TrunkExists, TrunksOverlap } from './lines.errors.js';
import { LinesRepository, type EngineExtension } from './lines.repository.js';
import { md5Credential, newPassword, type SipAccount } from './sip-account.js';
import { TenantTrunksService } from './tenant-trunks.service.js';

export interface TrunkRecord extends TrunkInput {
  readonly id: TrunkId;
  readonly version: number;
}

export interface ExtensionRecord extends Forwarding {
  readonly id: ExtensionId;
  readonly version: number;
  readonly dn: string;
  readonly label: string;
  /** SIP user name, unique over all tenants: the tenant's code and the number. */
  readonly endpoint: string;
  /** It is told to answer by itself when its agent is offered a call. */
  readonly autoAnswer: boolean;
  /** It answers when it is told to by SIP (NOTIFY, event "talk"). */
  readonly answersByNotify: boolean;
  /** Calls outside are let go from it also while no agent is logged in there. */
  readonly callsOut: boolean;
}

/** A telephone with what it signs in by; the password is kept nowhere, so this is the one time it is seen. */
export interface NewTelephone {
  readonly extension: ExtensionRecord;
  readonly account: SipAccount;
}

const UNKNOWN_NODE = { nodeId: { zh: '没有这个节点', en: 'There is no such node' } };

@Injectable()
export class LinesService {
  constructor(
    private readonly lines: LinesRepository,
    private readonly tenancy: TenancyService,
    private readonly settings: Settings,
    private readonly references: References,
    private readonly shares: TenantTrunksService,
    private readonly cluster: ClusterService,
    usage: TenantUsage,
  ) {
    usage.register('extensions', (session, tenantId) => this.lines.countExtensions(session, tenantId));
    references.register({
      kind: 'extension',
      label: async (session, id) => (await this.findExtension(session, id))?.dn,
      usesOf: (session, thing) => this.usesOf(session, thing),
    });
  }

  /** For the engine: the trunks of its node. */
  async listTrunks(session: DbSession): Promise<Trunk[]> {
    return (await this.lines.trunks(session)).map((row) => ({
      id: row.id as TrunkId,
      endpoint: row.endpoint,
      channelLimit: row.channelLimit,
    }));
  }

  /** For the engine: the telephones of its node's tenants. */
  async listExtensions(session: DbSession): Promise<Extension[]> {
    return (await this.lines.extensions(session)).map(toExtension);
  }

  async pageOfTrunks(session: DbSession, query: ListQuery): Promise<Page<TrunkRecord>> {
    const { items, total } = await this.lines.pageOfTrunks(session, query);
    return { items: items.map(toTrunkRecord), total };
  }

  async findTrunk(session: DbSession, id: string): Promise<TrunkRecord | undefined> {
    const row = await this.lines.trunk(session, id);
    return row === null ? undefined : toTrunkRecord(row);
  }

  /** @throws InvalidInput, TrunkExists, TrunksOverlap */
  async createTrunk(session: DbSession, input: unknown): Promise<TrunkRecord> {
    const trunk = validInput(trunkInput, input);
    const row: TrunkEntity = { ...trunk, id: newId(), version: 1 };
    await this.writeTrunk(session, trunk, null, () => this.lines.insertTrunk(session, row));
    return toTrunkRecord(row);
  }

  /** @throws NotFound, InvalidInput, TrunkExists, TrunksOverlap, ChangedMeanwhile */
  async updateTrunk(session: DbSession, id: string, version: number, input: unknown): Promise<TrunkRecord> {
    const before = await this.findTrunk(session, id);
    if (before === undefined) throw new NotFound();
    const trunk = validInput(trunkInput, { ...before, ...(input as object) });
    await this.writeTrunk(session, trunk, id, () => this.lines.updateTrunk(session, id, version, trunk));
    return { ...before, ...trunk, version: version + 1 };
  }

  /** Calls that run on it go on. @throws NotFound, InUse naming the tenants that have it */
  async removeTrunk(session: DbSession, id: string): Promise<void> {
    const uses = await this.shares.usesOfTrunk(session, id);
    if (uses.length > 0) throw new InUse(uses);
    if (!(await this.lines.deleteTrunk(session, id))) throw new NotFound();
  }

  async pageOfExtensions(session: DbSession, query: ListQuery): Promise<Page<ExtensionRecord>> {
    const { items, total } = await this.lines.pageOfExtensions(session, query);
    return { items: items.map(toExtensionRecord), total };
  }

  async findExtension(session: DbSession, id: string): Promise<ExtensionRecord | undefined> {
    const row = await this.lines.extension(session, id);
    return row === null ? undefined : toExtensionRecord(row);
  }

  /** Makes a telephone and its password. @throws InvalidInput, ExtensionExists, QuotaReached */
  async createExtension(session: DbSession, tenantId: TenantId, input: unknown): Promise<NewTelephone> {
    const telephones = await this.makeTelephones(session, tenantId, [
      await this.valid(session, newExtensionInput, input),
    ]);
    if (telephones[0] === undefined) throw new NotFound();
    return telephones[0];
  }

  /** All telephones from one number to another, or none. @throws InvalidInput, ExtensionExists, QuotaReached */
  async createExtensions(session: DbSession, tenantId: TenantId, input: unknown): Promise<readonly NewTelephone[]> {
    const { from, to, labelPrefix } = validInput(extensionsInput, input);
    const telephones = Array.from({ length: Number(to) - Number(from) + 1 }, (_, n) => {
      const dn = String(Number(from) + n).padStart(4, '0');
      return { dn, label: labelPrefix === '' ? '' : `${labelPrefix} ${dn}` };
    });
    const rules = { autoAnswer: false, answersByNotify: false, callsOut: false, forwarding: NOT_FORWARDED };
    return this.makeTelephones(
      session,
      tenantId,
      telephones.map((telephone) => ({ ...telephone, ...rules })),
    );
  }

  /** @throws NotFound, InvalidInput, ChangedMeanwhile */
  async updateExtension(session: DbSession, id: string, version: number, input: unknown): Promise<ExtensionRecord> {
    const before = await this.findExtension(session, id);
    if (before === undefined) throw new NotFound();
    const { forwarding, ...values } = await this.valid(session, extensionInput, { ...before, ...(input as object) });
    refuseItself(before.id, forwarding);
    await this.lines.updateExtension(session, id, version, { ...values, forwarding });
    return { ...before, ...values, ...forwarding, version: version + 1 };
  }

  /** A new password for a telephone; the former one is worth nothing from now on. @throws NotFound */
  async renewPassword(session: DbSession, id: string): Promise<NewTelephone> {
    const row = await this.lines.extension(session, id);
    if (row === null) throw new NotFound();
    const { code, homeNodeId } = await this.tenancy.tenantById(session, row.tenantId);
    const registrar = await this.registrar(code, homeNodeId);
    const account = { user: row.endpoint, password: newPassword(), ...registrar };
    const { realm } = this.settings.sip;
    const credential = md5Credential(account.user, realm, account.password);
    if (!(await this.lines.updateCredential(session, id, realm, credential))) throw new NotFound();
    return { extension: toExtensionRecord(row), account };
  }

  /** @throws NotFound, InUse */
  async removeExtension(session: DbSession, id: string): Promise<void> {
    const extension = await this.findExtension(session, id);
    if (extension === undefined) throw new NotFound();
    await this.references.refuseIfUsed(session, { kind: 'extension', id: extension.id });
    await this.lines.deleteExtension(session, id);
  }

  /** What a form says of a telephone. @throws InvalidInput also where callers would go to nowhere */
  private async valid<T extends Forwarding>(session: DbSession, schema: z.ZodType<T>, input: unknown) {
    const values = withForwarding(validInput(schema, input));
    const { forwardAfterHours, calendarId } = values.forwarding;
    if (forwardAfterHours !== null && calendarId === null) throw new InvalidInput({ calendarId: NO_HOURS });
    await mustBeThere(this.references, session, thingsOfForwarding(values.forwarding));
    return values;
  }

  private async usesOf(session: DbSession, thing: Thing): Promise<Use[]> {
    const extensions = await this.lines.extensionsLeadingTo(session, thing.id);
    return extensions.filter(({ id }) => id !== thing.id).map(({ id, dn }) => ({ kind: 'extension', id, label: dn }));
  }

  private async writeTrunk(
    session: DbSession,
    { address, endpoint }: TrunkInput,
    id: string | null,
    write: () => Promise<void>,
  ): Promise<void> {
    const other = await this.lines.trunkAt(session, address, id);
    if (other !== null) throw new TrunksOverlap(other);
    try {
      await write();
    } catch (error) {
      if (isUniqueViolation(error)) throw new TrunkExists(endpoint);
      throw isForeignKeyViolation(error) ? new InvalidInput(UNKNOWN_NODE) : error;
    }
  }

  private async makeTelephones(
    session: DbSession,
    tenantId: TenantId,
    wanted: readonly Pick<
      ExtensionEntity,
      'dn' | 'label' | 'autoAnswer' | 'answersByNotify' | 'callsOut' | 'forwarding'
    >[],
  ): Promise<NewTelephone[]> {
    const { code, extensionLimit, homeNodeId } = await this.tenancy.tenantById(session, tenantId);
    const dns = wanted.map(({ dn }) => dn);
    const taken = await this.lines.takenDns(session, tenantId, dns);
    if (taken.length > 0) throw new ExtensionExists(taken);
    if ((await this.lines.countExtensions(session, tenantId)) + wanted.length > extensionLimit)
      throw new QuotaReached({ zh: '内线', en: 'extensions' }, extensionLimit);
    const { realm } = this.settings.sip;
    const registrar = await this.registrar(code, homeNodeId);
    const made = wanted.map(({ dn, label, ...behaviour }) => {
      const account = { user: `${code}-${dn}`, password: newPassword(), ...registrar };
      const { user, password } = account;
      const columns = { id: newId(), version: 1, tenantId, dn, label, endpoint: user, realm, ...behaviour };
      return { account, row: { ...columns, md5Credential: md5Credential(user, realm, password) } };
    });
    try {
      await this.lines.insertExtensions(
        session,
        made.map(({ row }) => row),
      );
    } catch (error) {
      throw isUniqueViolation(error) ? new ExtensionExists(dns) : error;
    }
    return made.map(({ account, row }) => ({ extension: toExtensionRecord(row), account }));
  }

  /** Where a tenant's telephones sign in. */
  private async registrar(code: string, homeNodeId: string): Promise<Pick<SipAccount, 'server' | 'port'>> {
    const registrar = await this.cluster.registrarOf(code, homeNodeId);
    return { server: registrar?.server ?? '', port: registrar?.port ?? this.settings.sip.port };
  }
}

function toTrunkRecord(row: TrunkEntity): TrunkRecord {
  return {
    id: row.id as TrunkId,
    version: row.version,
    name: row.name,
    endpoint: row.endpoint,
    address: row.address,
    port: row.port,
    channelLimit: row.channelLimit,
    nodeId: row.nodeId,
  };
}

/** Nobody goes on from a telephone to the same telephone. @throws InvalidInput */
function refuseItself(id: ExtensionId, forwarding: Forwarding): void {
  const own = Object.entries(destinationsOf(forwarding)).filter(
    ([, to]) => to?.to === 'extension' && to.extensionId === id,
  );
  if (own.length > 0) throw new InvalidInput(Object.fromEntries(own.map(([field]) => [field, TO_ITSELF])));
}

const NO_HOURS = {
  zh: '请选择日历：下班时间由它决定',
  en: 'Choose a calendar: it says when nobody works',
};

const TO_ITSELF = {
  zh: '内线不能转移到自己，请选择其他去向',
  en: 'A telephone cannot forward to itself; choose another destination',
};

function toExtension(row: EngineExtension): Extension {
  return {
    id: row.id as ExtensionId,
    tenantId: row.tenantId as TenantId,
    dn: row.dn,
    endpoint: row.endpoint,
    autoAnswer: row.autoAnswer,
    answersByNotify: row.answersByNotify,
    callsOut: row.callsOut,
    forwarding: readForwarding(row.forwarding),
  };
}

function toExtensionRecord(row: ExtensionEntity): ExtensionRecord {
  return {
    id: row.id as ExtensionId,
    version: row.version,
    dn: row.dn,
    label: row.label,
    endpoint: row.endpoint,
    autoAnswer: row.autoAnswer,
    answersByNotify: row.answersByNotify,
    callsOut: row.callsOut,
    ...readForwarding(row.forwarding),
  };
}
