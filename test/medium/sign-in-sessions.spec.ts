import type { NestExpressApplication } from '@nestjs/platform-express';
import { Secret, TOTP } from 'otpauth';
import request from 'supertest';

import { FirstOperator } from '../../src/platform/access/first-operator.js';
import { OperatorsService } from '../../src/platform/access/operators.service.js';
import type { Databases } from '../../src/platform/database/databases.js';
import { migratedDatabase } from '../fixtures/database.js';
import { TestPostgres } from '../fixtures/postgres.js';
import { insertTenantRows, type TenantRows } from '../fixtures/tenant-rows.js';
import { hiddenFields, startPeopleApp, Visitor } from '../fixtures/web-people.js';

jest.setTimeout(60_000);

const DATABASE = 'sessions';
const OWN = 'a horse that counts';
const OTHER = 'a mule that does not';

describe('being signed in', () => {
  let postgres: TestPostgres;
  let app: NestExpressApplication;
  let databases: Databases;
  let acme: TenantRows;
  let visitors = 0;

  beforeAll(async () => {
    postgres = await TestPostgres.start();
    const made = await migratedDatabase(postgres, DATABASE, { WEB_SECRET: 'a-secret-of-tests-of-no-use-elsewhere' });
    databases = made.databases;
    app = await startPeopleApp(made.settings);
    acme = await insertTenantRows(postgres.ownerUrl(DATABASE), 'acme', 'node1');
  });
  afterAll(async () => {
    await app.close();
    await databases.close();
    await postgres.stop();
  });

  function visitor(): Visitor {
    visitors += 1;
    return new Visitor(app, `203.0.113.${visitors}`);
  }

  /** Somebody with a password of their own, signed in. */
  async function settled(login: string): Promise<Visitor> {
    const { password } = await databases.transaction('operator', (session) =>
      app.get(OperatorsService).createFirstAdmin(session, acme.tenantId, login, login),
    );
    const person = visitor();
    await person.settleIn({ company: 'acme', login, password }, OWN);
    return person;
  }

  async function alsoSignedIn(login: string, password = OWN): Promise<Visitor> {
    const elsewhere = visitor();
    await elsewhere.signIn({ company: 'acme', login, password });
    return elsewhere;
  }

  const sql = <T extends object>(text: string, values: unknown[] = []) => postgres.query<T>(DATABASE, text, values);

  describe('requests that others make in our name', () => {
    it.each([
      ['of another origin', { Origin: 'https://evil.example' }],
      ['of another port of this host', { Origin: 'http://callrack.test:8081' }],
      ['of a page without origin', { Origin: 'null' }],
      ['that the browser calls cross-site', { 'Sec-Fetch-Site': 'cross-site' }],
      ['of a neighbour in the same domain', { 'Sec-Fetch-Site': 'same-site' }],
      ['that name another host than the origin', { Host: 'evil.example', Origin: 'http://callrack.test' }],
    ])('%s are refused, whatever token they carry', async (_what, headers) => {
      const person = await settled(`victim${visitors}`);
      const fields = { ...hiddenFields(await person.get('/account')), name: 'Somebody', language: 'en' };
      const forged = await person.post('/account/profile', fields, headers);
      expect(forged.status).toBe(403);
      expect(forged.text).toContain('未能确认');
      expect((await person.post('/account/profile', fields)).status).toBe(303);
    });

    it('nobody without Origin and Sec-Fetch-Site is a browser of ours', async () => {
      const person = await settled('robot');
      const token = hiddenFields(await person.get('/account'))._csrf!;
      const answer = await request(app.getHttpServer())
        .post('/console/do')
        .set('Cookie', `callrack=${person.cookie('callrack')}`)
        .set({ 'X-XSRF-TOKEN': token, Host: 'callrack.test' });
      expect(answer.status).toBe(403);
      expect(answer.body).toMatchObject({ code: 'access.forged_request' });
    });

    it('a page of ours without the right token is refused: none, a made-up one, another person’s, one from before', async () => {
      const before = visitor();
      const early = hiddenFields(await before.get('/sign-in'))._csrf!;
      const [person, other] = [await settled('ida'), await settled('ottokar')];
      const theirs = hiddenFields(await other.get('/account'))._csrf!;
      for (const token of [{}, { _csrf: '' }, { _csrf: 'made-up' }, { _csrf: theirs }, { _csrf: early }]) {
        const answer = await person.post('/account/profile', { ...token, name: 'Changed', language: 'zh' });
        expect(answer.status).toBe(403);
      }
      expect((await visitor().post('/sign-in', { company: 'acme', login: 'ida', password: OWN })).status).toBe(403);
      const fresh = visitor();
      await fresh.get('/sign-in');
      const forged = { _csrf: early, company: 'acme', login: 'ida', password: OWN };
      expect((await fresh.post('/sign-in', forged)).status).toBe(403);
      const [{ name }] = (await sql<{ name: string }>("SELECT name FROM access.operator WHERE login = 'ida'")) as [
        { name: string },
      ];
      expect(name).toBe('ida');
    });

    it('scripts of ours echo the cookie in a header, also behind a proxy that renames the host', async () => {
      const person = await settled('scripted');
      await person.get('/account');
      const headers = { 'X-XSRF-TOKEN': person.cookie('XSRF-TOKEN'), Accept: 'application/json' };
      expect((await person.post('/console/do', {}, headers)).body).toEqual({ done: 'scripted' });
      const proxied = { ...headers, Host: '127.0.0.1:8080', Origin: 'https://call.example' };
      expect((await person.post('/console/do', {}, proxied)).status).toBe(403);
      for (const told of [
        { 'Sec-Fetch-Site': 'same-origin' },
        { 'X-Forwarded-Host': 'call.example', 'X-Forwarded-Proto': 'https' },
      ]) {
        expect((await person.post('/console/do', {}, { ...proxied, ...told })).status).toBe(201);
      }
    });

    it('a sign-out that another page asks for does not happen', async () => {
      const person = await settled('stayer');
      await person.post('/sign-out', {}, { Origin: 'https://evil.example' });
      expect((await person.get('/sign-out')).status).toBe(404);
      expect(await person.whoami()).toBe('stayer');
    });
  });

  describe('a sign-in ends', () => {
    it.each([
      ['elsewhere when the password is changed', (here: Visitor) => changePassword(here, OTHER)],
      ['elsewhere when it is ended from here', (here: Visitor) => here.submit('/account', '/account/sessions/end', {})],
    ])('%s, and goes on here', async (_what, end) => {
      const login = `many${visitors}`;
      const here = await settled(login);
      const there = await alsoSignedIn(login);
      expect(await there.whoami()).toBe(login);
      expect((await here.get('/account')).text).toContain(there.address);
      expect((await end(here)).status).toBe(303);
      expect(await there.whoami()).toBeUndefined();
      expect(await here.whoami()).toBe(login);
      expect((await here.get('/account')).text).not.toContain(there.address);
    });

    it('at once when the person is disabled or deleted, or their company suspended, and they are told why', async () => {
      const [disabled, deleted, suspended] = [await settled('idle'), await settled('gone'), await settled('bound')];
      await sql("UPDATE access.operator SET disabled = true WHERE login = 'idle'");
      await sql("DELETE FROM access.operator WHERE login = 'gone'");
      expect((await disabled.get('/console')).headers.location).toBe('/sign-in?next=%2Fconsole&why=ended');
      expect(await deleted.whoami()).toBeUndefined();
      await sql("UPDATE config.tenant SET status = 'suspended' WHERE code = 'acme'");
      const { headers } = await suspended.get('/console');
      expect(headers.location).toBe('/sign-in?next=%2Fconsole&why=tenant');
      expect((await suspended.get(String(headers.location))).text).toContain('已暂停服务');
      const again = await visitor().signIn({ company: 'acme', login: 'bound', password: OWN });
      expect([again.status, again.text]).toEqual([401, expect.stringContaining('已暂停服务')]);
      const wrong = await visitor().signIn({ company: 'acme', login: 'bound', password: 'guess' });
      expect(wrong.text).not.toContain('已暂停服务');
      await sql("UPDATE config.tenant SET status = 'open' WHERE code = 'acme'");
      expect(await suspended.whoami()).toBeUndefined();
    });

    it('twelve hours after the password, however busy, and half an hour after the last page', async () => {
      const [busy, idle] = [await settled('busy'), await settled('dozing')];
      await sql(
        `UPDATE live.web_session SET sess = jsonb_set(sess::jsonb, '{signedIn,at}', to_jsonb($1::bigint))::json
         WHERE sess -> 'signedIn' ->> 'operatorId' = (SELECT id::text FROM access.operator WHERE login = 'busy')`,
        [Date.now() - 12 * 3_600_000 - 1],
      );
      expect((await busy.get('/console')).headers.location).toContain('why=expired');
      const [row] = await sql<{ left: number }>(
        `SELECT extract(epoch FROM expire - localtimestamp)::integer AS left FROM live.web_session
         WHERE sess -> 'signedIn' ->> 'operatorId' = (SELECT id::text FROM access.operator WHERE login = 'dozing')`,
      );
      expect(row!.left).toBeGreaterThan(29 * 60);
      expect(row!.left).toBeLessThanOrEqual(30 * 60 + 1);
      await sql("UPDATE live.web_session SET expire = localtimestamp - interval '1 s'");
      expect(await idle.whoami()).toBeUndefined();
    });

    it('when the machine gives a new first password, which also lifts a lock and the second factor', async () => {
      const person = await settled('locked');
      await sql(
        `UPDATE access.operator SET locked_until = now() + interval '1 h', failures = 9, totp_secret = 'x', disabled = true
         WHERE login = 'locked'`,
      );
      const password = await app.get(FirstOperator).reset('acme/locked');
      expect(await person.whoami()).toBeUndefined();
      await visitor().settleIn({ company: 'acme', login: 'locked', password }, OTHER);
      await expect(app.get(FirstOperator).reset('locked')).rejects.toThrow('access.no_such_operator');
    });
  });

  describe('a change of the password', () => {
    it('asks for the present one, and its failures lock as those of the sign-in do', async () => {
      const person = await settled('careful');
      const wrong = { present: 'guess', password: OTHER, again: OTHER };
      const statuses = [];
      for (let tries = 1; tries <= 6; tries += 1) {
        statuses.push((await person.submit('/account/password', '/account/password', wrong)).status);
      }
      expect(statuses).toEqual([401, 401, 401, 401, 401, 429]);
      expect(await person.whoami()).toBe('careful');
    });

    it('is typed twice the same', async () => {
      const person = await settled('sloppy');
      const fields = { present: OWN, password: OTHER, again: `${OTHER}!` };
      const refused = await person.submit('/account/password', '/account/password', fields);
      expect([refused.status, refused.text]).toEqual([400, expect.stringContaining('不一致')]);
    });
  });

  describe('with a second factor', () => {
    /** Sets it up. @returns what the authenticator app then holds */
    async function withApp(person: Visitor): Promise<TOTP> {
      const page = await person.get('/account/second-factor');
      const letters = /<code>([A-Z2-7 ]+)<\/code>/.exec(page.text)![1]!.replaceAll(' ', '');
      const app = new TOTP({ secret: Secret.fromBase32(letters) });
      const fields = { password: OWN, code: app.generate() };
      const done = await person.submit('/account/second-factor', '/account/second-factor', fields);
      expect(done.headers.location).toBe('/account?done=factorOn');
      return app;
    }

    /** Codes of steps that were not used yet: the one of now was, when it was set up. */
    const nextCode = (app: TOTP) => app.generate({ timestamp: Date.now() + 30_000 });

    const enterCode = (person: Visitor, code: string) => person.submit('/sign-in/code', '/sign-in/code', { code });

    it('the password alone opens nothing; a code opens once, and not a second time', async () => {
      const person = await settled('tina');
      const elsewhere = await alsoSignedIn('tina');
      const app = await withApp(person);
      expect(await elsewhere.whoami()).toBeUndefined();
      const [row] = await sql<{ totp_secret: string }>("SELECT totp_secret FROM access.operator WHERE login = 'tina'");
      expect(row!.totp_secret).not.toContain(app.secret.base32);

      const again = visitor();
      const half = await again.signIn({ company: 'acme', login: 'tina', password: OWN });
      expect(half.headers.location).toBe('/sign-in/code');
      expect(await again.whoami()).toBeUndefined();
      expect((await again.get('/account')).headers.location).toContain('/sign-in');
      const used = await enterCode(again, app.generate());
      expect([used.status, used.text]).toEqual([401, expect.stringContaining('已使用过')]);
      const code = nextCode(app);
      const before = again.cookie('callrack');
      expect((await enterCode(again, `${code.slice(0, 3)} ${code.slice(3)}`)).headers.location).toBe('/console');
      expect(again.cookie('callrack')).not.toBe(before);
      expect(await again.whoami()).toBe('tina');

      const replayed = await alsoSignedIn('tina');
      expect((await enterCode(replayed, code)).status).toBe(401);
      expect(await replayed.whoami()).toBeUndefined();
    });

    it('codes are not guessed: five wrong ones lock, however often the right password comes between', async () => {
      const app = await withApp(await settled('guessed'));
      const guesser = visitor();
      const statuses = [];
      for (let tries = 1; tries <= 5; tries += 1) {
        await guesser.signIn({ company: 'acme', login: 'guessed', password: OWN });
        const wrong = nextCode(app) === '000000' ? '000001' : '000000';
        statuses.push((await enterCode(guesser, wrong)).status);
      }
      expect(statuses).toEqual([401, 401, 401, 401, 401]);
      expect((await guesser.signIn({ company: 'acme', login: 'guessed', password: OWN })).status).toBe(429);
    });

    it('the code does not wait for ever', async () => {
      const app = await withApp(await settled('slow'));
      const person = await alsoSignedIn('slow');
      await sql(
        `UPDATE live.web_session SET sess = jsonb_set(sess::jsonb, '{awaitingCode,at}', to_jsonb($1::bigint))::json
         WHERE sess -> 'awaitingCode' IS NOT NULL`,
        [Date.now() - 6 * 60_000],
      );
      const late = await enterCode(person, nextCode(app));
      expect([late.status, late.text]).toEqual([401, expect.stringContaining('重新输入密码')]);
    });

    it('it is set up with the password and a code that is right, and turned off with the password', async () => {
      const person = await settled('toggler');
      const enable = (fields: Record<string, string>) =>
        person.submit('/account/second-factor', '/account/second-factor', fields);
      expect((await enable({ password: OWN, code: '12345' })).status).toBe(401);
      const app = await withApp(person);
      const off = (password: string) =>
        person.submit('/account/second-factor', '/account/second-factor/off', { password, code: nextCode(app) });
      expect((await off('guess')).status).toBe(401);
      expect((await off(OWN)).headers.location).toBe('/account?done=factorOff');
      expect(await (await alsoSignedIn('toggler')).whoami()).toBe('toggler');
    });
  });

  function changePassword(person: Visitor, password: string) {
    const fields = { present: OWN, password, again: password };
    return person.submit('/account/password', '/account/password', fields);
  }
});
