import 'reflect-metadata';

import { existsSync } from 'node:fs';
import { mkdir, open, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import { Module, type INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';

import { AcdModule } from './acd/acd.module.js';
import { AcdService } from './acd/acd.service.js';
import { AgentsModule } from './agents/agents.module.js';
import { AgentsService } from './agents/agents.service.js';
import { AccountsService } from './billing/accounts.service.js';
import { BillingModule } from './billing/billing.module.js';
import { TariffsService } from './billing/tariffs.service.js';
import { IvrModule } from './ivr/ivr.module.js';
import { IvrService } from './ivr/ivr.service.js';
import type { ExtensionId, PromptId, QueueId, TenantId } from './kernel/ids.js';
import { LANGUAGES, type Language } from './kernel/language.js';
import { LinesModule } from './lines/lines.module.js';
import { LinesService } from './lines/lines.service.js';
import { TenantTrunksService } from './lines/tenant-trunks.service.js';
import { DatabaseModule } from './platform/database/database.module.js';
import { Databases } from './platform/database/databases.js';
import { WHOLE_LIST } from './platform/database/paging.js';
import type { DbSession } from './platform/database/transaction.js';
import { runProgram } from './platform/errors/program.js';
import { SettingsModule } from './platform/settings/settings.module.js';
import { loadSettings, type Settings } from './platform/settings/settings.js';
import { TenancyModule } from './platform/tenancy/tenancy.module.js';
import { TenancyService } from './platform/tenancy/tenancy.service.js';
import { PromptsModule } from './prompts/prompts.module.js';
import { PromptsService } from './prompts/prompts.service.js';
import { RoutingModule } from './routing/routing.module.js';
import { RoutingService } from './routing/routing.service.js';

const TENANT = 'demo';
const TRUNK = { endpoint: 'trunk-demo', address: '127.0.0.2' };
const ACCESS_NUMBERS: Readonly<Record<Language, string>> = { zh: '4001', en: '4002' };
const QUEUE = '2000';
const RATES =
  'code,name,direction,prefix,steps\nin,来话 Inbound,inbound,,0.15/60\nout,外呼 Outbound,outbound,,0.15/60\n';
/** Who made its tariff and paid. */
const BY = 'CallRack';
/** Extensions and the agents who sit at them have the same numbers. */
const DNS = ['1001', '1002'] as const;
type Dn = (typeof DNS)[number];

interface DemoPrompts {
  readonly welcome: PromptId;
  readonly goodbye: PromptId;
  readonly allAgentsBusy: PromptId;
}

const rooms = [
  ...[TenancyModule, LinesModule, RoutingModule, IvrModule, AcdModule, AgentsModule, PromptsModule],
  BillingModule,
];

@Module({ imports: [DatabaseModule, ...rooms] })
class DemoModule {}

/** The demonstration tenant; everything in one transaction, so that it is there as a whole or not at all. */
class Demonstration {
  constructor(
    private readonly app: INestApplicationContext,
    private readonly settings: Settings,
  ) {}

  /** @returns what was done, a sentence each; empty when there was nothing to do */
  ensure(): Promise<string[]> {
    return this.app.get(Databases).transaction('operator', async (session) => {
      const tenant = await this.app.get(TenancyService).findTenant(session, TENANT);
      if (tenant === undefined) return this.create(session);
      const told = await this.keepTrunkInStep(session);
      return existsSync(this.passwordFile) ? told : [...told, ...(await this.renewPasswords(session, tenant.id))];
    });
  }

  /** The setting says where the demonstration's trunk is, not only when it is made. */
  private async keepTrunkInStep(session: DbSession): Promise<string[]> {
    const lines = this.app.get(LinesService);
    const { items } = await lines.pageOfTrunks(session, WHOLE_LIST);
    const trunk = items.find(({ endpoint, address }) => endpoint === TRUNK.endpoint && address === TRUNK.address);
    const { trunkPort: port } = this.settings.demo;
    if (trunk === undefined || trunk.port === port) return [];
    await lines.updateTrunk(session, trunk.id, trunk.version, { port });
    return [`trunk ${TRUNK.endpoint} is at port ${String(port)} now, as DEMO_TRUNK_PORT says`];
  }

  private get passwordFile(): string {
    return join(this.settings.home, 'secrets', 'demo-telephones.json');
  }

  private async create(session: DbSession): Promise<string[]> {
    const { id: tenantId } = await this.app.get(TenancyService).createTenant(session, {
      code: TENANT,
      name: '演示企业 Demonstration',
      channelLimit: 60,
      language: 'zh',
      homeNodeId: this.settings.nodeName,
    });
    await this.createTrunk(session, tenantId);
    await this.createMoney(session, tenantId);
    const extensions = await this.createExtensions(session, tenantId);
    const prompts = {
      zh: await this.createPrompts(session, tenantId, 'zh'),
      en: await this.createPrompts(session, tenantId, 'en'),
    };
    const queueId = await this.createQueue(session, tenantId, prompts.zh.allAgentsBusy);
    for (const dn of DNS) {
      const agent = { number: dn, name: `Agent ${dn}`, extensionId: extensions[dn], queueIds: [queueId] };
      await this.app.get(AgentsService).createAgent(session, tenantId, agent);
    }
    for (const language of LANGUAGES) {
      const menu = welcomeMenu(prompts[language], queueId, extensions['1002']);
      const { id: menuId } = await this.app
        .get(IvrService)
        .createMenu(session, tenantId, { name: `welcome-${language}`, ...menu });
      const number = ACCESS_NUMBERS[language];
      const destination = { to: 'menu', menuId } as const;
      await this.app.get(RoutingService).createAccessNumber(session, { number, tenantId, language, destination });
    }
    return [
      `created tenant ${TENANT}: trunk ${TRUNK.endpoint} (${TRUNK.address}), access numbers ${Object.values(ACCESS_NUMBERS).join(', ')}, ` +
        `queue ${QUEUE}, extensions and agents ${DNS.join(', ')}`,
      `the telephones' passwords are in ${this.passwordFile}`,
    ];
  }

  /** With a share of it for calls that the tenant places. */
  private async createTrunk(session: DbSession, tenantId: TenantId): Promise<void> {
    const { nodeName, demo } = this.settings;
    const trunk = { ...TRUNK, name: 'Demonstration', port: demo.trunkPort, channelLimit: 30, nodeId: nodeName };
    const { id: trunkId } = await this.app.get(LinesService).createTrunk(session, trunk);
    const share = { tenantId, trunkId, channelLimit: 10, outboundRank: 1 };
    await this.app.get(TenantTrunksService).createTenantTrunk(session, share);
  }

  /** 0.15 for each started minute with an agent, and 100.00 to begin with. */
  private async createMoney(session: DbSession, tenantId: TenantId): Promise<void> {
    const [tariffs, accounts] = [this.app.get(TariffsService), this.app.get(AccountsService)];
    const rounding = { roundTo: '0.01', roundingMode: 'half_up' };
    const header = { name: '演示资费 Demonstration', currency: 'CNY', timeZone: 'Asia/Shanghai', ...rounding };
    const { id: tariffId } = await tariffs.createTariff(session, header);
    const content = tariffs.contentFromCsv(RATES);
    await tariffs.addVersion(session, tariffId, { validFrom: '2020-01-01T00:00:00+08:00', content }, BY);
    await accounts.updateAccount(session, tenantId, 0, { tariffId });
    await accounts.pay(session, tenantId, { kind: 'top_up', amount: '100.00', token: crypto.randomUUID() }, BY);
  }

  private async createExtensions(session: DbSession, tenantId: TenantId): Promise<Record<Dn, ExtensionId>> {
    const passwords: Record<string, string> = {};
    const create = async (dn: Dn): Promise<ExtensionId> => {
      const { extension, account } = await this.app.get(LinesService).createExtension(session, tenantId, { dn });
      passwords[account.user] = account.password;
      return extension.id;
    };
    const ids = { '1001': await create('1001'), '1002': await create('1002') };
    await writePasswords(this.passwordFile, passwords);
    return ids;
  }

  /** The file is gone, with another home for instance: what was in it is known to nobody. */
  private async renewPasswords(session: DbSession, tenantId: TenantId): Promise<string[]> {
    const lines = this.app.get(LinesService);
    const passwords: Record<string, string> = {};
    for (const { id, dn, ...extension } of await lines.listExtensions(session)) {
      if (extension.tenantId !== tenantId || !(DNS as readonly string[]).includes(dn)) continue;
      const { account } = await lines.renewPassword(session, id);
      passwords[account.user] = account.password;
    }
    await writePasswords(this.passwordFile, passwords);
    return [`gave the telephones new passwords, in ${this.passwordFile}`];
  }

  private async createPrompts(session: DbSession, tenantId: TenantId, language: Language): Promise<DemoPrompts> {
    const create = (name: string) =>
      this.app.get(PromptsService).createDefaultPrompt(session, tenantId, name, language);
    return {
      welcome: await create('welcome'),
      goodbye: await create('goodbye'),
      allAgentsBusy: await create('all-agents-busy'),
    };
  }

  private async createQueue(session: DbSession, tenantId: TenantId, busy: PromptId): Promise<QueueId> {
    const queue = await this.app.get(AcdService).createQueue(session, tenantId, {
      number: QUEUE,
      name: '演示队列 Demonstration',
      ringTimeoutS: 15,
      maxWaitS: 120,
      overflow: { to: 'play', promptId: busy },
      wrapUpS: 5,
      record: true,
      answerBeforeAgent: true,
    });
    return queue.id;
  }
}

function welcomeMenu(prompts: DemoPrompts, queueId: QueueId, extensionId: ExtensionId) {
  const goodbye = { to: 'play', promptId: prompts.goodbye } as const;
  return {
    promptId: prompts.welcome,
    action: {
      kind: 'keys',
      keys: { '1': { to: 'queue', queueId }, '2': goodbye, '9': { to: 'extension', extensionId } },
      keyTimeoutMs: 5000,
      attempts: 3,
      otherwise: goodbye,
    },
  } as const;
}

/** Whole or not at all, and on the disk before the transaction that they belong to is committed. */
async function writePasswords(file: string, passwords: Readonly<Record<string, string>>): Promise<void> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const handle = await open(`${file}.new`, 'w', 0o600);
  try {
    await handle.chmod(0o600);
    await handle.writeFile(`${JSON.stringify(passwords, null, 2)}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(`${file}.new`, file);
}

await runProgram('demo', async () => {
  const settings = loadSettings(process.env, 'demo');
  const app = await NestFactory.createApplicationContext(
    { module: DemoModule, imports: [SettingsModule.for(settings)] },
    { logger: ['error', 'warn'], abortOnError: false },
  );
  try {
    const done = await new Demonstration(app, settings).ensure();
    process.stdout.write(done.length === 0 ? 'demo: nothing to do\n' : done.map((line) => `demo: ${line}\n`).join(''));
  } finally {
    await app.close();
  }
});
