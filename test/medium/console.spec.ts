import { ConsoleService } from '../../src/console/console.service.js';
import type { Language } from '../../src/kernel/language.js';
import type { Actor } from '../../src/platform/access/actor.js';
import { HealthModule } from '../../src/platform/health/health.module.js';
import { MetricsModule } from '../../src/platform/metrics/metrics.module.js';
import { WebModule } from '../../src/web.module.js';
import { ConsoleDoors } from '../fixtures/console-doors.js';
import { actorWith, platformActor, tenantActor } from '../fixtures/gate-actors.js';
import { queryOnce, TestPostgres } from '../fixtures/postgres.js';
import { insertTenantRows, type TenantRows } from '../fixtures/tenant-rows.js';

jest.setTimeout(120_000);

const DATABASE = 'console';
const API = '/console/api/resources';

/** What AdminJS's front end is answered, as far as it is looked at here. */
interface Answer {
  readonly code?: string;
  readonly notice: { readonly type: string; readonly message: string };
  readonly record: RecordAnswer;
  readonly records: readonly RecordAnswer[];
  readonly meta: { readonly total: number };
  readonly redirectUrl?: string;
}
interface RecordAnswer {
  readonly id: string;
  readonly title: string;
  readonly params: Readonly<Record<string, string | number | boolean | null>>;
  readonly errors: Readonly<Record<string, { readonly message: string }>>;
  readonly populated: object;
  readonly recordActions: readonly { readonly name: string }[];
  readonly bulkActions: readonly object[];
}

