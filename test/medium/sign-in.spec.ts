import type { NestExpressApplication } from '@nestjs/platform-express';
import request from 'supertest';

import { FirstOperator } from '../../src/platform/access/first-operator.js';
import { OperatorsService } from '../../src/platform/access/operators.service.js';
import type { Databases } from '../../src/platform/database/databases.js';
import { migratedDatabase } from '../fixtures/database.js';
import { TestPostgres } from '../fixtures/postgres.js';
import { insertTenantRows, type TenantRows } from '../fixtures/tenant-rows.js';
import { hiddenFields, startPeopleApp, Visitor } from '../fixtures/web-people.js';

jest.setTimeout(60_000);

const DATABASE = 'sign_in';
const SECRET = 'a-secret-of-tests-of-no-use-elsewhere';
const OWN = 'a horse that counts';
const OTHER = 'a mule that does not';

describe('signing in', () => {
  let postgres: TestPostgres;
  let app: NestExpressApplication;
  let databases: Databases;
  let acme: TenantRows;
  let globex: TenantRows;
  let visitors = 0;

  beforeAll(async () => {
    postgres = await TestPostgres.start();
    const made = await migratedDatabase(postgres, DATABASE, { WEB_SECRET: SECRET });
    databases = made.databases;
    app = await startPeopleApp(made.settings);
    acme = await insertTenantRows(postgres.ownerUrl(DATABASE), 'acme', 'node1');
    globex = await insertTenantRows(postgres.ownerUrl(DATABASE), 'globex', 'node1');
  });
  afterAll(async () => {
    await app.close();
    await databases.close();
    await postgres.stop();
  });

  /** Somebody new, from an address of their own. */
  function visitor(): Visitor {
    visitors += 1;
    return new Visitor(app, `198.51.${Math.floor(visitors / 250)}.${(visitors % 250) + 1}`);
  }

  async function hire(tenant: TenantRows, login: string, name = login): Promise<string> {
    const made = await databases.transaction('operator', (session) =>
      app.get(OperatorsService).createFirstAdmin(session, tenant.tenantId, login, name),
    );
    return made.password;
  }

  /** Somebody with a password of their own, signed in. */
  async function settled(tenant: TenantRows, login: string): Promise<Visitor> {
    const person = visitor();
    await person.settleIn({ company: tenant.code, login, password: await hire(tenant, login) }, OWN);
    return person;
  }

  const rows = <T extends object>(sql: string, values: unknown[] = []) => postgres.query<T>(DATABASE, sql, values);
  const operator = async (login: string) =>
    (
      await rows<{ failures: number; locked_until: Date | null }>(
        'SELECT failures, locked_until FROM access.operator WHERE login = $1',
        [login],
      )
    )[0]!;
  const audited = async (login: string) =>
    (
      await rows<{ action: string }>(
        "SELECT action FROM access.audit_entry WHERE object_type = 'sign_in' AND object_label = $1 ORDER BY at, id",
        [login],
      )
    ).map(({ action }) => action);

  it('the first operator gets in with the password that was shown once, and must choose one of their own first', async () => {
    const first = await app.get(FirstOperator).ensure();
    expect(await app.get(FirstOperator).ensure()).toBeUndefined();
    const admin = visitor();
    const signedIn = await admin.signIn({ login: 'admin', password: first!.password });
    expect([signedIn.status, signedIn.headers.location]).toEqual([303, '/console']);
    const stopped = await admin.get('/console');
    expect([stopped.status, stopped.headers.location]).toEqual([303, '/account/password']);
    expect((await admin.getJson('/console/me')).body).toMatchObject({ code: 'access.password_must_be_changed' });
    expect((await admin.get('/account')).headers.location).toBe('/account/password');
    for (const [password, said] of [
      ['short', '至少 10'],
      ['admin12345', '用户名'],
      ['password1234', '太常见'],
      [first!.password, '不能与当前密码相同'],
    ] as const) {
      const fields = { present: first!.password, password, again: password };
      const refused = await admin.submit('/account/password', '/account/password', fields);
      expect(refused.status).toBe(400);
      expect(refused.text).toContain(said);
    }
    const fields = { present: first!.password, password: OWN, again: OWN };
    const changed = await admin.submit('/account/password', '/account/password', fields);
    expect([changed.status, changed.headers.location]).toEqual([303, '/console']);
    expect((await admin.getJson('/console/me')).body).toMatchObject({ login: 'admin', tenantId: null });
    const again = await visitor().signIn({ login: 'admin', password: first!.password });
    expect(again.status).toBe(401);
  });

  it('two companies have people of the same login, each with a password of their own', async () => {
    const [ours, theirs] = [await hire(acme, 'twin'), await hire(globex, 'twin')];
    const one = visitor();
    await one.settleIn({ company: 'acme', login: 'twin', password: ours }, OWN);
    expect((await one.getJson('/console/me')).body).toMatchObject({ tenantId: acme.tenantId });
    expect((await visitor().signIn({ company: 'globex', login: 'twin', password: OWN })).status).toBe(401);
    expect((await visitor().signIn({ company: '', login: 'twin', password: OWN })).status).toBe(401);
    const other = visitor();
    await other.settleIn({ company: ' GLOBEX ', login: 'Twin', password: theirs }, OTHER);
    expect((await other.getJson('/console/me')).body).toMatchObject({ tenantId: globex.tenantId });
  });

  it('unknown company, unknown name, wrong password and disabled are told the same', async () => {
    const password = await hire(acme, 'dora');
    await rows("UPDATE access.operator SET disabled = true WHERE login = 'dora'");
    const answers = [];
    for (const attempt of [
      { company: 'nowhere', login: 'dora', password },
      { company: 'acme', login: 'nobody', password },
      { company: 'acme', login: 'dora', password: 'wrong' },
      { company: 'acme', login: 'dora', password },
      { company: 'acme', login: 'dora', password: 'x'.repeat(5000) },
    ]) {
      const { status, text } = await visitor().signIn(attempt);
      answers.push(`${status} ${/role="alert"[^>]*>([^<]*)</.exec(text)![1]}`);
    }
    expect(new Set(answers)).toEqual(new Set([expect.stringMatching(/^401 企业代码、用户名或密码不正确/)]));
  });

  it('a hundred wrong passwords from everywhere: after the fifth the name is locked, for the right one too, then it gets in', async () => {
    const password = await hire(acme, 'storm');
    const wrong = await Promise.all(
      Array.from(
        { length: 100 },
        async () => (await visitor().signIn({ company: 'acme', login: 'storm', password: 'no' })).status,
      ),
    );
    expect(wrong.filter((status) => status === 401)).toHaveLength(5);
    expect(new Set(wrong)).toEqual(new Set([401, 429, 503]));
    expect((await operator('storm')).failures).toBe(5);
    const person = visitor();
    const locked = await person.signIn({ company: 'acme', login: 'storm', password });
    expect(locked.status).toBe(429);
    expect(Number(locked.headers['retry-after'])).toBeGreaterThan(30);
    expect(locked.text).toContain('已暂时锁定');
    await rows("UPDATE access.operator SET locked_until = now() - interval '1 s' WHERE login = 'storm'");
    expect((await person.signIn({ company: 'acme', login: 'storm', password })).status).toBe(303);
    expect(await operator('storm')).toEqual({ failures: 0, locked_until: null });
    expect((await audited('storm')).sort()).toEqual([
      'locked_out',
      'sign_in',
      ...Array<string>(5).fill('sign_in_failed'),
    ]);
  });

  it('each failure after a lock is a longer lock', async () => {
    await hire(acme, 'stubborn');
    const minutes = [];
    for (let tries = 1; tries <= 7; tries += 1) {
      await visitor().signIn({ company: 'acme', login: 'stubborn', password: 'no' });
      const { locked_until: until } = await operator('stubborn');
      minutes.push(until === null ? 0 : Math.round((until.getTime() - Date.now()) / 60_000));
      await rows("UPDATE access.operator SET locked_until = now() - interval '1 s' WHERE login = 'stubborn'");
    }
    expect(minutes).toEqual([0, 0, 0, 0, 1, 2, 4]);
  });

  it('a name that nobody has is locked as a real one is', async () => {
    const statuses = [];
    for (let tries = 1; tries <= 6; tries += 1) {
      statuses.push((await visitor().signIn({ company: 'acme', login: 'ghost', password: 'no' })).status);
    }
    expect(statuses).toEqual([401, 401, 401, 401, 401, 429]);
  });

  it('thirty failures from one address shut it for all names, and for nobody elsewhere', async () => {
    const password = await hire(acme, 'neighbour');
    const storm = visitor();
    const statuses = [];
    for (let tries = 0; tries < 31; tries += 1) {
      statuses.push((await storm.signIn({ company: 'acme', login: `guess${tries}`, password: 'no' })).status);
    }
    expect(statuses.filter((status) => status === 401)).toHaveLength(30);
    expect((await storm.signIn({ company: 'acme', login: 'neighbour', password })).status).toBe(429);
    expect((await visitor().signIn({ company: 'acme', login: 'neighbour', password })).status).toBe(303);
    const blocked = await rows("SELECT 1 FROM access.audit_entry WHERE action = 'address_blocked' AND address = $1", [
      storm.address,
    ]);
    expect(blocked).toHaveLength(1);
  });

  it.each([
    ['a NUL in the login', { company: '', login: 'x\0' }, 'x'],
    ['a NUL in the company', { company: 'x\0', login: 'nul' }, 'nul'],
    [
      'a character cut in two',
      { company: `${'a'.repeat(99)}🐼`, login: `${'b'.repeat(99)}🐼b` },
      `${'b'.repeat(99)}🐼`,
    ],
  ])('%s: nobody’s name as any other, refused, counted and logged', async (_what, name, logged) => {
    const guesser = visitor();
    const statuses = [];
    for (let tries = 1; tries <= 31; tries += 1) {
      // each from a name of its own, so that only the address is counted
      const login = tries <= 6 ? name.login : `${name.login}${tries}`;
      statuses.push((await guesser.signIn({ ...name, login, password: 'guess' })).status);
    }
    expect(statuses.slice(0, 6)).toEqual([401, 401, 401, 401, 401, 429]);
    expect(statuses.at(-1)).toBe(429);
    expect((await audited(logged)).slice(0, 5)).toEqual(Array<string>(5).fill('sign_in_failed'));
    const blocked = 'SELECT FROM access.audit_entry WHERE action = $1 AND address = $2';
    expect(await rows(blocked, ['address_blocked', guesser.address])).toHaveLength(1);
  });

  it('an address that is none is not believed to a proxy', async () => {
    const joker = new Visitor(app, '<script>alert(1)</script>');
    await joker.signIn({ login: 'joker', password: 'guess' });
    const entry = "SELECT address FROM access.audit_entry WHERE object_label = 'joker'";
    expect(await rows(entry)).toEqual([{ address: expect.stringMatching(/^(127\.0\.0\.1|::1)$/) as string }]);
  });

  it('a session id that was planted before the sign-in is worth nothing after it', async () => {
    await settled(acme, 'fiona');
    const mallory = await settled(acme, 'mallory');
    const page = await mallory.get('/account');
    const token = hiddenFields(page)._csrf!;
    for (const [planted, csrf] of [
      [mallory.cookie('callrack'), token],
      ['s%3Aplanted.0123456789', hiddenFields(await visitor().get('/sign-in'))._csrf!],
    ] as const) {
      const signedIn = await request(app.getHttpServer())
        .post('/sign-in')
        .type('form')
        .set({ Host: 'callrack.test', Origin: 'http://callrack.test', 'X-Forwarded-For': visitor().address })
        .set('Cookie', [`callrack=${planted}`, `XSRF-TOKEN=${csrf}`].join('; '))
        .send({ _csrf: csrf, company: 'acme', login: 'fiona', password: OWN });
      expect(signedIn.status).toBe(303);
      const cookie = String(signedIn.headers['set-cookie']);
      expect(cookie).toMatch(/callrack=s%3A[^;]+; Path=\/; HttpOnly; SameSite=Strict/);
      expect(cookie).not.toContain(planted);
      const asPlanted = await request(app.getHttpServer()).get('/console/me').set('Cookie', `callrack=${planted}`);
      expect(asPlanted.status).toBe(401);
    }
  });

  it('each sign-in has an id of its own, and the one before is over', async () => {
    const person = visitor();
    const password = await hire(acme, 'renew');
    await person.signIn({ company: 'acme', login: 'renew', password });
    const first = person.cookie('callrack');
    const fields = { present: password, password: OWN, again: OWN };
    await person.submit('/account/password', '/account/password', fields);
    expect(person.cookie('callrack')).not.toBe(first);
    const asFirst = await request(app.getHttpServer()).get('/console/me').set('Cookie', `callrack=${first}`);
    expect(asFirst.status).toBe(401);
    expect(await person.whoami()).toBe('renew');
  });

  it('the cookie is for https alone where the browser came by https', async () => {
    const password = await hire(acme, 'secure');
    const person = visitor();
    const form = hiddenFields(await person.get('/sign-in'));
    const secure = await person.post(
      '/sign-in',
      { ...form, company: 'acme', login: 'secure', password },
      { 'X-Forwarded-Proto': 'https', Origin: 'https://callrack.test' },
    );
    expect(String(secure.headers['set-cookie'])).toMatch(/callrack=[^,]*; Secure/);
  });

  it('whoever only looks at the form leaves no session behind', async () => {
    const count = async () => (await rows<{ n: string }>('SELECT count(*) AS n FROM live.web_session'))[0]!.n;
    const before = await count();
    for (let looks = 0; looks < 5; looks += 1) await visitor().get('/sign-in');
    await visitor().signIn({ company: 'acme', login: 'nobody', password: 'no' });
    expect(await count()).toBe(before);
  });

  it('after the sign-in people go where they wanted, if it is here', async () => {
    await settled(acme, 'gulliver');
    const goes = async (next: string) => {
      const person = visitor();
      const form = hiddenFields(await person.get(`/sign-in?${new URLSearchParams({ next }).toString()}`));
      const fields = { company: 'acme', login: 'gulliver', password: OWN };
      return (await person.post('/sign-in', { ...form, ...fields })).headers.location;
    };
    expect(await goes('/console/resources/queue?page=2')).toBe('/console/resources/queue?page=2');
    for (const elsewhere of ['https://evil.example/', '//evil.example/', '/\\evil.example', '/x/..//evil.example']) {
      expect(await goes(elsewhere)).toBe('/console');
      const person = visitor();
      const forged = { ...hiddenFields(await person.get('/sign-in')), next: elsewhere };
      const fields = { company: 'acme', login: 'gulliver', password: OWN };
      expect((await person.post('/sign-in', { ...forged, ...fields })).headers.location).toBe('/console');
    }
    const asked = await visitor().get('/console/me?x=1');
    expect([asked.status, asked.headers.location]).toEqual([303, '/sign-in?next=%2Fconsole%2Fme%3Fx%3D1']);
  });

  it('signing out ends the session itself, and signed-out people cannot go back in', async () => {
    const person = await settled(acme, 'leaver');
    expect(await person.whoami()).toBe('leaver');
    expect((await person.submit('/account', '/sign-out', {})).headers.location).toBe('/sign-in');
    expect(await person.whoami()).toBeUndefined();
    expect(await audited('leaver')).toEqual(['sign_in', 'change_password', 'sign_out']);
  });

  it('the sign-in is Chinese unless one asks for English, and stays so; after it everybody has their own', async () => {
    const person = visitor();
    expect((await person.get('/sign-in')).text).toMatch(/<html lang="zh-CN">[^]*企业代码/);
    await person.get('/sign-in?language=en');
    expect((await person.get('/sign-in')).text).toMatch(/<html lang="en">[^]*Company code/);
    await person.settleIn({ company: 'acme', login: 'lingua', password: await hire(acme, 'lingua') }, OWN);
    expect((await person.get('/account')).text).toContain('我的账户');
    await person.submit('/account', '/account/language', { language: 'en' });
    expect((await person.get('/account')).text).toContain('My account');
  });

  it('names that people chose are text on every page', async () => {
    const person = visitor();
    const name = '<script>alert(1)</script> "王" 🐼';
    await person.settleIn({ company: 'acme', login: 'marker', password: await hire(acme, 'marker', name) }, OWN);
    const { text, headers } = await person.get('/account');
    expect(text).not.toContain('<script');
    expect(text).toContain('&lt;script&gt;alert(1)&lt;/script&gt; &quot;王&quot; 🐼');
    expect(headers['content-security-policy']).toContain("default-src 'none'");
    const refused = await visitor().signIn({ company: '"><script>', login: '<b>x', password: 'no' });
    expect(refused.text).not.toMatch(/<script|<b>x/);
  });
});
