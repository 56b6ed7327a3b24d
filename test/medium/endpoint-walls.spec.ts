import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import type { Application } from 'express';

import { ConsoleRegister } from '../../src/console/console-register.js';
import { ConsoleService } from '../../src/console/console.service.js';
import type { ConsoleResource } from '../../src/console/resources/resource.js';
import type { Actor } from '../../src/platform/access/actor.js';
import { newId } from '../../src/platform/database/new-id.js';
import { HealthModule } from '../../src/platform/health/health.module.js';
import { MetricsModule } from '../../src/platform/metrics/metrics.module.js';
import { WebModule } from '../../src/web.module.js';
import { ConsoleDoors } from '../fixtures/console-doors.js';
import { TABLES, TRIALS, type Asked, type RowOf, type Trial } from '../fixtures/endpoint-trials.js';
import { tenantActor } from '../fixtures/gate-actors.js';
import { queryOnce, TestPostgres } from '../fixtures/postgres.js';
import { insertTenantRows, type TenantRows } from '../fixtures/tenant-rows.js';
import { belongingsOf, marksIn, tablesOfTenants, type Belongings } from '../fixtures/tenant-walls.js';

jest.setTimeout(120_000);

const DATABASE = 'endpoint_walls';
/** What the other tenant's files hold, and nothing else does. */
const SECRET = 'only-theirs-to-hear';
/** As in test/fixtures/tenant-rows.ts. */
const CALL_OF_THEIRS = 'call-theirs';

interface Door {
  readonly method: string;
  readonly path: string;
}

function doorsOf(app: Application): Door[] {
  const { stack } = app.router as unknown as {
    stack: { route?: { path: string | RegExp; methods: Record<string, boolean> } }[];
  };
  return stack.flatMap(({ route }) =>
    route === undefined ? [] : Object.keys(route.methods).map((method) => ({ method, path: String(route.path) })),
  );
}

