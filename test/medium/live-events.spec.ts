import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Module } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';

import { ALONE, type NodeConfigLists } from '../../src/calls/core/node-config.js';
import { ConsoleRegisterModule } from '../../src/console/console-register.module.js';
import { LiveController, RECHECK_MS } from '../../src/console/live/live.controller.js';
import type { AgentId, CallId, ChannelId, QueueId } from '../../src/kernel/ids.js';
import { Passwords } from '../../src/platform/access/sign-in/passwords.js';
import { newId } from '../../src/platform/database/new-id.js';
import { ErrorsModule } from '../../src/platform/errors/errors.module.js';
import { HealthModule } from '../../src/platform/health/health.module.js';
import { MetricsModule } from '../../src/platform/metrics/metrics.module.js';
import { LiveModule } from '../../src/reports/live.module.js';
import { migratedDatabase } from '../fixtures/database.js';
import { EngineOnSocket } from '../fixtures/engine-on-socket.js';
import { eventually } from '../fixtures/eventually.js';
import { LiveWindow } from '../fixtures/live-window.js';
import { accessNumber, agent, extension, queue, tenant, toQueue, trunk } from '../fixtures/node-config.js';
import { queryOnce, TestPostgres } from '../fixtures/postgres.js';
import { insertTenantRows } from '../fixtures/tenant-rows.js';
import { startPeopleApp, Visitor } from '../fixtures/web-people.js';

jest.setTimeout(60_000);

const DATABASE = 'live';
const PASSWORD = 'correct horse battery';
const SIDES = ['ours', 'theirs'] as const;
type Side = (typeof SIDES)[number];
/** What may be seen of a side by its own people alone. */
const MARKS = {
  ours: { caller: '13800000001', address: '10.1.1.1:5061', name: 'Agent of ours' },
  theirs: { caller: '13900000002', address: '10.2.2.2:5062', name: 'Agent of theirs' },
};

@Module({
  imports: [ErrorsModule, HealthModule, MetricsModule, ConsoleRegisterModule, LiveModule],
  controllers: [LiveController],
  providers: [{ provide: RECHECK_MS, useValue: 200 }],
})
class LiveWeb {}

