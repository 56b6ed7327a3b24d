import type { NestExpressApplication } from '@nestjs/platform-express';

import { OperatorsService } from '../../src/platform/access/operators.service.js';
import type { Databases } from '../../src/platform/database/databases.js';
import { migratedDatabase } from '../fixtures/database.js';
import { TestPostgres } from '../fixtures/postgres.js';
import { insertTenantRows, type TenantRows } from '../fixtures/tenant-rows.js';
import { startPeopleApp, Visitor } from '../fixtures/web-people.js';

jest.setTimeout(60_000);

const DATABASE = 'held_back';
const OWN = 'a horse that counts';
const OTHER = 'a mule that does not';

describe('a request whose body comes late', () => {
  let postgres: TestPostgres;
  let app: NestExpressApplication;
  let databases: Databases;
  let acme: TenantRows;

  beforeAll(async () => {
    postgres = await TestPostgres.start();
    const made = await migratedDatabase(postgres, DATABASE, { WEB_SECRET: 'a-secret-of-tests-of-no-use-elsewhere' });
    databases = made.databases;
    app = await startPeopleApp(made.settings);
    await app.listen(0, '127.0.0.1');
    acme = await insertTenantRows(postgres.ownerUrl(DATABASE), 'acme', 'node1');
  });
  afterAll(async () => {
    await app.close();
    await databases.close();
    await postgres.stop();
  });

  const sql = <T extends object>(text: string, values: unknown[] = []) => postgres.query<T>(DATABASE, text, values);

  /** Somebody with a password of their own, signed in. */
  async function settled(login: string): Promise<Visitor> {
    const { password } = await databases.transaction('operator', (session) =>
      app.get(OperatorsService).createFirstAdmin(session, acme.tenantId, login, login),
    );
    const person = new Visitor(app, '203.0.113.7');
    await person.settleIn({ company: 'acme', login, password }, OWN);
    await person.get('/account');
    return person;
  }

  const changePassword = (person: Visitor, present: string, password: string) =>
    person.submit('/account/password', '/account/password', { present, password, again: password });

  it.each([
    ['end the other sessions', '/account/sessions/end', {}],
    ['change the password', '/account/password', { present: OWN, password: OTHER, again: OTHER }],
    ['change the password, which it knows', '/account/password', { present: OTHER, password: OWN, again: OWN }],
    ['turn the second factor off', '/account/second-factor/off', { password: OTHER }],
    ['change the name', '/account/profile', { name: 'Somebody else', language: 'en' }],
  ])('does not %s after the password was changed, and does not stay signed in', async (_what, path, fields) => {
    const login = `victim${path.length}${Object.keys(fields).length}${JSON.stringify(fields).length}`;
    const victim = await settled(login);
    const thief = victim.copy();
    const held = await thief.holdBack('POST', path, fields);
    expect((await changePassword(victim, OWN, OTHER)).status).toBe(303);
    const before = await sql('SELECT * FROM access.operator WHERE login = $1', [login]);
    expect(await held.send()).toEqual({ status: 303, location: '/sign-in?why=ended' });
    expect(await thief.whoami()).toBeUndefined();
    expect(await victim.whoami()).toBe(login);
    expect(await sql('SELECT * FROM access.operator WHERE login = $1', [login])).toEqual(before);
  });

  it.each([
    ['a page that keeps something in the session', 'GET', '/account/second-factor', 200],
    ['the end of the other sessions', 'POST', '/account/sessions/end', 303],
  ])('%s: a sign-out meanwhile stays one', async (_what, method, path, status) => {
    const login = `leaver${status}`;
    const person = await settled(login);
    const sameBrowser = person.copy();
    const held = await sameBrowser.holdBack(method, path, {});
    expect((await person.submit('/account', '/sign-out', {})).status).toBe(303);
    expect((await held.send()).status).toBe(status);
    expect(await sameBrowser.whoami()).toBeUndefined();
    const left = await sql(
      `SELECT FROM live.web_session WHERE sess -> 'signedIn' ->> 'operatorId' =
         (SELECT id::text FROM access.operator WHERE login = $1)`,
      [login],
    );
    expect(left).toEqual([]);
  });

  it('a session that goes on keeps what a request puts into it, and its time', async () => {
    const person = await settled('stayer');
    const letters = async () =>
      /<code>([A-Z2-7 ]+)<\/code>/.exec((await person.get('/account/second-factor')).text)?.[1];
    const first = await letters();
    expect(first).toMatch(/[A-Z2-7]{4}/);
    expect(await letters()).toBe(first);
    const [row] = await sql<{ left: number }>(
      `SELECT extract(epoch FROM expire - localtimestamp)::integer AS left FROM live.web_session
       WHERE sess -> 'signedIn' ->> 'operatorId' = (SELECT id::text FROM access.operator WHERE login = 'stayer')`,
    );
    expect(row!.left).toBeGreaterThan(29 * 60);
  });
});
