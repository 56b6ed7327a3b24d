import type { Databases } from '../../src/platform/database/databases.js';
import { newId } from '../../src/platform/database/new-id.js';
import { WHOLE_LIST } from '../../src/platform/database/paging.js';
import type { DbSession } from '../../src/platform/database/transaction.js';
import { migratedDatabase } from '../fixtures/database.js';
import { queryOnce, TestPostgres } from '../fixtures/postgres.js';
import { insertTenantRows, type TenantRows } from '../fixtures/tenant-rows.js';
import {
  type AfterAnother,
  belongingsOf,
  findRepositories,
  marksIn,
  tablesOfTenants,
  type Belongings,
} from '../fixtures/tenant-walls.js';
import {
  HANG_UP,
  LONG_AFTER,
  aMenu,
  aMovement,
  aQueue,
  aRerating,
  aTrunk,
  anAccount,
  anAgent,
  anApiKey,
  A_CLAIM,
  anAsking,
  anEntry,
  anExport,
  anExtension,
  anOperator,
} from '../fixtures/trespass-rows.js';

jest.setTimeout(60_000);

/** Id of a row of the other tenant, by table. */
type Theirs = (table: string) => string;
/** Arguments that would reach the other tenant's rows, did nothing stand between; several tries where there are several ways. */
type Trial = (theirs: Theirs, ours: TenantRows, other: TenantRows) => readonly (readonly unknown[])[];

/** The database refuses it to the application as a whole, with any arguments. */
interface OfThePlatform {
  readonly ofThePlatform: readonly unknown[];
}
const ofThePlatform = (...given: unknown[]): OfThePlatform => ({ ofThePlatform: given });

const EVERYTHING: Trial = () => [[]];
const A_PAGE: Trial = () => [[WHOLE_LIST]];
const NEWEST = { by: 'arrivedAt', descending: true };
const A_FACT = { kind: 'call.step', id: 'x', at: 0, tenantId: null, callId: 'c', seq: 1, step: 's', detail: {} };
/** As in test/fixtures/tenant-rows.ts. */
const CALL_OF_THEIRS = 'c';

/** The one row of theirs, by its id. */
const byId =
  (table: string, ...rest: unknown[]): Trial =>
  (theirs) => [[theirs(table), ...rest]];

/**
 * Whoever writes a new method of a repository writes its trial here. What belongs to the platform has none: to the
 * application the database refuses it as a whole.
 */