describe('the present as events', () => {
  let postgres: TestPostgres;
  let app: NestExpressApplication;
  let engine: EngineOnSocket;
  let home: string;
  let owner: string;
  const tenantIds = {} as Record<Side, string>;
  const cookies = new Map<string, string>();
  const windows: LiveWindow[] = [];

  beforeAll(async () => {
    postgres = await TestPostgres.start();
    home = mkdtempSync(join(tmpdir(), 'callrack-live-'));
    const variables = { CALLRACK_HOME: home, WEB_SECRET: 'a-secret-of-tests-of-no-use-elsewhere' };
    const { settings, databases } = await migratedDatabase(postgres, DATABASE, variables);
    await databases.close();
    owner = postgres.ownerUrl(DATABASE);
    for (const side of SIDES) tenantIds[side] = (await insertTenantRows(owner, side, 'node1')).tenantId;
    engine = new EngineOnSocket(settings.localApiSocket, bothTenants(tenantIds));
    await engine.start();
    app = await startPeopleApp(settings, LiveWeb);
    await app.listen(0, '127.0.0.1');
    const hash = await new Passwords().hash(PASSWORD);
    for (const side of SIDES) {
      await operator(owner, tenantIds[side], `boss-${side}`, 'tenant_admin', hash);
      await operator(owner, tenantIds[side], `inspector-${side}`, 'inspector', hash);
    }
    await operator(owner, null, 'platform', 'platform_admin', hash);
  });
  afterEach(() => {
    for (const window of windows.splice(0)) window.close();
  });
  afterAll(async () => {
    await app.close();
    await engine.stop();
    await postgres.stop();
    rmSync(home, { recursive: true, force: true });
  });

  const port = (): number => (app.getHttpServer() as { address(): AddressInfo }).address().port;
  const cookieOf = async (login: string): Promise<string> => {
    const known = cookies.get(login);
    if (known !== undefined) return known;
    const company = login.split('-')[1] ?? '';
    const visitor = new Visitor(app, `192.0.2.${String(cookies.size + 1)}`);
    const { headers } = await visitor.signIn({ company, login, password: PASSWORD });
    const given = (headers['set-cookie'] as unknown as string[]).map((cookie) => cookie.split(';')[0]).join('; ');
    cookies.set(login, given);
    return given;
  };
  const open = async (login: string): Promise<LiveWindow> => {
    const window = await LiveWindow.open(port(), await cookieOf(login));
    windows.push(window);
    await eventually(() => {
      expect(window.latest('engine')).toMatchObject({ heard: true });
    });
    return window;
  };
  const login = (side: Side): void => {
    const command = { type: 'login', queueIds: [`${side}-2000` as QueueId] } as const;
    engine.take({ type: 'agent.commanded', agentId: `${side}-1001` as AgentId, command });
  };
  const logout = (side: Side): void => {
    engine.take({ type: 'agent.commanded', agentId: `${side}-1001` as AgentId, command: { type: 'logout' } });
  };
  let calls = 0;
  const arrives = (side: Side): void => {
    calls += 1;
    engine.take({
      type: 'leg.arrived',
      channelId: `caller-${side}-${calls}` as ChannelId,
      callId: `call-${side}-${calls}` as CallId,
      endpoint: 'carrier',
      callerNumber: MARKS[side].caller,
      dialled: side === 'ours' ? '95001' : '95002',
      visit: null,
    });
  };
  /** The caller, and the telephone that rings for them. */
  const hangsUp = (side: Side): void => {
    for (const { callId, callerChannel, partyChannel } of engine.calls.filter((call) => call.callId.includes(side))) {
      engine.take({ type: 'leg.ended', channelId: callerChannel as ChannelId, causeCode: 16 });
      engine.take({ type: 'leg.ended', channelId: (partyChannel ?? `${callId}-a1`) as ChannelId, causeCode: 16 });
    }
  };

  it('two tenants with the same numbers: each sees its own, and nothing of the other ever appears', async () => {
    const seen = { ours: await open('boss-ours'), theirs: await open('boss-theirs') };
    for (const side of SIDES) {
      engine.line(`${side}-8001`, MARKS[side].address);
      login(side);
      arrives(side);
    }
    for (const side of SIDES) {
      await seen[side].shows('calls', { caller: MARKS[side].caller, phase: 'offering', agent: '1001', queue: '2000' });
      await seen[side].shows('agents', { number: '1001', name: MARKS[side].name, phase: 'offered' });
      await seen[side].shows('queues', { number: '2000', offering: 1, agents: 1 });
      await seen[side].shows('extensions', { number: '8001', registered: true, address: MARKS[side].address });
    }
    for (const side of SIDES) {
      hangsUp(side);
      logout(side);
    }
    for (const side of SIDES) {
      await eventually(() => {
        expect(seen[side].rows('calls')).toEqual([]);
      });
      const other = side === 'ours' ? 'theirs' : 'ours';
      for (const mark of [...Object.values(MARKS[other]), other, tenantIds[other]]) {
        expect(seen[side].text).not.toContain(mark);
      }
      expect(seen[side].rows('agents')).toHaveLength(1);
      expect(seen[side].text).not.toContain('carrier');
    }
  });

  it('who looks after a group sees its agents, and what has to do with these; others once the group is another', async () => {
    const [known] = await queryOnce<{ id: string }>(owner, 'SELECT id FROM config.agent WHERE tenant_id = $1', [
      tenantIds.ours,
    ]);
    const agentId = known!.id;
    const groupId = newId();
    await queryOnce(owner, `INSERT INTO config.agent_group (id, tenant_id, name) VALUES ($1, $2, 'Lines')`, [
      groupId,
      tenantIds.ours,
    ]);
    await operator(owner, tenantIds.ours, 'lead-ours', 'supervisor', await new Passwords().hash(PASSWORD));
    await queryOnce(owner, `UPDATE access.operator SET agent_group_ids = ARRAY[$1]::uuid[] WHERE login = 'lead-ours'`, [
      groupId,
    ]);
    const lists = bothTenants(tenantIds);
    const second = { ...agent(tenantIds.ours, '1002', []), id: agentId as AgentId, name: 'Second' };
    engine.world.configure({ ...lists, agents: [...lists.agents, second] }, Date.now());
    const all = await open('boss-ours');
    const window = await open('lead-ours');
    login('ours');
    arrives('ours');
    await all.shows('calls', { caller: MARKS.ours.caller, phase: 'offering' });
    expect([...window.rows('agents'), ...window.rows('calls'), ...window.rows('queues')]).toEqual([]);
    await queryOnce(
      owner,
      'INSERT INTO config.agent_group_member (tenant_id, group_id, agent_id) VALUES ($1, $2, $3)',
      [tenantIds.ours, groupId, agentId],
    );
    await window.shows('agents', { number: '1002', name: 'Second' });
    expect(window.rows('agents')).toHaveLength(1);
    expect(window.text).not.toContain(MARKS.ours.caller);
    expect(window.text).not.toContain(MARKS.ours.name);
    hangsUp('ours');
    logout('ours');
    engine.world.configure(lists, Date.now());
  });

  it('the platform sees trunks, counts of all tenants, the SIP server and processes, and no callers', async () => {
    const platform = await open('platform');
    for (const side of SIDES) {
      login(side);
      arrives(side);
    }
    engine.line('carrier', '10.9.9.9:5060', 'Unreachable');
    for (const code of SIDES) await platform.shows('tenants', { code, channels: 1, channelLimit: 100, agents: 1 });
    await platform.shows('trunks', { name: 'carrier', channels: 2, reach: 'unreachable', address: '10.9.9.9:5060' });
    await eventually(() => {
      expect(platform.latest('system')).toMatchObject({
        recordingBacklog: 3,
        journalBacklog: 4,
        sipServer: { version: '22.10.1' },
        node: { name: 'node1' },
      });
    });
    const { processes, disks } = platform.latest('system') as { processes: object[]; disks: object[] };
    expect(processes).toMatchObject([{ name: 'calls' }, { name: 'web' }, { name: 'asterisk' }, { name: 'postgres' }]);
    expect(disks).toContainEqual(expect.objectContaining({ name: 'home' }));
    for (const { caller, address, name } of Object.values(MARKS)) {
      for (const mark of [caller, address, name]) expect(platform.text).not.toContain(mark);
    }
    for (const side of SIDES) {
      hangsUp(side);
      logout(side);
    }
  });

  it('who is not signed in, or may not see it, is refused', async () => {
    await expect(LiveWindow.open(port(), '')).rejects.toThrow('refused: 401');
    await expect(LiveWindow.open(port(), await cookieOf('inspector-ours'))).rejects.toThrow('refused: 403');
  });

  it('windows of one person are bounded', async () => {
    for (let n = 0; n < 10; n += 1) await open('boss-theirs');
    await expect(LiveWindow.open(port(), await cookieOf('boss-theirs'))).rejects.toThrow('refused: 429');
    windows.splice(0).forEach((window) => window.close());
    await eventually(async () => {
      await open('boss-theirs');
    });
  });

  it('the engine goes away: it is said, and what was known stays; it comes back: the present is shown', async () => {
    const window = await open('boss-ours');
    login('ours');
    await window.shows('agents', { number: '1001', phase: 'ready' });
    await engine.stop();
    await eventually(() => {
      expect(window.latest('engine')).toMatchObject({ heard: false });
    });
    await window.shows('agents', { number: '1001', phase: 'ready' });
    logout('ours');
    await engine.start();
    await eventually(() => {
      expect(window.latest('engine')).toMatchObject({ heard: true });
    }, 20_000);
    await window.shows('agents', { number: '1001', phase: 'loggedOut' });
  });

  it('another configuration: lines that came and went are shown, names are the new ones', async () => {
    const window = await open('boss-ours');
    const lists = bothTenants(tenantIds);
    const more = { ...agent(tenantIds.ours, '1002', []), id: 'ours-1002' as AgentId, name: 'Second' };
    engine.world.configure({ ...lists, agents: [...lists.agents, more] }, Date.now());
    await window.shows('agents', { number: '1002', name: 'Second', phase: 'loggedOut' });
    engine.world.configure(lists, Date.now());
    await eventually(() => {
      expect(window.rows('agents')).toHaveLength(1);
    });
  });

  it('a storm of changes is told four times a second, the last as it is', async () => {
    const window = await open('boss-ours');
    login('ours');
    const before = window.told.length;
    const reasons = Array.from({ length: 200 }, (_, n) => `reason ${String(n)}`);
    const begun = performance.now();
    for (const reason of reasons) {
      const command = { type: 'goNotReady', reason } as const;
      engine.take({ type: 'agent.commanded', agentId: 'ours-1001' as AgentId, command });
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    await window.shows('agents', { number: '1001', reason: 'reason 199' });
    const seconds = (performance.now() - begun) / 1000;
    expect(window.told.length - before).toBeLessThanOrEqual(4 * seconds + 2);
    logout('ours');
  });

  it('a right that is taken away, and a session that is over, end the stream', async () => {
    const window = await open('boss-ours');
    await queryOnce(owner, "UPDATE access.operator SET builtin_role = 'inspector' WHERE login = 'boss-ours'");
    await eventually(() => {
      expect(window.ended).toBe(true);
    });
    expect(window.told.at(-1)).toMatchObject({ event: 'end', data: { why: 'not_permitted' } });
    const other = await open('boss-theirs');
    await queryOnce(owner, 'DELETE FROM live.web_session');
    await eventually(() => {
      expect(other.ended).toBe(true);
    });
    expect(other.told.at(-1)).toMatchObject({ event: 'end', data: { why: 'signed_out' } });
  });
});

/** The same numbers on both sides; ids differ. */
function bothTenants(ids: Readonly<Record<Side, string>>): NodeConfigLists {
  const each = <T>(make: (side: Side, tenantId: string) => T): T[] => SIDES.map((side) => make(side, ids[side]));
  return {
    ...ALONE,
    tenants: each((side, id) => tenant(id, { code: side })),
    trunks: [trunk('carrier')],
    extensions: each((side, id) => ({
      ...extension(id, '8001'),
      id: `${side}-x` as never,
      endpoint: `${side}-8001`,
    })),
    accessNumbers: each((side, id) => ({
      ...accessNumber(id, side === 'ours' ? '95001' : '95002', toQueue('')),
      destination: { to: 'queue', queueId: `${side}-2000` as QueueId },
    })),
    menus: [],
    tariffs: [],
    accounts: [],
    tenantTrunks: [],
    queues: each((side, id) => ({ ...queue(id, '2000'), id: `${side}-2000` as QueueId })),
    agents: each((side, id) => ({
      ...agent(id, '1001', []),
      id: `${side}-1001` as AgentId,
      name: MARKS[side].name,
      extensionId: `${side}-x` as never,
      queueIds: [`${side}-2000` as QueueId],
    })),
    prompts: [],
  };
}

function operator(owner: string, tenantId: string | null, login: string, role: string, hash: string): Promise<unknown> {
  return queryOnce(
    owner,
    `INSERT INTO access.operator (id, tenant_id, login, name, language, builtin_role, password_hash, must_change_password)
     VALUES ($1, $2, $3, $3, 'zh', $4, $5, false)`,
    [newId(), tenantId, login, role, hash],
  );
}
