import { ConsoleService } from '../../src/console/console.service.js';
import type { AccountView, StandingView } from '../../src/console/billing/account-view.js';
import type { ChargeTold } from '../../src/console/resources/charge-told.js';
import type { Actor } from '../../src/platform/access/actor.js';
import { newId } from '../../src/platform/database/new-id.js';
import { HealthModule } from '../../src/platform/health/health.module.js';
import { MetricsModule } from '../../src/platform/metrics/metrics.module.js';
import { Settings } from '../../src/platform/settings/settings.js';
import { WebModule } from '../../src/web.module.js';
import { account as accountInEngine, IN_AND_OUT } from '../fixtures/accounts.js';
import { ConsoleDoors } from '../fixtures/console-doors.js';
import type { Answer, Entry } from '../fixtures/console-answers.js';
import { actorWith, platformActor, tenantActor } from '../fixtures/gate-actors.js';
import { EngineOnSocket } from '../fixtures/engine-on-socket.js';
import { straightTo, tenant, toQueue } from '../fixtures/node-config.js';
import { queryOnce, TestPostgres } from '../fixtures/postgres.js';
import { insertTenantRows, type TenantRows } from '../fixtures/tenant-rows.js';

jest.setTimeout(120_000);

const DATABASE = 'console_billing';
const API = '/console/api/resources';

