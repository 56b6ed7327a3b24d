import { compileTariff, priceCall } from '../../src/billing/core/rating.js';
import { TariffsService } from '../../src/billing/tariffs.service.js';
import { ConsoleService } from '../../src/console/console.service.js';
import type { QuoteView, ReratingView, TariffView, VersionView } from '../../src/console/billing/tariff-views.js';
import type { CallCharge } from '../../src/kernel/domain-events.js';
import type { CallId, TariffId } from '../../src/kernel/ids.js';
import type { Actor } from '../../src/platform/access/actor.js';
import { FactsRepository } from '../../src/platform/shipper/facts.repository.js';
import { HealthModule } from '../../src/platform/health/health.module.js';
import { MetricsModule } from '../../src/platform/metrics/metrics.module.js';
import { WebModule } from '../../src/web.module.js';
import { perMinute, TARIFF } from '../fixtures/billing-desk.js';
import { ConsoleDoors } from '../fixtures/console-doors.js';
import { eventually } from '../fixtures/eventually.js';
import { actorWith, platformActor, tenantActor } from '../fixtures/gate-actors.js';
import { queryOnce, TestPostgres } from '../fixtures/postgres.js';
import { leg, rate, steps } from '../fixtures/tariffs.js';
import { insertTenantRows, type TenantRows } from '../fixtures/tenant-rows.js';

jest.setTimeout(60_000);

const DATABASE = 'console_tariffs';
const API = '/console/api/resources';
const X = '/console/x/tariffs';
const LARGE = 'application/vnd.callrack.tariff+json';
const LONG_AGO = Date.parse('2020-01-01T00:00:00+08:00');
const QUESTION = { direction: 'outbound', number: '13800001111', trunkId: '', talkSeconds: '61', menuSeconds: '0' };

interface Answer<T> {
  readonly status: number;
  readonly body: T & { readonly code?: string; readonly fields?: Record<string, { readonly zh: string; en: string }> };
}

