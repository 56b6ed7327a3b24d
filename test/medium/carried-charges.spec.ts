import { AccountsRepository } from '../../src/billing/accounts.repository.js';
import { AccountsService } from '../../src/billing/accounts.service.js';
import { CarriedChargesRepository } from '../../src/billing/carried-charges.repository.js';
import { CarriedCharges } from '../../src/billing/carried-charges.service.js';
import { TariffsRepository } from '../../src/billing/tariffs.repository.js';
import type { CallCharge } from '../../src/kernel/domain-events.js';
import type { CallId, TariffId, TariffVersionId, TenantId } from '../../src/kernel/ids.js';
import { Databases } from '../../src/platform/database/databases.js';
import { newId } from '../../src/platform/database/new-id.js';
import type { Settings } from '../../src/platform/settings/settings.js';
import { FactsRepository } from '../../src/platform/shipper/facts.repository.js';
import { TenancyRepository } from '../../src/platform/tenancy/tenancy.repository.js';
import { TenancyService } from '../../src/platform/tenancy/tenancy.service.js';
import { migratedDatabase } from '../fixtures/database.js';
import { TestPostgres } from '../fixtures/postgres.js';

jest.setTimeout(60_000);

/** The database of one node, with what engine and people make of it. */
class Box {
  private constructor(
    readonly name: string,
    readonly role: string,
    private readonly postgres: TestPostgres,
    private readonly database: string,
    readonly settings: Settings,
    readonly databases: Databases,
  ) {}

  static async make(postgres: TestPostgres, name: string, role: string): Promise<Box> {
    const database = `money_${name}`;
    const made = await migratedDatabase(postgres, database, { NODE_NAME: name, NODE_ROLE: role });
    return new Box(name, role, postgres, database, made.settings, made.databases);
  }

  query<T extends object>(sql: string, ...parameters: unknown[]): Promise<T[]> {
    return this.postgres.query<T>(this.database, sql, parameters);
  }

  private get accounts(): AccountsService {
    const tenancy = new TenancyService(new TenancyRepository());
    return new AccountsService(new AccountsRepository(), new TariffsRepository(), tenancy);
  }

  get carried(): CarriedCharges {
    return new CarriedCharges(this.databases, new CarriedChargesRepository(), this.settings);
  }

  /** What the engine of this node lets the tenant spend: where it begins to count. */
  async atEngine(tenantId: TenantId): Promise<{ balance: number; charged: number } | undefined> {
    const { items } = await this.databases.snapshot('node', (session) => this.accounts.listAccounts(session));
    const account = items.find((item) => item.tenantId === tenantId);
    if (account === undefined) return undefined;
    const charged = Number(account.chargedMicro);
    return { balance: Number(account.creditMicro) - charged, charged };
  }

  async forPeople(tenantId: TenantId): Promise<number> {
    const told = await this.databases.asTenant(tenantId, (session) => this.accounts.balanceOf(session, tenantId));
    return Number(told.balanceMicro);
  }

  /** A charge that this node's engine has made, or another's that has arrived here. */
  async charged(tenantId: TenantId, micro: number, by: string | null = this.name): Promise<CallCharge> {
    const fact = aCharge(tenantId, micro);
    await this.databases.transaction('node', async (session) => {
      await new FactsRepository().insert(session, [fact], by ?? '');
    });
    return fact;
  }
}

function aCharge(tenantId: TenantId, micro: number): CallCharge {
  const callId = newId() as CallId;
  const what = { tariffId: newId() as TariffId, tariffVersionId: newId() as TariffVersionId, currency: 'CNY' };
  const amounts = { amountMicro: String(micro), callerAmountMicro: '0', outboundMicro: '0' };
  const calculation = { legs: [] } as unknown as CallCharge['calculation'];
  const when = { at: Date.now(), startedAt: null, seconds: 1 };
  return { kind: 'call.charge', id: `${callId}:charge`, tenantId, callId, ...what, ...amounts, ...when, calculation };
}