describe('money, limits and keys at the console', () => {
  let postgres: TestPostgres;
  let web: ConsoleDoors;
  let ours: TenantRows;
  let theirs: TenantRows;
  let platform: Actor;
  let boss: Actor;
  let token: { readonly cookie: string; readonly value: string };

  beforeAll(async () => {
    postgres = await TestPostgres.start();
    web = await ConsoleDoors.openWith(postgres, DATABASE, [HealthModule, MetricsModule, WebModule], (app) => {
      app.get(ConsoleService).mount(app);
    });
    const url = postgres.ownerUrl(DATABASE);
    ours = await insertTenantRows(url, 'ours', 'node1');
    theirs = await insertTenantRows(url, 'theirs', 'node1');
    platform = { ...platformActor(), language: 'en' };
    boss = tenantActor(ours.tenantId);
    const page = await fetch(`${web.url}/sign-in`);
    const cookie = page.headers.getSetCookie().find((one) => one.startsWith('XSRF-TOKEN=')) ?? '';
    const value = decodeURIComponent(/^XSRF-TOKEN=([^;]*)/.exec(cookie)?.[1] ?? '');
    token = { cookie: `XSRF-TOKEN=${encodeURIComponent(value)}`, value };
  });
  afterAll(async () => {
    await web.close();
    await postgres.stop();
  });

  const own = <T extends object>(sql: string, ...values: unknown[]) =>
    queryOnce<T>(postgres.ownerUrl(DATABASE), sql, values);
  const get = async <T = Answer>(path: string, actor: Actor) =>
    (await fetch(web.url + path, { headers: { ...web.as(actor), Accept: 'application/json' } })).json() as Promise<T>;
  const post = async (path: string, fields: Readonly<Record<string, string>>, actor: Actor) => {
    const body = new FormData();
    for (const [name, value] of Object.entries(fields)) body.set(name, value);
    const headers = { ...web.as(actor), Cookie: token.cookie, Origin: web.url, 'X-XSRF-TOKEN': token.value };
    return (await fetch(web.url + path, { method: 'POST', headers, body })).json() as Promise<Answer>;
  };
  const list = (resource: string, actor: Actor, query = '') => get(`${API}/${resource}/actions/list${query}`, actor);
  const show = (resource: string, id: string, actor: Actor) =>
    get(`${API}/${resource}/records/${encodeURIComponent(id)}/show`, actor);
  const account = (name: string) => `${API}/tenant_account/records/${ours.tenantId}/${name}`;
  const pay = (input: Record<string, string>, who = platform) =>
    post(account('pay'), { token: newId(), note: '', ...input }, who);
  const entries = (objectType: string, action: string, tenantId: string | null) =>
    own<Entry>(
      `SELECT object_label, before, after FROM access.audit_entry
       WHERE object_type = $1 AND action = $2 AND tenant_id IS NOT DISTINCT FROM $3 ORDER BY id`,
      ...[objectType, action, tenantId],
    );

  describe('accounts of tenants', () => {
    it('are listed with what there is, in amounts, and how things stand', async () => {
      const { records, meta } = await list('tenant_account', platform);
      expect(meta.total).toBe(2);
      expect(records.map(({ params }) => params)).toContainEqual(
        expect.objectContaining({
          ...{ name: 'ours (ours)', mode: 'prepaid', currency: 'CNY' },
          ...{ balanceMicro: '99.99', availableMicro: '99.99', standing: 'good' },
        }),
      );
    });

    it('are found by the size of their balance', async () => {
      const range = (from: string, to: string) => `?filters.balanceMicro~~from=${from}&filters.balanceMicro~~to=${to}`;
      expect((await list('tenant_account', platform, range('99.98', '100'))).meta.total).toBe(2);
      expect((await list('tenant_account', platform, range('100', '5000000000'))).meta.total).toBe(0);
      expect((await list('tenant_account', platform, range('much', ''))).meta.total).toBe(0);
    });

    const settings = {
      ...{ mode: 'postpaid', creditLimit: '50', lowBalance: '200.5', timeZone: 'Asia/Shanghai' },
      ...{ internationalOpen: 'true', premiumOpen: 'false', hourLimit: '', dayLimit: '0.15' },
      ...{ nightFrom: '23:00', nightTo: '06:00', nightCallLimit: '3' },
    };
    const tariff = async () => String((await show('tenant_account', ours.tenantId, platform)).record.params.tariffId);

    it('what is wrong is said beside its field, in the language of whoever asks', async () => {
      const input = { ...settings, tariffId: await tariff(), version: '1' };
      const wrong = { creditLimit: 'ten', nightFrom: '25:00', timeZone: 'Mars' };
      const first = await post(account('edit'), { ...input, ...wrong }, platform);
      expect(Object.keys(first.record.errors)).toEqual(['creditLimit']);
      expect(first.record.errors.creditLimit?.message).toContain('0.15');
      const second = await post(account('edit'), { ...input, ...wrong, creditLimit: '10' }, platform);
      expect(Object.keys(second.record.errors).sort()).toEqual(['nightFrom', 'timeZone']);
      const below = await post(account('edit'), { ...input, creditLimit: '-1' }, platform);
      expect(Object.keys(below.record.errors)).toEqual(['creditLimit']);
    });

    it('a change is kept to the millionth, and told in both logs without what merely follows from it', async () => {
      const answer = await post(account('edit'), { ...settings, tariffId: await tariff(), version: '1' }, platform);
      expect(answer.notice.type).toBe('success');
      const { params } = (await show('tenant_account', ours.tenantId, platform)).record;
      expect(params).toMatchObject({ creditLimit: '50.00', lowBalance: '200.50', dayLimit: '0.15', hourLimit: null });
      expect(params).toMatchObject({ availableMicro: '149.99', standing: 'low', version: 2 });
      for (const log of [null, ours.tenantId]) {
        const [entry] = await entries('tenant_account', 'update', log);
        expect(entry?.after).toMatchObject({ creditLimit: '50000000', mode: 'postpaid', internationalOpen: true });
        expect(Object.keys(entry?.after ?? {})).not.toContain('availableMicro');
      }
    });

    it.each(['nobody', '0191aa00-0000-7000-8000-000000000000'])('of %s there is none', async (id) => {
      expect((await show('tenant_account', id, platform)).code).toBe('platform.not_found');
      const paid = await post(
        `${API}/tenant_account/records/${id}/pay`,
        { kind: 'top_up', amount: '1', token: newId() },
        platform,
      );
      expect(paid.code).toBe('platform.not_found');
    });

    it('who comes too late does not overwrite it', async () => {
      const answer = await post(account('edit'), { ...settings, tariffId: await tariff(), version: '1' }, platform);
      expect(answer.code).toBe('platform.changed_meanwhile');
    });
  });

  describe('paying in', () => {
    it('tells the new balance; the tenant sees it among its movements and in its log', async () => {
      const form = { kind: 'top_up', amount: '500.25', note: 'transfer 77', token: newId() };
      const answer = await pay(form);
      expect(answer.notice.message).toBe('500.25 CNY entered for "ours (ours)"; the balance is 600.24 CNY');
      const again = await pay(form);
      expect(again.notice.message).toBe(
        '500.25 CNY had been entered for "ours (ours)" before, and was not entered again; the balance is 600.24 CNY',
      );
      const { records } = await list('movement', boss, '?filters.amountMicro~~from=500');
      expect(records.map(({ params }) => params)).toEqual([
        expect.objectContaining({ kind: 'top_up', amountMicro: '500.25', currency: 'CNY', note: 'transfer 77' }),
      ]);
      for (const log of [null, ours.tenantId]) {
        const [entry, ...more] = await entries('tenant_account', 'pay', log);
        expect(more).toEqual([]);
        expect(entry?.after).toMatchObject({ amountMicro: '500250000', balanceMicro: '600240000' });
        expect(entry?.before).toMatchObject({ balanceMicro: '99990000' });
      }
    });

    it.each([
      [{ kind: 'top_up', amount: '-5' }],
      [{ kind: 'top_up', amount: '0' }],
      [{ kind: 'correction', amount: '' }],
      [{ kind: 'correction', amount: '1e3' }],
    ])('%j is refused at its field, and nothing is entered', async (input) => {
      const before = await own('SELECT id FROM config.balance_movement');
      const answer = await pay(input);
      expect(Object.keys(answer.fields ?? {})).toEqual(['amount']);
      expect(await own('SELECT id FROM config.balance_movement')).toHaveLength(before.length);
    });

    it('only who may', async () => {
      const reader = actorWith(null, 'tenant_account.read');
      const { recordActions } = (await show('tenant_account', ours.tenantId, reader)).record;
      expect(recordActions.map(({ name }) => name).sort()).toEqual(['show']);
      const answer = await pay({ kind: 'top_up', amount: '1' }, reader);
      expect(answer.notice.type).toBe('error');
      expect(await entries('tenant_account', 'pay', null)).toHaveLength(1);
    });
  });

  describe('charges', () => {
    const line = (kind: string, leg: number | null, amountMicro: string, more: object = {}) => ({
      ...{ kind, leg, rate: leg === null ? null : 'inbound', payer: 'tenant', fromS: 0, seconds: 0, increments: 0 },
      ...{ incrementS: 0, priceMicro: '0', perS: 1, amountMicro, ...more },
    });
    const at = Date.parse('2026-11-22T05:00:00Z');
    const calculation = {
      ...{ packageLeftS: {}, packageUsedS: {} },
      legs: [
        {
          ...{ direction: 'inbound', trunkId: null, number: '95500', clockShiftMs: 0, shiftBeforePersonMs: 0 },
          ...{ answeredAt: at, connectedAt: at + 5_000, endedAt: at + 125_000 },
        },
      ],
      lines: [
        line('step', 0, '300000', { seconds: 120, increments: 2, incrementS: 60, priceMicro: '150000', perS: 60 }),
        line('rounding', null, '0'),
      ],
    };
    const insert = async (id: string, kind: string, amount: string, reverses: string | null = null) => {
      const [version] = await own<{ id: string; tariff_id: string }>('SELECT id, tariff_id FROM config.tariff_version');
      await own(
        `INSERT INTO facts.charge (id, at, tenant_id, call_id, kind, tariff_id, tariff_version_id, currency,
           amount_micro, caller_amount_micro, outbound_micro, seconds, calculation, reverses, rerating_id)
         VALUES ($1, $2, $3, 'call-7', $4, $5, $6, 'CNY', $7, 0, 0, 120, $8, $9, $10)`,
        ...[id, new Date(at + (kind === 'call' ? 0 : 60_000)), ours.tenantId, kind, version?.tariff_id, version?.id],
        ...[amount, JSON.stringify(calculation), reverses, kind === 'call' ? null : newId()],
      );
    };
    beforeAll(async () => {
      await insert('call-7:charge', 'call', '300000');
      await insert('x-again', 'rerated', '200000');
      await insert('y-back', 'reversal', '-300000', 'call-7:charge');
      await own("UPDATE facts.call_record SET id = 'call-7', call_id = 'call-7' WHERE tenant_id = $1", ours.tenantId);
    });

    it('one is explained leg by leg and line by line, with what was taken back and priced again', async () => {
      const { record } = await show('charge', 'call-7:charge', boss);
      expect(record.title).toBe('95500 · 0.30 CNY');
      const told = JSON.parse(String(record.params.told)) as ChargeTold;
      expect(told.legs).toEqual([expect.objectContaining({ direction: 'inbound', number: '95500' })]);
      expect(told.lines[0]).toMatchObject({ leg: 0, rate: 'inbound', amountMicro: '300000', payer: 'tenant' });
      expect(told.lines[0]?.text).toContain('2 × 0.15 = 0.30');
      expect(told.entries.map(({ id, kind }) => [id, kind])).toEqual([
        ['call-7:charge', 'call'],
        ['y-back', 'reversal'],
        ['x-again', 'rerated'],
      ]);
    });

    it('a list is narrowed by amount and by number', async () => {
      expect((await list('charge', boss, '?filters.amountMicro~~from=0.3')).meta.total).toBe(1);
      expect((await list('charge', boss, '?filters.number=95500')).meta.total).toBe(3);
      expect((await list('charge', boss, '?filters.number=95501')).meta.total).toBe(0);
    });

    it('the page of the call tells what it came to, to who may know', async () => {
      const charged = (await show('call_record', 'call-7', boss)).record.params.charged;
      expect(JSON.parse(String(charged))).toEqual({ chargeId: 'x-again', amountMicro: '200000', currency: 'CNY' });
      const listener = actorWith(ours.tenantId, 'call_record.read');
      expect((await show('call_record', 'call-7', listener)).record.params.charged).toBeNull();
    });

    it("the platform sees everybody's, a tenant its own, others nothing", async () => {
      expect((await list('platform_charge', platform)).meta.total).toBe(5);
      expect((await list('charge', boss)).meta.total).toBe(4);
      expect((await list('charge', tenantActor(theirs.tenantId))).meta.total).toBe(1);
      expect((await list('charge', actorWith(ours.tenantId, 'live.read'))).notice.type).toBe('error');
      expect((await list('platform_charge', boss)).notice.type).toBe('error');
    });
  });

  it('a limit that was reached is told in words, with its figures', async () => {
    await own(
      `INSERT INTO facts.limit_reached (id, at, tenant_id, limit_name, action, call_id, detail)
       VALUES ('l1', now(), $1, 'spend_hour', 'refused', 'call-7', '{"limitMicro": "30000000", "number": "0012125550123"}')`,
      ours.tenantId,
    );
    const { records } = await list('limit_reached', boss, '?filters.limit=spend_hour');
    expect(records[0]?.title).toBe('每小时消费');
    expect(records[0]?.params.figures).toBe('号码 0012125550123，上限 30.00');
    const english = await list('platform_limit_reached', platform, `?filters.tenantId=${ours.tenantId}`);
    expect(english.records.map(({ title }) => title)).toContain('Spending in an hour');
  });

  it('a tenant is given a trunk, and reads of it in its own log', async () => {
    const [trunk] = await own<{ id: string }>("SELECT id FROM config.trunk WHERE name = 'trunk of theirs'");
    const input = { tenantId: ours.tenantId, trunkId: trunk?.id ?? '', channelLimit: '', outboundRank: '2' };
    const made = await post(`${API}/tenant_trunk/actions/new`, input, platform);
    expect(made.record.title).toBe('ours (ours) → trunk of theirs');
    expect((await post(`${API}/tenant_trunk/actions/new`, input, platform)).notice.type).toBe('error');
    const wrong = await post(
      `${API}/tenant_trunk/records/${made.record.id}/edit`,
      { version: '1', channelLimit: '-1', outboundRank: '0' },
      platform,
    );
    expect(Object.keys(wrong.record.errors).sort()).toEqual(['channelLimit', 'outboundRank']);
    const [told] = await entries('tenant_trunk', 'create', ours.tenantId);
    expect(told?.after).toMatchObject({ trunk: 'trunk of theirs', outboundRank: 2, channelLimit: null });
  });

  describe('quotas of a tenant', () => {
    it('empty is no limit, and what is no number is refused', async () => {
      const edit = `${API}/tenant/records/${ours.tenantId}/edit`;
      const { version, ...params } = (await show('tenant', ours.tenantId, platform)).record.params;
      const input = Object.fromEntries(
        Object.entries({ ...params, version }).map(([name, value]) => [name, String(value ?? '')]),
      );
      const wrong = await post(edit, { ...input, seatLimit: 'many', ivrLimit: '-1' }, platform);
      expect(Object.keys(wrong.record.errors).sort()).toEqual(['ivrLimit', 'seatLimit']);
      const done = await post(edit, { ...input, seatLimit: '20', ivrLimit: '', recordedSeatLimit: '0' }, platform);
      expect(done.notice.type).toBe('success');
      const after = (await show('tenant', ours.tenantId, platform)).record.params;
      expect(after).toMatchObject({ seatLimit: 20, ivrLimit: null, recordedSeatLimit: 0 });
    });
  });

  describe("the tenant's own account", () => {
    it('while the engine does not answer: what is on record, and that it is no more than that', async () => {
      const view = await get<AccountView>('/console/api/pages/account', boss);
      expect(view).toMatchObject({
        standing: 'good',
        settings: { mode: 'postpaid', currency: 'CNY', creditLimitMicro: '50000000', nightCallLimit: 3 },
        money: { live: false, balanceMicro: '599940000', availableMicro: '649940000', endsAt: null },
      });
      expect(view.quotas).toContainEqual({ name: 'seats', used: null, allowed: 20 });
      expect(view.limits?.[0]).toMatchObject({ limit: '每小时消费', action: '已拒绝' });
      const accountant = actorWith(ours.tenantId, 'account.read');
      expect((await get<AccountView>('/console/api/pages/account', accountant)).limits).toBeNull();
    });

    it('while it answers: what there is now, here and in the notice above every page, and what is used', async () => {
      const { localApiSocket } = web.app.get(Settings, { strict: false });
      const tenants = [tenant('ours', { id: ours.tenantId })];
      const accounts = [accountInEngine(ours.tenantId, '7', { tariffId: IN_AND_OUT.id })];
      const config = straightTo(toQueue('2000'), { tenants, tariffs: [IN_AND_OUT], accounts });
      const engine = new EngineOnSocket(localApiSocket, config);
      await engine.start();
      try {
        const view = await get<AccountView>('/console/api/pages/account', boss);
        expect(view.money).toMatchObject({ live: true, runningCalls: 0, accruedMicro: '0', availableMicro: '7000000' });
        expect((await get<StandingView>('/console/x/account/standing', boss)).availableMicro).toBe('7000000');
        expect(view.quotas.slice(0, 4).map(({ used }) => used)).toEqual([0, 0, 0, 0]);
        const now = () => get<object>(`/console/x/tenants/${ours.tenantId}/now`, platform);
        expect(await now()).toEqual({ now: { channels: 0, seats: 0, ivr: 0, recorded: 0 } });
        await engine.stop();
        expect(await now()).toEqual({ now: null });
      } finally {
        await engine.stop();
      }
    });

    it('the notice above every page knows when the money is low, and when it is gone', async () => {
      const standing = () => get<StandingView>('/console/x/account/standing', boss);
      await pay({ kind: 'correction', amount: '-599' });
      expect(await standing()).toEqual({ standing: 'low', availableMicro: '50940000', currency: 'CNY' });
      await pay({ kind: 'correction', amount: '-50.94' });
      expect((await standing()).standing).toBe('out');
      const headers = web.as(actorWith(ours.tenantId, 'live.read'));
      const agent = await fetch(`${web.url}/console/x/account/standing`, { headers });
      expect(agent.status).toBe(403);
    });
  });

  describe('API keys', () => {
    const keys = `${API}/api_key/actions/new`;

    it('a secret is seen once, by who has made it, and is in no list and no log', async () => {
      const made = await post(keys, { name: 'CRM', scopes: '["calls:read","calls:write"]', expiresAt: '' }, boss);
      const secret = made.notice.options?.once ?? '';
      expect(secret).toMatch(/^crk_/);
      const { record } = await show('api_key', made.record.id, boss);
      expect(record.params).toMatchObject({ state: 'active', scopes: '["calls:read","calls:write"]', expiresAt: null });
      const [told] = await entries('api_key', 'create', ours.tenantId);
      expect(JSON.stringify([record, await list('api_key', boss), told])).not.toContain(secret);
      expect(told?.after).toMatchObject({ name: 'CRM' });
    });

    it.each([
      [{ name: '', scopes: '["calls:read"]' }, 'name'],
      [{ name: 'x', scopes: '' }, 'scopes'],
      [{ name: 'x', scopes: '["everything"]' }, 'scopes'],
      [{ name: 'x', scopes: '["calls:read"]', expiresAt: '2020-01-01T00:00:00Z' }, 'expiresAt'],
    ])('%j is refused at the field %s', async (input, field) => {
      const answer = await post(keys, input, boss);
      expect(Object.keys(answer.record.errors)).toEqual([field]);
    });

    it('nobody gives away more than they have', async () => {
      const maker = actorWith(ours.tenantId, 'api_key.read', 'api_key.create', 'live.read');
      const answer = await post(keys, { name: 'too much', scopes: '["calls:write"]' }, maker);
      expect(answer.notice.type).toBe('error');
    });

    it('one that is revoked stays so, and is not offered to be revoked again', async () => {
      const { records } = await list('api_key', boss, '?filters.name=CRM');
      const id = records[0]?.id ?? '';
      const revoke = `${API}/api_key/records/${id}/revoke`;
      expect((await post(revoke, {}, actorWith(ours.tenantId, 'api_key.read'))).notice.type).toBe('error');
      expect((await post(revoke, {}, boss)).notice.message).toBe('密钥“CRM”已吊销');
      const { record } = await show('api_key', id, boss);
      expect(record.params.state).toBe('revoked');
      expect(record.recordActions.map(({ name }) => name)).not.toContain('revoke');
      expect(await entries('api_key', 'revoke', ours.tenantId)).toHaveLength(1);
    });
  });
});