const TRIALS: Readonly<Record<string, Trial | OfThePlatform | AfterAnother>> = {
  'acd.queues': EVERYTHING,
  'acd.pageOfQueues': A_PAGE,
  'acd.queueById': byId('config.queue'),
  'acd.queuesLeadingTo': byId('config.menu'),
  'acd.insertQueue': (_theirs, _ours, other) => [[aQueue(other.tenantId)]],
  'acd.updateQueue': byId('config.queue', 1, { name: 'taken' }),
  'acd.countVersionsUp': (theirs) => [[[theirs('config.queue')]]],
  'acd.deleteQueue': byId('config.queue'),
  'agents.agents': EVERYTHING,
  'agents.memberships': EVERYTHING,
  'agents.pageOfAgents': A_PAGE,
  'agents.agentById': byId('config.agent'),
  'agents.agentByNumber': () => [['7001']],
  'agents.agentsByIds': (theirs) => [[[theirs('config.agent')]]],
  'agents.agentsAt': byId('config.extension'),
  'agents.membershipsOf': (theirs) => [[[theirs('config.agent')]]],
  'agents.agentIdsOfQueue': byId('config.queue'),
  'agents.countAgents': (_theirs, _ours, other) => [[other.tenantId]],
  'agents.numbersTaken': (_theirs, _ours, other) => [[other.tenantId, ['7001']]],
  'agents.insertAgents': (theirs, ours, other) => [
    [[anAgent(other.tenantId, theirs('config.extension'))], []],
    [[anAgent(ours.tenantId, theirs('config.extension'))], []],
  ],
  'agents.updateAgent': byId('config.agent', 1, { name: 'taken' }),
  'agents.insertMemberships': (theirs, ours) => [
    [[{ tenantId: ours.tenantId, queueId: theirs('config.queue'), agentId: newId() }]],
  ],
  'agents.deleteMemberships': (theirs) => [[[theirs('config.queue')], [theirs('config.agent')]]],
  'agents.countVersionsUp': (theirs) => [[[theirs('config.agent')]]],
  'agents.deleteAgent': byId('config.agent'),
  'ivr.menus': EVERYTHING,
  'ivr.pageOfMenus': A_PAGE,
  'ivr.menuById': byId('config.menu'),
  'ivr.menusNaming': byId('config.queue'),
  'ivr.insertMenu': (theirs, ours, other) => [
    [aMenu(other.tenantId, theirs('config.prompt'))],
    [aMenu(ours.tenantId, theirs('config.prompt'))],
  ],
  'ivr.updateMenu': byId('config.menu', 1, { name: 'taken' }),
  'ivr.deleteMenu': byId('config.menu'),
  'lines.trunks': ofThePlatform(),
  'lines.pageOfTrunks': ofThePlatform(WHOLE_LIST),
  'lines.trunk': ofThePlatform(newId()),
  'lines.trunkAt': ofThePlatform('127.0.0.9', null),
  'lines.insertTrunk': ofThePlatform(aTrunk()),
  'lines.updateTrunk': ofThePlatform(newId(), 1, { name: 'x' }),
  'lines.deleteTrunk': ofThePlatform(newId()),
  'lines.extensions': EVERYTHING,
  'lines.pageOfExtensions': A_PAGE,
  'lines.extension': byId('config.extension'),
  'lines.countExtensions': (_theirs, _ours, other) => [[other.tenantId]],
  'lines.takenDns': (_theirs, _ours, other) => [[other.tenantId, ['1001']]],
  'lines.insertExtensions': (_theirs, _ours, other) => [[[anExtension(other.tenantId)]]],
  'lines.updateExtension': byId('config.extension', 1, 'taken'),
  'lines.updateCredential': byId('config.extension', 'callrack', 'd41d8cd98f00b204e9800998ecf84270'),
  'lines.deleteExtension': byId('config.extension'),
  'prompts.prompts': EVERYTHING,
  'prompts.page': A_PAGE,
  'prompts.prompt': byId('config.prompt'),
  'prompts.insertPrompt': (_theirs, _ours, other) => [
    [{ id: newId(), tenantId: other.tenantId, name: 'p', language: 'zh', media: '/callrack/media/p' }],
  ],
  'prompts.updatePrompt': byId('config.prompt', 1, { name: 'taken' }),
  'prompts.isNamed': (_theirs, _ours, other) => [[other.tenantId, 'welcome', 'zh']],
  'prompts.deletePrompt': byId('config.prompt'),
  'prompts.uploadedBytes': (_theirs, _ours, other) => [[other.tenantId]],
  'routing.accessNumbers': EVERYTHING,
  'routing.pageOfAccessNumbers': A_PAGE,
  'routing.accessNumber': byId('config.access_number'),
  'routing.accessNumbersTo': (theirs) => [[{ to: 'menu', menuId: theirs('config.menu') }]],
  'routing.insertAccessNumber': (_theirs, _ours, other) => [
    [{ id: newId(), tenantId: other.tenantId, number: '95500', language: 'zh', destination: HANG_UP, version: 1 }],
  ],
  'routing.updateAccessNumber': byId('config.access_number', 1, { destination: HANG_UP }),
  'routing.deleteAccessNumber': byId('config.access_number'),
  'reports.countCallRecords': () => [[{}, 1000]],
  'reports.countWithin': () => [[{}, 1000, 5000]],
  'reports.pageOfCallRecords': () => [[{}, NEWEST, { offset: 0, limit: 100 }]],
  'reports.callRecordsAfter': (_theirs, ours) => [
    [{}, null, 100],
    [{ number: '1', direction: 'inbound' }, { atUs: '7258118400000000', id: ours.queueId }, 100],
  ],
  'reports.findCallRecord': byId('facts.call_record'),
  'reports.stepsOfCall': () => [[CALL_OF_THEIRS]],
  'reports.openCallRecords': () => [[{}, NEWEST, ['id', 'caller']]],
  'reports.fetchCallRecords': {
    after: (session, call) => call('reports.openCallRecords', session, {}, NEWEST, ['id', 'caller']),
    given: [100],
  },
  'reports.bePatient': EVERYTHING,
  'facts.insert': ofThePlatform([A_FACT], 'node1'),
  'exports.insertExport': (_theirs, _ours, other) => [[anExport(other.tenantId)]],
  'exports.listExports': () => [[100]],
  'exports.findExport': byId('live.export'),
  'exports.countUnfinished': EVERYTHING,
  'exports.noteProgress': byId('live.export', { rowsDone: 7 }),
  'exports.failThoseOfOthers': () => [[newId(), 'interrupted', LONG_AFTER]],
  'exports.deleteEndedBefore': () => [[LONG_AFTER]],
  'exports.listFiles': EVERYTHING,
  'exports.deleteExport': byId('live.export'),
  'listening.recordingOfCall': () => [[CALL_OF_THEIRS]],
  'cluster.pageOfNodes': ofThePlatform(WHOLE_LIST),
  'cluster.node': ofThePlatform('node1'),
  'idempotency.claim': (_theirs, ours, other) => [
    [{ tenantId: other.tenantId, apiKeyId: newId(), key: 'k', fingerprint: 'f' }, 60, newId()],
    [{ tenantId: ours.tenantId, apiKeyId: _theirs('access.api_key'), key: 'k', fingerprint: 'f' }, 60, newId()],
  ],
  'idempotency.find': (theirs, ours) => [[anAsking(ours.tenantId, theirs('access.api_key'))]],
  'idempotency.holds': (theirs, ours) => [[anAsking(ours.tenantId, theirs('access.api_key')), A_CLAIM, 1_000_000_000]],
  'idempotency.keep': (theirs, ours) => [
    [anAsking(ours.tenantId, theirs('access.api_key')), A_CLAIM, { status: 200, body: {}, location: null }],
  ],
  'idempotency.giveBack': (theirs, ours) => [[anAsking(ours.tenantId, theirs('access.api_key')), A_CLAIM, 60]],
  'idempotency.sweep': EVERYTHING,
  'accounts.accounts': EVERYTHING,
  'accounts.account': (_theirs, _ours, other) => [[other.tenantId]],
  'accounts.insertAccount': ofThePlatform(anAccount()),
  'accounts.updateAccount': ofThePlatform(newId(), 1, anAccount()),
  'accounts.pageOfAccounts': ofThePlatform(WHOLE_LIST),
  'accounts.money': (_theirs, _ours, other) => [[other.tenantId], [null]],
  'accounts.pageOfMovements': A_PAGE,
  'accounts.movement': byId('config.balance_movement'),
  'accounts.movementByToken': () => [[newId()]],
  'accounts.insertPayment': (_theirs, ours, other) => [[aMovement(other.tenantId)], [aMovement(ours.tenantId)]],
  'accounts.insertMovements': (_theirs, ours, other) => [[[aMovement(other.tenantId)]], [[aMovement(ours.tenantId)]]],
  'charges.pageOfCharges': () => [
    [WHOLE_LIST, null],
    [WHOLE_LIST, '4008001234'],
  ],
  'charges.charge': byId('facts.charge'),
  'charges.exactAt': byId('facts.charge'),
  'charges.chargesAfter': () => [
    [null, 100, {}, true],
    [{ atUs: '0', id: '' }, 100, { callId: CALL_OF_THEIRS }, false],
  ],
  'charges.limit': byId('facts.limit_reached'),
  'charges.pageOfLimits': A_PAGE,
  'reratings.pageOfReratings': ofThePlatform(WHOLE_LIST),
  'reratings.rerating': ofThePlatform(newId()),
  'reratings.insertRerating': ofThePlatform({ id: newId(), tariffId: newId() }),
  'reratings.countUnfinished': ofThePlatform(newId()),
  'reratings.nextUnfinished': ofThePlatform(),
  'reratings.claim': ofThePlatform(newId()),
  'reratings.note': ofThePlatform(newId(), { status: 'done' }),
  'tariffs.usesOf': (theirs) => [[[theirs('config.tariff')], new Date()]],
  'reratings.addChanges': ofThePlatform(newId(), []),
  'reratings.changesOf': ofThePlatform(newId()),
  'reratings.effectiveCharges': (theirs, _ours, other) => [[aRerating(theirs('config.tariff'), other.tenantId), 100]],
  'reratings.countEffective': (theirs, _ours, other) => [[aRerating(theirs('config.tariff'), other.tenantId)]],
  'reratings.insertCharges': ofThePlatform([{ id: 'x', tenantId: newId() }]),
  'tariffs.tariffs': EVERYTHING,
  'tariffs.pageOfTariffs': A_PAGE,
  'tariffs.tariff': byId('config.tariff'),
  'tariffs.insertTariff': ofThePlatform({ id: newId(), name: 'taken' }),
  'tariffs.updateTariff': ofThePlatform(newId(), 1, { name: 'taken' }),
  'tariffs.deleteTariff': ofThePlatform(newId()),
  'tariffs.tenantsOnTariff': byId('config.tariff'),
  'tariffs.hasCharges': byId('config.tariff'),
  'tariffs.versionHeads': (theirs) => [[theirs('config.tariff')], [null]],
  'tariffs.countRates': (theirs) => [[[theirs('config.tariff_version')]]],
  'tariffs.versionsByIds': (theirs) => [[[theirs('config.tariff_version')]]],
  'accounts.currencies': (theirs) => [[[theirs('config.tenant')]]],
  'tariffs.versionHead': (theirs) => [[theirs('config.tariff_version')]],
  'tariffs.rateNames': (theirs) => [[theirs('config.tariff_version'), ['in']]],
  'tariffs.packageNames': (theirs) => [[theirs('config.tariff_version')]],
  'tariffs.insertVersion': ofThePlatform({ id: newId(), tariffId: newId(), content: {} }),
  'tenant-trunks.tenantTrunks': EVERYTHING,
  'tenant-trunks.pageOfTenantTrunks': A_PAGE,
  'tenant-trunks.tenantTrunk': byId('config.tenant_trunk'),
  'tenant-trunks.tenantsOfTrunk': byId('config.trunk'),
  'tenant-trunks.insertTenantTrunk': ofThePlatform({ id: newId(), tenantId: newId(), trunkId: newId() }),
  'tenant-trunks.updateTenantTrunk': ofThePlatform(newId(), 1, { channelLimit: 1 }),
  'tenant-trunks.deleteTenantTrunk': ofThePlatform(newId()),
  'tenancy.list': EVERYTHING,
  'tenancy.page': A_PAGE,
  'tenancy.findByCode': (_theirs, _ours, other) => [[other.code]],
  'tenancy.findById': (_theirs, _ours, other) => [[other.tenantId]],
  'tenancy.insert': ofThePlatform({ id: newId(), code: 'third' }),
  'tenancy.update': ofThePlatform(newId(), 1, { name: 'taken' }),
  'tenant-purge.due': EVERYTHING,
  'tenant-purge.claim': ofThePlatform(newId()),
  'tenant-purge.deleteEverything': ofThePlatform(newId()),
  'actors.find': byId('access.operator'),
  'api-keys.page': A_PAGE,
  'api-keys.find': byId('access.api_key'),
  'api-keys.countUnrevoked': (_theirs, _ours, other) => [[other.tenantId]],
  'api-keys.insert': (_theirs, _ours, other) => [[anApiKey(other.tenantId)]],
  'api-keys.revoke': byId('access.api_key', 1, LONG_AFTER),
  'api-keys.findByHashes': ofThePlatform(['hash']),
  'api-keys.findKnown': byId('access.api_key'),
  'api-keys.noteUse': ofThePlatform([newId()], LONG_AFTER),
  'audit.insert': (_theirs, _ours, other) => [[[anEntry(other.tenantId)]]],
  'audit.lockTenant': (_theirs, _ours, other) => [[other.tenantId]],
  'audit.page': A_PAGE,
  'audit.find': byId('access.audit_entry'),
  'operators.page': (_theirs, _ours, other) => [
    [other.tenantId, WHOLE_LIST],
    [null, WHOLE_LIST],
  ],
  'operators.find': (theirs, _ours, other) => [[other.tenantId, theirs('access.operator')]],
  'operators.findByLogin': (_theirs, _ours, other) => [[other.tenantId, 'somebody']],
  'operators.insert': (_theirs, _ours, other) => [[anOperator(other.tenantId)], [anOperator(null)]],
  'operators.update': byId('access.operator', 1, { name: 'taken' }),
  'operators.renewPassword': (theirs) => [[{ id: theirs('access.operator'), version: 1, epoch: 1 }, 'hash']],
  'operators.forgetSecondFactor': (theirs) => [[{ id: theirs('access.operator'), version: 1, epoch: 1 }]],
  'operators.remove': byId('access.operator'),
  'operators.count': (_theirs, _ours, other) => [[other.tenantId], [null]],
  'operators.countOthers': (_theirs, _ours, other) => [[other.tenantId, 'tenant_admin', newId()]],
  'operators.loginsWithRole': byId('access.role'),
  'roles.page': (_theirs, _ours, other) => [
    [other.tenantId, WHOLE_LIST],
    [null, WHOLE_LIST],
  ],
  'roles.find': (theirs, _ours, other) => [[other.tenantId, theirs('access.role')]],
  'roles.insert': (_theirs, _ours, other) => [
    [{ id: newId(), tenantId: other.tenantId, name: 'taken', permissions: [], version: 1 }],
    [{ id: newId(), tenantId: null, name: 'taken', permissions: [], version: 1 }],
  ],
  'roles.update': byId('access.role', 1, { name: 'taken', permissions: [] }),
  'roles.remove': byId('access.role'),
  'sign-in.enable': byId('access.operator'),
  'system.databaseState': EVERYTHING,
  'sign-in.findByName': ofThePlatform('theirs', 'somebody'),
  'sign-in.findById': ofThePlatform(newId()),
  'sign-in.tenantByCode': (_theirs, _ours, other) => [[other.code]],
  'sign-in.countFailure': byId('access.operator', LONG_AFTER, () => 1),
  'sign-in.noteSignIn': byId('access.operator', LONG_AFTER),
  'sign-in.clearFailures': byId('access.operator'),
  'sign-in.nextEpoch': byId('access.operator', 1),
  'sign-in.setPassword': byId('access.operator', 1, 'hash', false),
  'sign-in.setSecondFactor': byId('access.operator', 1, null, 0),
  'sign-in.useStep': byId('access.operator', 5),
  'sign-in.setProfile': byId('access.operator', 1, { name: 'taken', language: 'en' }),
  'web-sessions.ofOperator': ofThePlatform(newId(), 1),
};