describe('tariffs at the console', () => {
  let postgres: TestPostgres;
  let web: ConsoleDoors;
  let ours: TenantRows;
  let platform: Actor;
  let token: { readonly cookie: string; readonly value: string };
  let count = 0;

  beforeAll(async () => {
    postgres = await TestPostgres.start();
    web = await ConsoleDoors.openWith(postgres, DATABASE, [HealthModule, MetricsModule, WebModule], (app) => {
      app.get(ConsoleService).mount(app);
    });
    ours = await insertTenantRows(postgres.ownerUrl(DATABASE), 'ours', 'node1');
    platform = platformActor();
    const page = await fetch(`${web.url}/sign-in`);
    const cookie = page.headers.getSetCookie().find((one) => one.startsWith('XSRF-TOKEN=')) ?? '';
    const value = decodeURIComponent(/^XSRF-TOKEN=([^;]*)/.exec(cookie)?.[1] ?? '');
    token = { cookie: `XSRF-TOKEN=${encodeURIComponent(value)}`, value };
  });
  afterAll(async () => {
    await web.close();
    await postgres.stop();
  });

  const headersOf = (actor: Actor) => ({
    ...web.as(actor),
    Accept: 'application/json',
    Cookie: token.cookie,
    Origin: web.url,
    'X-XSRF-TOKEN': token.value,
  });
  const send = async <T>(path: string, body: string | Buffer, type: string, actor = platform): Promise<Answer<T>> => {
    const headers = { ...headersOf(actor), 'Content-Type': type };
    const answer = await fetch(web.url + path, { method: 'POST', headers, body: new Blob([body]) });
    return { status: answer.status, body: (await answer.json()) as Answer<T>['body'] };
  };
  const post = <T>(path: string, body: object, actor = platform) => send<T>(path, JSON.stringify(body), LARGE, actor);
  const get = async <T>(path: string, actor = platform): Promise<Answer<T>> => {
    const answer = await fetch(web.url + path, { headers: headersOf(actor) });
    return { status: answer.status, body: (await answer.json()) as Answer<T>['body'] };
  };
  const form = async (path: string, fields: Readonly<Record<string, string>>) => {
    const body = new FormData();
    for (const [name, value] of Object.entries(fields)) body.set(name, value);
    const answer = await fetch(web.url + path, { method: 'POST', headers: headersOf(platform), body });
    return (await answer.json()) as {
      readonly record: { readonly id: string; readonly errors: Record<string, { readonly message: string }> };
      readonly notice: { readonly message: string; readonly type: string };
      readonly code?: string;
    };
  };
  const newTariff = async (fields: Readonly<Record<string, string>> = {}): Promise<string> => {
    count += 1;
    const { record } = await form(`${API}/tariff/actions/new`, { ...TARIFF, name: `City ${count}`, ...fields });
    return record.id;
  };
  const addVersion = (id: string, content: object, more: object = {}, actor = platform) =>
    post<{ readonly version: VersionView }>(
      `${X}/${id}/versions`,
      { validFrom: LONG_AGO, note: 'First', content, ...more },
      actor,
    );
  const quote = (id: string, question: object = {}, draft: object | null = null, actor = platform) =>
    post<QuoteView>(`${X}/${id}/quote`, { question: { ...QUESTION, at: Date.now(), ...question }, draft }, actor);
  const acts = (id: string) =>
    queryOnce<{ action: string; object_label: string; after: Record<string, unknown> }>(
      postgres.ownerUrl(DATABASE),
      'SELECT action, object_label, after FROM access.audit_entry WHERE object_id = $1 ORDER BY id',
      [id],
    );

  it('a tariff is made by its form; what is wrong is told at its fields', async () => {
    const wrong = await form(`${API}/tariff/actions/new`, {
      ...TARIFF,
      currency: 'yuan',
      timeZone: 'Mars',
      roundTo: '0',
    });
    expect(Object.keys(wrong.record.errors).sort()).toEqual(['currency', 'roundTo', 'timeZone']);
    const id = await newTariff();
    expect((await get<TariffView>(`${X}/${id}`)).body).toMatchObject({ name: `City ${count}`, versions: [] });
    expect((await acts(id)).map(({ action }) => action)).toEqual(['create']);
  });

  it('one that a tenant has is not deleted, and it is said whose it is', async () => {
    const [row] = await queryOnce<{ tariff_id: string }>(
      postgres.ownerUrl(DATABASE),
      'SELECT tariff_id FROM config.tenant_account WHERE tenant_id = $1',
      [ours.tenantId],
    );
    const answer = await form(`${API}/tariff/records/${row!.tariff_id}/delete`, {});
    expect(answer.notice).toMatchObject({ type: 'error', message: expect.stringContaining('ours') as string });
    expect((await get(`${X}/${row!.tariff_id}`)).status).toBe(200);
  });

  it('a version is kept as it was sent, told in the log, and never in two tariffs', async () => {
    const [id, other] = [await newTariff(), await newTariff()];
    const content = {
      ...perMinute('0.15'),
      holidays: ['2026-10-01'],
      packages: [{ code: 'p', name: 'P', seconds: 600 }],
    };
    const { status, body } = await addVersion(id, content);
    expect(status).toBe(201);
    expect(body.version).toMatchObject({ number: 1, validFrom: LONG_AGO, note: 'First', rates: 2 });
    expect((await get(`${X}/${id}/versions/${body.version.id}`)).body).toEqual(content);
    expect((await get(`${X}/${other}/versions/${body.version.id}`)).status).toBe(404);
    expect((await acts(id)).at(-1)).toMatchObject({
      action: 'newVersion',
      after: { number: 1, rates: 2, note: 'First', validFrom: new Date(LONG_AGO).toISOString() },
    });
  });

  it('a version with faults is refused with each of them at its place, and nothing is kept', async () => {
    const id = await newTariff();
    const bad = { ...rate({ code: 'bad', direction: 'outbound', prefix: '1x' }), setupMicro: '-1' };
    const { status, body } = await addVersion(id, { ...perMinute('0.15'), rates: [bad] });
    expect(status).toBe(400);
    expect(Object.keys(body.fields ?? {}).sort()).toEqual(['rates', 'rates.0.prefix', 'rates.0.setupMicro']);
    expect(body.fields?.['rates.0.prefix']?.zh).toContain('1x');
    expect((await get<TariffView>(`${X}/${id}`)).body.versions).toEqual([]);
  });

  it('ten thousand rates go to the server and come back as a table that can be read again', async () => {
    const id = await newTariff();
    const many = Array.from({ length: 10_000 }, (_, n) =>
      rate({
        code: `z${n}`,
        direction: 'outbound',
        prefix: String(10_000 + n),
        steps: steps('60 at 0.1/60, from 60: 6 at 0.1/60'),
      }),
    );
    const { body } = await addVersion(id, { ...perMinute('0.15'), rates: [...perMinute('0.15').rates, ...many] });
    expect(body.version.rates).toBe(10_002);
    const answer = await fetch(`${web.url}${X}/${id}/versions/${body.version.id}/csv`, { headers: web.as(platform) });
    expect(answer.headers.get('content-disposition')).toContain('.csv');
    const read = await send<{ readonly rates: object[] }>(`${X}/rates-csv`, await answer.text(), 'text/csv');
    const kept = await get<{ readonly rates: object[] }>(`${X}/${id}/versions/${body.version.id}`);
    const { length } = kept.body.rates;
    expect(read.body.rates).toHaveLength(length);
    for (const at of [0, 1, 2, 5000, length - 1]) expect(read.body.rates[at]).toEqual(kept.body.rates[at]);
  });

  it('a table that cannot be read is refused by its lines; one that is too large, as a whole', async () => {
    const bad = await send(`${X}/rates-csv`, 'code,prefix,steps\na,1,0.15/60\nb,2,dear\n', 'text/csv');
    expect({ status: bad.status, lines: Object.keys(bad.body.fields ?? {}) }).toEqual({
      status: 400,
      lines: ['lines.3'],
    });
    const gbk = await send<{ readonly rates: { readonly name: string }[] }>(
      `${X}/rates-csv`,
      Buffer.concat([Buffer.from('prefix,steps,name\n0,0.1/60,'), Buffer.from('cad0bbb0', 'hex')]),
      'text/csv',
    );
    expect(gbk.body.rates.map(({ name }) => name)).toEqual(['市话']);
    const twice = 'code,prefix,steps,windows\na,1x,1/60,* 25:00-08:00\na,2,1/60,\n';
    const told = await send(`${X}/rates-csv`, twice, 'text/csv');
    expect(Object.keys(told.body.fields ?? {})).toEqual(['lines.2', 'lines.2.2', 'lines.3']);
    expect((await send(`${X}/rates-csv`, 'x'.repeat(17 * 1_048_576), 'text/csv')).status).toBe(413);
  });

  it('the calculator says what a call costs and why, by the tariff or by a draft of it', async () => {
    const id = await newTariff();
    expect((await quote(id)).body).toMatchObject({ version: null, rate: null, amountMicro: null });
    await addVersion(id, perMinute('0.15'));
    const { body } = await quote(id);
    expect(body).toMatchObject({
      amountMicro: '300000',
      currency: 'CNY',
      version: { number: 1 },
      rate: { code: 'out' },
    });
    expect(body.sentences.en.join(' ')).toContain('2 × 0.15 = 0.30');
    expect((await quote(id, {}, perMinute('0.20'))).body.amountMicro).toBe('400000');
    const wrong = await quote(id, { number: 'nobody', talkSeconds: '-1' });
    expect({ status: wrong.status, fields: Object.keys(wrong.body.fields ?? {}) }).toEqual({
      status: 400,
      fields: ['talkSeconds'],
    });
    expect((await quote(id, { number: 'nobody' })).body.fields).toHaveProperty('number');
  });

  it('a tenant calculates by its own tariff, and sees no other', async () => {
    const boss = tenantActor(ours.tenantId);
    const question = { ...QUESTION, at: Date.now() };
    const own = await post<QuoteView>(`${X}/own/quote`, { question }, boss);
    // of a draft a company has no need: a question has a few hundred bytes
    const large = await post(`${X}/own/quote`, { question, draft: 'x'.repeat(5_000) }, boss);
    expect(large).toMatchObject({ status: 413, body: { code: 'console.form_too_large' } });
    expect(own.body).toMatchObject({ amountMicro: '20000', currency: 'CNY' });
    const id = await newTariff();
    expect((await get(`${X}/${id}`, boss)).status).toBe(403);
    expect((await quote(id, {}, null, boss)).status).toBe(403);
    const clerk = actorWith(ours.tenantId, 'queue.read');
    expect((await post(`${X}/own/quote`, { question }, clerk)).status).toBe(403);
  });

  it('who may only look adds no version and prices nothing again', async () => {
    const id = await newTariff();
    const auditor = platformActor('auditor');
    expect((await get(`${X}/${id}`, auditor)).status).toBe(200);
    expect((await addVersion(id, perMinute('0.15'), {}, auditor)).status).toBe(403);
    expect((await send('/console/x/reratings', '{}', 'application/json', auditor)).status).toBe(403);
    expect((await get('/console/x/reratings', auditor)).status).toBe(200);
  });

  it('a period is priced again: tried first, then done, with both in the log', async () => {
    const id = await newTariff();
    await addVersion(id, perMinute('0.15'));
    const tariff = await web.databases.transaction('operator', (session) =>
      web.app.get(TariffsService, { strict: false }).wholeTariff(session, id as TariffId),
    );
    const call = leg('2026-11-20T10:00:00+08:00', 61);
    const priced = priceCall(compileTariff(tariff), [call], {});
    const charge = { ...priced, kind: 'call.charge', id: `${id}:charge`, at: call.endedAt, tenantId: ours.tenantId };
    await web.databases.transaction('node', (session) =>
      new FactsRepository().insert(session, [{ ...charge, callId: id as CallId } as CallCharge], 'node1'),
    );
    await addVersion(id, perMinute('0.10'));
    const again = async (trial: boolean): Promise<ReratingView> => {
      const wish = { tariffId: id, tenantId: ours.tenantId, from: call.answeredAt, to: call.endedAt + 1, trial };
      const { body } = await send<{ readonly rerating: ReratingView }>(
        '/console/x/reratings',
        JSON.stringify(wish),
        'application/json',
      );
      return eventually(async () => {
        const { body: latest } = await get<{ readonly reratings: ReratingView[] }>('/console/x/reratings');
        const found = latest.reratings.find((one) => one.id === body.rerating.id);
        expect(found?.status).toBe('done');
        return found!;
      });
    };
    const figures = {
      total: 1,
      lookedAt: 1,
      changed: 1,
      differenceMicro: '-100000',
      tenantName: 'ours (ours)',
      currency: 'CNY',
    };
    const tried = await again(true);
    expect(tried).toMatchObject({ ...figures, trial: true, timeZone: 'Asia/Shanghai' });
    const found = await get<{ readonly changes: object[] }>(`/console/x/reratings/${tried.id}/changes`);
    expect(found.body.changes).toEqual([
      {
        ...{ chargeId: charge.id, at: call.endedAt, tenantName: 'ours (ours)', number: call.number },
        ...{ direction: 'inbound', formerMicro: '300000', newMicro: '200000', differenceMicro: '-100000' },
      },
    ]);
    expect(await again(false)).toMatchObject({ ...figures, trial: false });
    expect(await again(true)).toMatchObject({ changed: 0, differenceMicro: '0' });
    const told = (await acts(id)).filter(({ action }) => action === 'rerate').map(({ after }) => after.trial);
    expect(told).toEqual([true, false, true]);
    // what was done to one company is in its own log, what was only tried is not
    const own = await queryOnce<{ trial: string }>(
      postgres.ownerUrl(DATABASE),
      "SELECT after ->> 'trial' AS trial FROM access.audit_entry WHERE object_id = $1 AND tenant_id = $2",
      [id, ours.tenantId],
    );
    expect(own).toEqual([{ trial: 'false' }]);
  });

  it('pricing again wants a tariff and a period', async () => {
    const wrong = await send(
      '/console/x/reratings',
      JSON.stringify({ from: 2, to: 1, trial: true }),
      'application/json',
    );
    expect(wrong.status).toBe(400);
    expect(wrong.body.fields).toHaveProperty('tariffId');
  });
});
