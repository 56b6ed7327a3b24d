import { once } from 'node:events';
import { createServer, request, type IncomingMessage, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';

import type { NestExpressApplication } from '@nestjs/platform-express';
import { Client } from 'pg';

import { OperatorsService } from '../../src/platform/access/operators.service.js';
import type { Databases } from '../../src/platform/database/databases.js';
import { migratedDatabase } from '../fixtures/database.js';
import { eventually } from '../fixtures/eventually.js';
import { TestPostgres } from '../fixtures/postgres.js';
import { hiddenFields, startPeopleApp, Visitor } from '../fixtures/web-people.js';

jest.setTimeout(60_000);

const DATABASE = 'led_on';
/** Any number: whoever holds it keeps new sessions from being written. */
const GATE = 4711;

describe('a browser that has signed in', () => {
  let postgres: TestPostgres;
  let app: NestExpressApplication;
  let databases: Databases;

  beforeAll(async () => {
    postgres = await TestPostgres.start();
    const made = await migratedDatabase(postgres, DATABASE, { WEB_SECRET: 'a-secret-of-tests-of-no-use-elsewhere' });
    databases = made.databases;
    app = await startPeopleApp(made.settings);
    await postgres.query(
      DATABASE,
      `CREATE FUNCTION live.wait() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN PERFORM pg_advisory_xact_lock(${GATE}); RETURN NEW; END $$`,
    );
    await postgres.query(
      DATABASE,
      `CREATE TRIGGER slow BEFORE INSERT ON live.web_session
      FOR EACH ROW EXECUTE FUNCTION live.wait()`,
    );
  });
  afterAll(async () => {
    await app.close();
    await databases.close();
    await postgres.stop();
  });

  it('is led on when its session is kept, not before: the next page would not know it', async () => {
    const { password } = await databases.transaction('operator', (session) =>
      app.get(OperatorsService).createFirstAdmin(session, null, 'quick', 'Quick'),
    );
    const visitor = new Visitor(app);
    const form = { ...hiddenFields(await visitor.get('/sign-in')), company: '', login: 'quick', password };
    const server = createServer(app.getHttpAdapter().getInstance() as RequestListener).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const keeper = new Client({ connectionString: postgres.ownerUrl(DATABASE) });
    await keeper.connect();
    await keeper.query('SELECT pg_advisory_lock($1)', [GATE]);

    const posted = request({
      ...{ host: '127.0.0.1', port, method: 'POST', path: '/sign-in' },
      headers: {
        Origin: `http://127.0.0.1:${port}`,
        'Content-Type': 'application/x-www-form-urlencoded',
        Cookie: `XSRF-TOKEN=${visitor.cookie('XSRF-TOKEN')}`,
      },
    });
    const answered = once(posted, 'response') as Promise<[IncomingMessage]>;
    let ledOn = false;
    void answered.then(() => {
      ledOn = true;
    });
    posted.end(new URLSearchParams(form).toString());
    await eventually(async () => {
      const waiting = "SELECT FROM pg_stat_activity WHERE wait_event = 'advisory' AND query ILIKE '%web_session%'";
      expect(await postgres.query(DATABASE, waiting)).toHaveLength(1);
    });
    const tooEarly = ledOn;
    // all is let go before anything is judged, or a failure would hang
    await keeper.end();
    const [response] = await answered;
    response.resume();
    await once(response, 'end');
    server.close();
    expect(tooEarly).toBe(false);
    expect(response.statusCode).toBe(303);
  });
});