describe('what a tenant may spend, with one node and with several', () => {
  let postgres: TestPostgres;
  let boxes: Box[];
  let tenantId: TenantId;

  beforeAll(async () => {
    postgres = await TestPostgres.start();
  });
  afterAll(() => postgres.stop());
  afterEach(async () => {
    for (const { databases } of boxes) await databases.close();
    for (const { name } of boxes) await postgres.query('postgres', `DROP DATABASE money_${name}`);
  });

  const world = async (...nodes: [name: string, role: string][]): Promise<void> => {
    boxes = [];
    for (const [name, role] of nodes) boxes.push(await Box.make(postgres, name, role));
    tenantId = newId() as TenantId;
    const [first] = nodes[0]!;
    for (const box of boxes) {
      for (const [name] of nodes)
        await box.query('INSERT INTO config.node (id) VALUES ($1) ON CONFLICT DO NOTHING', name);
      await box.query(
        "INSERT INTO config.tenant (id, code, name, channel_limit, language, home_node_id) VALUES ($1, 'a', 'A', 10, 'zh', $2)",
        ...[tenantId, first],
      );
    }
    await everywhere(
      "INSERT INTO config.balance_movement (id, tenant_id, at, kind, amount_micro, by_name) VALUES ($1, $2, now(), 'top_up', 1000, 'Ann')",
      ...[newId(), tenantId],
    );
  };
  /** What is written on the admin node and travels down. */
  const everywhere = async (sql: string, ...parameters: unknown[]): Promise<void> => {
    for (const box of boxes) await box.query(sql, ...parameters);
  };
  const carryDown = async (from: Box): Promise<void> => {
    const rows = await from.query<{ row: string }>('SELECT to_jsonb(c) AS row FROM config.carried_charge c');
    for (const box of boxes.filter((one) => one !== from)) {
      await box.query('DELETE FROM config.carried_charge');
      for (const { row } of rows)
        await box.query(
          'INSERT INTO config.carried_charge SELECT * FROM jsonb_populate_record(NULL::config.carried_charge, $1)',
          row,
        );
    }
  };
  /** The engine's charge, and what the shipper brings to the admin of it. */
  const charge = async (at: Box, admin: Box, micro: number): Promise<void> => {
    const fact = await at.charged(tenantId, micro);
    if (at === admin) return;
    await admin.databases.transaction('node', (session) => new FactsRepository().insert(session, [fact], at.name));
  };
  const moveTo = (home: string) =>
    everywhere('UPDATE config.tenant SET home_node_id = $1 WHERE id = $2', home, tenantId);

  it('a box that is alone: paid in, less charged, for the engine as for people', async () => {
    await world(['alone', 'single']);
    const [alone] = boxes as [Box];
    await alone.charged(tenantId, 100);
    expect(await alone.atEngine(tenantId)).toEqual({ balance: 900, charged: 100 });
    expect(await alone.forPeople(tenantId)).toBe(900);
    expect(await alone.carried.sweep()).toBe(0);
  });

  it('an admin and two switch nodes: each charge is taken once, wherever the tenant goes and comes back to', async () => {
    await world(['s1', 'switch'], ['s2', 'switch'], ['adm', 'admin']);
    const [one, two, admin] = boxes as [Box, Box, Box];
    await charge(one, admin, 100);
    expect(await admin.carried.sweep()).toBe(0);
    expect(await one.atEngine(tenantId)).toEqual({ balance: 900, charged: 100 });
    expect(await two.atEngine(tenantId)).toBeUndefined();
    expect(await admin.forPeople(tenantId)).toBe(900);

    await moveTo('s2');
    await admin.databases.transaction('operator', (session) => admin.carried.refresh(session, tenantId));
    await carryDown(admin);
    expect(await two.atEngine(tenantId)).toEqual({ balance: 900, charged: 0 });
    await charge(two, admin, 50);
    // a call that goes on at the former home
    await charge(one, admin, 7);
    expect(await admin.carried.sweep()).toBe(1);
    await carryDown(admin);
    expect(await two.atEngine(tenantId)).toEqual({ balance: 843, charged: 50 });
    expect(await admin.forPeople(tenantId)).toBe(843);
    expect(await admin.carried.sweep()).toBe(0);

    await moveTo('s1');
    expect(await admin.carried.sweep()).toBe(1);
    await carryDown(admin);
    expect(await one.atEngine(tenantId)).toEqual({ balance: 843, charged: 107 });
    await charge(one, admin, 3);
    expect(await one.atEngine(tenantId)).toEqual({ balance: 840, charged: 110 });
    expect(await admin.forPeople(tenantId)).toBe(840);
  });

  it('a box that got a switch node beside it: its charges of before go along, those that arrive are not its own', async () => {
    await world(['box', 'single'], ['beside', 'switch']);
    const [box, beside] = boxes as [Box, Box];
    await charge(box, box, 100);
    // as builds without nodes have left them
    await box.query('DELETE FROM facts.charge_by_node');
    await box.query('UPDATE facts.charge SET node_id = NULL');
    await charge(box, box, 10);
    expect(await box.atEngine(tenantId)).toEqual({ balance: 890, charged: 110 });

    await moveTo('beside');
    expect(await box.carried.sweep()).toBe(1);
    await carryDown(box);
    expect(await beside.atEngine(tenantId)).toEqual({ balance: 890, charged: 0 });
    await charge(beside, box, 40);
    expect(await beside.atEngine(tenantId)).toEqual({ balance: 850, charged: 40 });
    expect(await box.forPeople(tenantId)).toBe(850);
    expect(await box.carried.sweep()).toBe(0);

    await moveTo('box');
    expect(await box.carried.sweep()).toBe(1);
    expect(await box.atEngine(tenantId)).toEqual({ balance: 850, charged: 110 });
    expect(await box.forPeople(tenantId)).toBe(850);
  });

  it('sums are never lowered, as by an admin that was restored from an older copy', async () => {
    await world(['s1', 'switch'], ['adm', 'admin']);
    const [, admin] = boxes as [Box, Box];
    await admin.charged(tenantId, 30, 'gone');
    expect(await admin.carried.sweep()).toBe(1);
    for (const table of ['charge_by_node', 'charge_total'])
      await admin.query(`UPDATE facts.${table} SET charged_micro = 5`);
    expect(await admin.carried.sweep()).toBe(0);
    expect(await admin.query('SELECT charged_micro FROM config.carried_charge WHERE node_id = $1', 'gone')).toEqual([
      { charged_micro: '30' },
    ]);
  });
});