describe("no address of the console gives, changes or even knows the other tenant's things", () => {
  let postgres: TestPostgres;
  let web: ConsoleDoors;
  let register: ConsoleRegister;
  let other: TenantRows;
  let theirs: Belongings;
  let us: Actor;
  let token: { readonly cookie: string; readonly value: string };
  const ids = new Map<string, string>();

  const theirRow: RowOf = (table) => ids.get(table) ?? newId();
  const noRow: RowOf = () => newId();

  beforeAll(async () => {
    postgres = await TestPostgres.start();
    web = await ConsoleDoors.openWith(postgres, DATABASE, [HealthModule, MetricsModule, WebModule], (app) => {
      app.get(ConsoleService).mount(app);
    });
    register = web.app.get(ConsoleRegister, { strict: false });
    const ours = await insertTenantRows(postgres.ownerUrl(DATABASE), 'ours', 'node1');
    other = await insertTenantRows(postgres.ownerUrl(DATABASE), 'theirs', 'node1');
    us = tenantActor(ours.tenantId);
    await giveThemFiles();
    for (const { name, column, key } of await tablesOfTenants(postgres.ownerUrl(DATABASE))) {
      if (!key) continue;
      const [row] = await queryOnce<{ id: string }>(
        postgres.ownerUrl(DATABASE),
        `SELECT id::text FROM ${name} WHERE ${column} = $1 LIMIT 1`,
        [other.tenantId],
      );
      if (row !== undefined) ids.set(name, row.id);
    }
    ids.set('config.queue_agent', `${theirRow('config.queue')}.${theirRow('config.agent')}`);
    ids.set('reports.agent_record', `${theirRow('config.agent')}:1:${Date.UTC(2025, 0, 1)}`);
    ids.set('reports.voicemail_message', CALL_OF_THEIRS);
    theirs = await belongings();
    token = await csrfToken();
  });
  afterAll(async () => {
    await web.close();
    await postgres.stop();
  });

  const belongings = () => belongingsOf(postgres.ownerUrl(DATABASE), other.tenantId, [SECRET, 'theirs-', other.code]);

  /** A recording, a prompt and an export that are really there. */
  async function giveThemFiles(): Promise<void> {
    const write = (path: string) => {
      mkdirSync(dirname(join(web.home, path)), { recursive: true });
      writeFileSync(join(web.home, path), SECRET);
    };
    const own = (sql: string, ...values: unknown[]) =>
      queryOnce<{ id: string }>(postgres.ownerUrl(DATABASE), sql, values);
    const recording = `${other.tenantId}/2026/01/01/${CALL_OF_THEIRS}.opus`;
    await own(
      'UPDATE facts.recording SET call_id = $2, file = $3 WHERE tenant_id = $1',
      other.tenantId,
      CALL_OF_THEIRS,
      recording,
    );
    for (const table of ['call_record', 'call_step'])
      await own(`UPDATE facts.${table} SET call_id = $2 WHERE tenant_id = $1`, other.tenantId, CALL_OF_THEIRS);
    write(join('recordings', recording));
    const media = `/callrack/media/tenants/${other.tenantId}/welcome`;
    await own('UPDATE config.prompt SET media = $2 WHERE tenant_id = $1', other.tenantId, media);
    write(`asterisk/media/tenants/${other.tenantId}/welcome.wav`);
    const [made] = await own(
      "UPDATE live.export SET status = 'done' WHERE tenant_id = $1 RETURNING id",
      other.tenantId,
    );
    write(`exports/${other.tenantId}/${made!.id}.csv`);
  }

  async function csrfToken(): Promise<{ readonly cookie: string; readonly value: string }> {
    const answer = await fetch(`${web.url}/sign-in`);
    const cookie = answer.headers.getSetCookie().find((one) => one.startsWith('XSRF-TOKEN=')) ?? '';
    const [pair = ''] = cookie.split(';');
    return { cookie: pair, value: decodeURIComponent(pair.slice('XSRF-TOKEN='.length)) };
  }

  async function ask(
    { path, form, json }: Asked,
    method: string,
    who: Actor | null,
  ): Promise<{ status: number; text: string }> {
    const body = json !== undefined ? JSON.stringify(json) : form === undefined ? undefined : toFormData(form);
    const answer = await fetch(web.url + path, {
      method: method.toUpperCase(),
      redirect: 'manual',
      headers: {
        Accept: 'application/json',
        Origin: web.url,
        Cookie: token.cookie,
        'X-XSRF-TOKEN': token.value,
        ...(json === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...(who === null ? {} : web.as(who)),
      },
      ...(body === undefined ? {} : { body }),
    });
    return { status: answer.status, text: await answer.text() };
  }

  /** Asked for theirs as for what never was: the answers are the same, theirs are as they were, nothing of them is said. */
  async function tried(method: string, trial: Trial): Promise<void> {
    const forTheirs = trial(theirRow, CALL_OF_THEIRS);
    const forNothing = trial(noRow, 'call-of-nobody');
    for (const [index, asked] of forTheirs.entries()) {
      const answer = await ask(asked, method, us);
      const about = `${method} ${asked.path}: ${String(answer.status)} ${answer.text.slice(0, 300)}`;
      if (asked.status !== undefined && answer.status !== asked.status) throw new Error(about);
      expect({ about, said: marksIn(answer.text, theirs, JSON.stringify(asked)) }).toEqual({ about, said: [] });
      const nothing = forNothing[index]!;
      const known = await ask(nothing, method, us);
      expect(withoutIds(answer)).toEqual(withoutIds(known));
    }
    expect((await belongings()).digests).toEqual(theirs.digests);
    const files = readdirSync(web.home, { recursive: true, withFileTypes: true }).filter((file) => file.isFile());
    const kept = files.filter((file) => readFileSync(join(file.parentPath, file.name), 'utf8').includes(SECRET));
    expect(kept).toHaveLength(3);
  }

  it('every address has its trial, and every trial an address', () => {
    const doors = doorsOf(web.app.getHttpAdapter().getInstance() as Application);
    expect(Object.keys(TRIALS).sort()).toEqual(doors.map(({ method, path }) => `${method} ${path}`).sort());
  });

  it('who is nobody gets nothing: every address but those of sign-in and watching wants a person', async () => {
    const open = Object.entries(TRIALS)
      .filter(([, trial]) => trial === 'of nobody')
      .map(([door]) => door);
    for (const { method, path } of doorsOf(web.app.getHttpAdapter().getInstance() as Application)) {
      if (open.includes(`${method} ${path}`) || path === '/sign-out') continue;
      const { status, text } = await ask({ path: sampleOf(path) }, method, null);
      const about = `${method} ${path}: ${String(status)} ${text.slice(0, 200)}`;
      expect({ about, refused: status === 401 || status === 303 }).toEqual({ about, refused: true });
    }
  });

  it.each(Object.entries(TRIALS).filter((entry): entry is [string, Trial] => typeof entry[1] === 'function'))(
    '%s',
    async (door, trial) => {
      await tried(door.split(' ')[0] ?? '', trial);
    },
  );

  it('the table of every resource is known here', () => {
    expect(register.resources.filter(({ id }) => TABLES[id] === undefined).map(({ id }) => id)).toEqual([]);
  });

  it('every list and search of every resource: nothing of theirs', async () => {
    for (const { id } of register.resources) {
      const lists = ['list', 'search/a', 'search/1', 'search/theirs', `search/${theirRow(TABLES[id]!)}`];
      await tried('get', (row) => [
        ...lists.map((list) => ({ path: `/console/api/resources/${id}/actions/${list}` })),
        {
          path: `/console/api/resources/${id}/actions/list?filters.id=${row(TABLES[id]!)}&filters.tenantId=${row('config.tenant')}`,
        },
        { path: `/console/api/resources/${id}/bulk/bulkDelete?recordIds=${row(TABLES[id]!)}` },
      ]);
    }
  });

  it.each(['show', 'edit', 'delete'])('%s of every record of theirs: not found', async (action) => {
    for (const { id } of register.resources) {
      await tried('get', (row) => [{ path: recordPath(id, row, action) }]);
      await tried('post', (row) => [{ path: recordPath(id, row, action), form: { version: '1', name: 'taken' } }]);
    }
  });

  it('every further action of every resource on a record of theirs: not found', async () => {
    const actions = register.resources.flatMap((resource) => furtherActions(resource));
    expect(actions.length).toBeGreaterThan(5);
    for (const { id, name } of actions) {
      await tried('post', (row) => [
        { path: recordPath(id, row, name), form: { version: '1', reason: 'taken', days: '0' } },
      ]);
    }
  });

  it('bulk deletion of theirs: not found', async () => {
    for (const { id } of register.resources) {
      const bulk = (row: RowOf) => `/console/api/resources/${id}/bulk/bulkDelete?recordIds=${row(TABLES[id]!)}`;
      await tried('post', (row) => [{ path: bulk(row), form: {} }]);
    }
  });

  it('nothing of ours can be made to point at theirs: agents, queues, menus, numbers', async () => {
    const destination = (row: RowOf) => JSON.stringify({ to: 'queue', queueId: row('config.queue') });
    const action = (row: RowOf) => JSON.stringify({ kind: 'go', destination: JSON.parse(destination(row)) as object });
    const queue = { ringTimeoutS: '15', maxWaitS: '0', wrapUpS: '0', record: 'false' };
    const forms: [string, (row: RowOf) => Record<string, string>][] = [
      ['agent', (row) => ({ number: '7100', name: 'x', extensionId: row('config.extension') })],
      [
        'queue',
        (row) => ({ ...queue, number: '2100', name: 'x', answerBeforeAgent: 'true', overflow: destination(row) }),
      ],
      ['menu', (row) => ({ name: 'x', promptId: row('config.prompt'), action: action(row) })],
      ['operator', (row) => ({ login: 'x', name: 'x', language: 'zh', role: row('access.role') })],
    ];
    for (const [id, form] of forms) {
      await tried('post', (row) => [{ path: `/console/api/resources/${id}/actions/new`, form: form(row) }]);
    }
  });

  it('pages of the console know nothing of theirs', async () => {
    for (const { name } of register.pages) {
      await tried('get', () => [{ path: `/console/api/pages/${name}` }, { path: `/console/pages/${name}` }]);
    }
    for (const { id } of register.resources) {
      const path = (row: RowOf) => `/console/resources/${id}/records/${row(TABLES[id]!)}/show`;
      const { text } = await ask({ path: path(theirRow) }, 'get', us);
      expect(marksIn(text, theirs, path(theirRow))).toEqual([]);
    }
  });

  it('the stream of the present begins with ours alone', async () => {
    const aborter = new AbortController();
    const answer = await fetch(`${web.url}/console/x/live/events`, { headers: web.as(us), signal: aborter.signal });
    const first = await answer.body!.getReader().read();
    const text = Buffer.from(first.value ?? []).toString();
    expect(text).toContain('event: picture');
    expect(marksIn(text, theirs, '')).toEqual([]);
    aborter.abort();
  });

  it('the files are there, and their own people get them', async () => {
    const them = tenantActor(other.tenantId);
    const paths = [`/console/x/prompts/${theirRow('config.prompt')}/sound`, `/console/x/recordings/${CALL_OF_THEIRS}`];
    for (const path of paths) expect((await ask({ path }, 'get', them)).text).toBe(SECRET);
  });
});

/** An address that a route answers; a pattern is that of the console's pages. */
function sampleOf(path: string): string {
  return path.startsWith('/^') ? '/console/resources/queue' : path.replaceAll(/[:*](\w+)/g, 'x');
}

function recordPath(resource: string, row: RowOf, action: string): string {
  return `/console/api/resources/${resource}/records/${row(TABLES[resource]!)}/${action}`;
}

function furtherActions({ id, actions = [] }: ConsoleResource): { readonly id: string; readonly name: string }[] {
  return actions.filter(({ on }) => on === 'record').map(({ name }) => ({ id, name }));
}

function toFormData(fields: Readonly<Record<string, string>>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  return form;
}

/** What was asked for comes back in some answers; it differs, and says nothing. */
function withoutIds({ status, text }: { status: number; text: string }): { status: number; text: string } {
  return {
    status,
    text: text
      .replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|call-\w+(-\w+)?/g, '<id>')
      .replaceAll(/nonce[=-][^ >]+|"at":\d+/g, ''),
  };
}