const { methods, withParts } = await findRepositories();

describe("no method of a repository reaches the other tenant's rows, whatever it is asked for", () => {
  const database = 'walls';
  let postgres: TestPostgres;
  let databases: Databases;
  let ours: TenantRows;
  let other: TenantRows;
  let before: Belongings;
  const ids = new Map<string, string>();
  const theirs: Theirs = (table) => {
    const id = ids.get(table);
    if (id === undefined) throw new Error(`the other tenant has nothing in ${table}`);
    return id;
  };

  beforeAll(async () => {
    postgres = await TestPostgres.start();
    databases = (await migratedDatabase(postgres, database)).databases;
    ours = await insertTenantRows(postgres.ownerUrl(database), 'ours', 'node1');
    other = await insertTenantRows(postgres.ownerUrl(database), 'theirs', 'node1');
    for (const { name, column, key } of await tablesOfTenants(postgres.ownerUrl(database))) {
      if (!key) continue;
      const sql = `SELECT id::text FROM ${name} WHERE ${column} = $1 LIMIT 1`;
      const [row] = await queryOnce<{ id: string }>(postgres.ownerUrl(database), sql, [other.tenantId]);
      if (row !== undefined) ids.set(name, row.id);
    }
    // what the platform has made for the other tenant is nobody else's to see either
    const [tariff] = await queryOnce<Record<'tariff' | 'version' | 'trunk', string>>(
      postgres.ownerUrl(database),
      `SELECT t.id AS tariff, v.id AS version, s.trunk_id AS trunk
       FROM config.tenant_account a JOIN config.tariff t ON t.id = a.tariff_id
         JOIN config.tariff_version v ON v.tariff_id = t.id JOIN config.tenant_trunk s ON s.tenant_id = a.tenant_id
       WHERE a.tenant_id = $1`,
      [other.tenantId],
    );
    ids.set('config.tariff', tariff!.tariff).set('config.tariff_version', tariff!.version);
    ids.set('config.trunk', tariff!.trunk);
    before = await belongingsOf(postgres.ownerUrl(database), other.tenantId, Object.values(tariff!));
  });
  afterAll(async () => {
    await databases.close();
    await postgres.stop();
  });

  it('every method has a trial, and every trial a method', () => {
    expect(Object.keys(TRIALS).sort()).toEqual([...methods.keys()].sort());
  });

  it('none opens transactions itself', () => {
    expect(withParts).toEqual([]);
  });

  it.each([...methods.keys()])('%s', async (name) => {
    const trial = TRIALS[name];
    const method = methods.get(name)!;
    if (trial === undefined) throw new Error(`${name} has no trial`);
    if ('ofThePlatform' in trial) {
      const tried = databases.asTenant(ours.tenantId, (session) => method(session, ...trial.ofThePlatform));
      await expect(tried).rejects.toThrow(/permission denied|row-level security/);
      return;
    }
    const call = (called: string, ...args: unknown[]) => methods.get(called)!(args[0] as DbSession, ...args.slice(1));
    const tries = 'after' in trial ? [trial.given] : trial(theirs, ours, other);
    for (const given of tries) {
      const result = await databases
        .asTenant(ours.tenantId, async (session) => {
          if ('after' in trial) await trial.after(session, call);
          return method(session, ...given);
        })
        .catch((error: unknown) => refusal(error));
      expect(marksIn(JSON.stringify(result ?? null), before, '')).toEqual([]);
      // yes, or a number of rows: somebody was reached
      expect(result).not.toBe(true);
      if (marksIn(JSON.stringify(given), before, '').length > 0 && typeof result === 'number') expect(result).toBe(0);
    }
    const after = await belongingsOf(postgres.ownerUrl(database), other.tenantId);
    expect(after.digests).toEqual(before.digests);
  });

  it('the trials bite: with the rights of the platform the same methods do reach them', async () => {
    const reads = ['acd.queueById', 'agents.agentById', 'ivr.menuById', 'lines.extension', 'prompts.prompt'];
    for (const name of reads) {
      const trial = TRIALS[name] as Trial;
      for (const given of trial(theirs, ours, other)) {
        const found = await databases.transaction('operator', (session) => methods.get(name)!(session, ...given));
        expect(
          marksIn(JSON.stringify(found), await belongingsOf(postgres.ownerUrl(database), other.tenantId), ''),
        ).toContain(other.tenantId);
      }
    }
  });
});

/** The refusals that a wall gives; anything else is a fault of the trial. */
function refusal(error: unknown): null {
  const { message, code } = error as { message?: string; code?: string };
  if (/row-level security|permission denied|foreign key/.test(message ?? '')) return null;
  if (code === 'platform.not_found') return null;
  throw error;
}