describe('the console over HTTP', () => {
  let postgres: TestPostgres;
  let web: ConsoleDoors;
  let ours: TenantRows;
  let admin: Actor;
  let token: { readonly cookie: string; readonly value: string };

  beforeAll(async () => {
    postgres = await TestPostgres.start();
    web = await ConsoleDoors.openWith(postgres, DATABASE, [HealthModule, MetricsModule, WebModule], (app) => {
      app.get(ConsoleService).mount(app);
    });
    ours = await insertTenantRows(postgres.ownerUrl(DATABASE), 'ours', 'node1');
    admin = tenantActor(ours.tenantId);
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
    Cookie: token.cookie,
    Origin: web.url,
    'X-XSRF-TOKEN': token.value,
  });
  const page = (path: string, actor?: Actor) =>
    fetch(web.url + path, {
      redirect: 'manual',
      headers: { Accept: 'text/html', ...(actor === undefined ? {} : web.as(actor)) },
    });
  const get = async (path: string, actor: Actor = admin) =>
    (await fetch(web.url + path, { headers: web.as(actor) })).json() as Promise<Answer>;
  const post = async (path: string, fields: Readonly<Record<string, string>>, actor: Actor = admin) => {
    const body = new FormData();
    for (const [name, value] of Object.entries(fields)) body.set(name, value);
    return (await fetch(web.url + path, { method: 'POST', headers: headersOf(actor), body })).json() as Promise<Answer>;
  };
  const speaking = (language: Language): Actor => ({ ...admin, language });
  const audit = (action: string) =>
    queryOnce<{ object_label: string; before: object; after: object }>(
      postgres.ownerUrl(DATABASE),
      `SELECT object_label, before, after FROM access.audit_entry
       WHERE tenant_id = $1 AND action = $2 AND operator_id = $3 ORDER BY id`,
      [ours.tenantId, action, admin.operatorId],
    );

  describe('pages', () => {
    it('nobody is led to the sign-in and back', async () => {
      const answer = await page('/console/resources/queue?page=2');
      expect(answer.status).toBe(303);
      expect(answer.headers.get('location')).toBe('/sign-in?next=%2Fconsole%2Fresources%2Fqueue%3Fpage%3D2');
    });

    it('nobody gets nothing from the API', async () => {
      expect((await fetch(`${web.url}${API}/queue/actions/list`)).status).toBe(401);
    });

    it('a page allows its own scripts, no frames and no other host, and is kept by nobody', async () => {
      const answer = await page('/console/resources/queue', admin);
      const policy = answer.headers.get('content-security-policy') ?? '';
      const [, nonce] = /script-src 'self' 'nonce-([^']+)'/.exec(policy) ?? [];
      const html = await answer.text();
      expect(policy).toContain("default-src 'self'");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toMatch(/https?:|unsafe-eval|\*/);
      expect(html.match(/<script/g)).toHaveLength(html.split(`<script nonce="${nonce ?? ''}"`).length - 1);
      expect(answer.headers.get('cache-control')).toBe('no-store');
      expect(await (await page('/console', admin)).text()).not.toContain(nonce);
    });

    it('files are for everyone and are kept for as long as they do not change', async () => {
      const html = await (await page('/console', admin)).text();
      const [address = ''] = /\/console\/frontend\/assets\/app\.bundle\.js\?v=\w+/.exec(html) ?? [];
      const kept = await fetch(web.url + address);
      expect(kept.status).toBe(200);
      expect(kept.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
      const other = await fetch(`${web.url}/console/frontend/assets/app.bundle.js?v=older`);
      expect(other.headers.get('cache-control')).toBe('public, max-age=0');
      expect((await fetch(`${web.url}/console/frontend/assets/..%2f..%2fpackage.json`)).status).toBe(401);
    });

    it('an operator of the platform sees what is the platform’s, a tenant’s person what is theirs', async () => {
      const menu = async (actor: Actor) => {
        const html = await (await page('/console', actor)).text();
        const state = JSON.parse(/window\.REDUX_STATE = (.*);$/m.exec(html)?.[1] ?? '');
        return state.resources.map(({ id }: { id: string }) => id);
      };
      expect(await menu(admin)).toEqual(expect.arrayContaining(['queue', 'agent', 'menu', 'operator', 'audit']));
      expect(await menu(admin)).not.toContain('trunk');
      expect(await menu(platformActor())).toEqual(expect.arrayContaining(['tenant', 'trunk']));
      expect(await menu(platformActor())).not.toContain('queue');
      expect(await menu(actorWith(ours.tenantId, 'queue.read'))).toEqual([
        ...['queue', 'queue_agent', 'vip_caller', 'blocked_number', 'duty_rule', 'disposition', 'shared_queue'],
      ]);
    });
  });

  describe('records', () => {
    it('are listed with the names of what they refer to', async () => {
      const { records, meta } = await get(`${API}/agent/actions/list`);
      expect(meta).toMatchObject({ total: 1, page: 1, sortBy: 'number', direction: 'asc' });
      expect(records[0]).toMatchObject({
        title: '7001 Agent',
        params: { number: '7001', queueIds: JSON.stringify([ours.queueId]) },
        populated: { queueIds: { titles: { [ours.queueId]: '2000 Queue' } } },
      });
    });

    it('names are not told to who may not read the things', async () => {
      const { records } = await get(`${API}/agent/actions/list`, actorWith(ours.tenantId, 'agent.read'));
      expect(records[0]?.populated).toEqual({});
    });

    it('are found by number and by name', async () => {
      for (const wanted of ['200', 'queu']) {
        const { records } = await get(`${API}/queue/actions/search/${wanted}`);
        expect(records.map(({ title }) => title)).toEqual(['2000 Queue']);
      }
      expect((await get(`${API}/queue/actions/search/nothing`)).records).toEqual([]);
      expect((await get(`${API}/queue/actions/search/%25`)).records).toEqual([]);
    });

    it('are sorted and filtered by known fields; anything else in an address does no harm', async () => {
      const wishes = [
        'sortBy=md5_credential&direction=sideways&page=-1&perPage=1e9',
        'filters.number=2000&filters.tenantId=x&filters.__proto__.x=1',
        'filters[number]=2000&sortBy=a&sortBy=b&page=x',
      ];
      for (const wish of wishes) expect((await get(`${API}/queue/actions/list?${wish}`)).records).toHaveLength(1);
      expect((await get(`${API}/queue/actions/list?filters.number=9`)).records).toEqual([]);
    });

    const NEW = {
      ...{ number: '2001', ringTimeoutS: '15', maxWaitS: '0', wrapUpS: '5', overflow: '{"to":"hangUp"}' },
      ...{ strategy: 'longest_idle', tells: 'nothing', serviceLevelS: '20', shortAbandonS: '5' },
    };

    it('a form that is wrong comes back with what is wrong, in the language of the person', async () => {
      const zh = await post(`${API}/queue/actions/new`, { ...NEW, name: '', ringTimeoutS: 'x' }, speaking('zh'));
      expect(zh.notice).toEqual({ type: 'error', message: '有的内容需要更正，见下方' });
      expect(zh.record.errors.name?.message).toBe('请填写');
      expect(zh.record.params.number).toBe('2001');
      const en = await post(`${API}/queue/actions/new`, { ...NEW, name: '' }, speaking('en'));
      expect(en.record.errors.name?.message).toBe('Please fill this in');
    });

    it('are created with any name, audited, and the browser is sent to the list', async () => {
      const name = '</script><img src=x onerror=alert(1)> 😀 客服';
      const made = await post(`${API}/queue/actions/new`, { ...NEW, name, tenantId: 'theirs' });
      expect(made).toMatchObject({ notice: { type: 'success' }, redirectUrl: '/console/resources/queue' });
      expect(made.record.params).toMatchObject({ name, number: '2001' });
      expect(await audit('create')).toMatchObject([{ object_label: `2001 ${name}`, after: { number: '2001' } }]);
    });

    it('two people save the same record: the later is told, and keeps what was typed', async () => {
      const address = `${API}/queue/records/${ours.queueId}/edit`;
      const { record } = await get(address);
      const fields = (name: string) => ({
        ...Object.fromEntries(Object.entries(record.params).map(([key, value]) => [key, `${value ?? ''}`])),
        name,
      });
      const first = await post(address, fields('first'));
      expect(first).toMatchObject({ notice: { type: 'success' }, record: { params: { name: 'first' } } });
      const second = await post(address, fields('second'), speaking('en'));
      expect(second.code).toBe('platform.changed_meanwhile');
      expect(second.notice.message).toContain('Somebody changed this record');
      expect(second.record.params.name).toBe('second');
      expect((await get(address)).record.params.name).toBe('first');
      expect(await audit('update')).toMatchObject([{ before: { name: 'Queue' }, after: { name: 'first' } }]);
    });

    it('what is in use is not deleted, and the person is told by what', async () => {
      const answer = await post(`${API}/queue/records/${ours.queueId}/delete`, {});
      expect(answer).toMatchObject({ code: 'platform.in_use' });
      expect(answer.notice.message).toContain('来话菜单 welcome');
      expect(answer.redirectUrl).toBeUndefined();
    });

    it('several are deleted each by itself: one that is in use does not keep the others', async () => {
      const { records } = await get(`${API}/queue/actions/list`);
      const ids = records.map(({ id }) => id);
      expect(ids).toHaveLength(2);
      const answer = await post(`${API}/queue/bulk/bulkDelete?recordIds=${ids.join(',')}`, {});
      expect(answer.notice).toMatchObject({
        type: 'error',
        message: expect.stringMatching(/^已删除 1 条\n2000 first: /),
      });
      expect((await get(`${API}/queue/actions/list`)).meta.total).toBe(1);
      expect(await audit('delete')).toHaveLength(1);
    });
  });

  describe('what is not there or not allowed', () => {
    const reader = () => actorWith(ours.tenantId, 'queue.read');

    it.each([
      ['a resource', `${API}/nothing/actions/list`],
      ['an action', `${API}/queue/actions/explode`],
      ['an action by a name of the language', `${API}/queue/actions/constructor`],
      ['a record', `${API}/queue/records/018f0000-0000-7000-8000-000000000000/show`],
      ['an id that is none', `${API}/queue/records/x'--/show`],
      ['records of a bulk action', `${API}/queue/bulk/bulkDelete?recordIds=018f0000-0000-7000-8000-000000000000`],
      ['a page', '/console/api/pages/nothing'],
    ])('%s that is not there is not found, in the language of the person', async (_what, path) => {
      expect(await get(path)).toMatchObject({ code: 'platform.not_found', notice: { message: '没有找到' } });
    });

    it.each([
      ['new', `${API}/queue/actions/new`],
      ['edit', `${API}/queue/records/QUEUE/edit`],
      ['delete', `${API}/queue/records/QUEUE/delete`],
    ])('%s without the permission', async (_action, path) => {
      const answer = await post(path.replace('QUEUE', ours.queueId), { name: 'x' }, reader());
      expect(answer).toMatchObject({ code: 'access.not_permitted', notice: { message: '没有权限' } });
      expect(answer.record.params).toEqual({});
    });

    it('a reader is offered nothing but to read', async () => {
      const { records } = await get(`${API}/queue/actions/list`, reader());
      expect(records[0]?.recordActions.map(({ name }) => name)).toEqual(['show']);
      expect(records[0]?.bulkActions).toEqual([]);
    });

    it('reading the address of an action changes nothing', async () => {
      await get(`${API}/queue/records/${ours.queueId}/delete`);
      await get(`${API}/queue/bulk/bulkDelete?recordIds=${ours.queueId}`);
      expect((await get(`${API}/queue/actions/list`)).meta.total).toBe(1);
    });

    it('a form of another origin, or without the token, is refused', async () => {
      const address = `${web.url}${API}/queue/records/${ours.queueId}/delete`;
      const withoutToken = { ...headersOf(admin), 'X-XSRF-TOKEN': '' };
      const elsewhere = { ...headersOf(admin), Origin: 'https://elsewhere.example' };
      for (const headers of [withoutToken, elsewhere]) {
        expect((await fetch(address, { method: 'POST', headers })).status).toBe(403);
      }
    });
  });

  it('what breaks is answered, logged, and not told', async () => {
    const broken: Actor = { ...admin, operatorId: 'no id at all' };
    const answer = await fetch(`${web.url}${API}/queue/actions/new`, {
      method: 'POST',
      headers: { ...headersOf(broken), 'Content-Type': 'application/json' },
      body: JSON.stringify({
        ...{
          name: 'n',
          number: '2009',
          ringTimeoutS: 15,
          maxWaitS: 0,
          wrapUpS: 5,
          serviceLevelS: 20,
          shortAbandonS: 5,
        },
        ...{ overflow: '{"to":"hangUp"}', strategy: 'longest_idle', tells: 'nothing' },
      }),
    });
    expect(answer.status).toBe(500);
    expect(await answer.json()).toMatchObject({ code: 'platform.internal', text: '内部错误，详情见日志' });
    expect((await get(`${API}/queue/actions/list`)).meta.total).toBe(1);
  });
});
