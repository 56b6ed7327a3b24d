import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Logger } from '@nestjs/common';
import { Test, type TestingModule } from '@nestjs/testing';
import { pino } from 'pino';

import { CallsService } from '../../src/calls/calls.service.js';
import { DutyKeeper } from '../../src/calls/duty-keeper.service.js';
import { EngineModule } from '../../src/engine.module.js';
import type { AgentId, QueueId } from '../../src/kernel/ids.js';
import type { Settings } from '../../src/platform/settings/settings.js';
import { ProcessModule } from '../../src/platform/startup/process.module.js';
import { migratedDatabase } from '../fixtures/database.js';
import { eventually } from '../fixtures/eventually.js';
import { TestPostgres } from '../fixtures/postgres.js';
import { insertTenantRows, type TenantRows } from '../fixtures/tenant-rows.js';

const DATABASE = 'duties';
jest.setTimeout(60_000);

describe('what agents are doing goes along with their tenant', () => {
  let postgres: TestPostgres;
  let settings: Settings;
  let home: string;
  let ours: TenantRows;
  let agentId: AgentId;
  let engine: TestingModule;

  const sql = (statement: string, parameters: unknown[] = []) => postgres.query(DATABASE, statement, parameters);
  const duty = () => sql('SELECT phase, reason, seq FROM work.agent_duty WHERE agent_id = $1', [agentId]);

  beforeAll(async () => {
    Logger.overrideLogger(false);
    postgres = await TestPostgres.start();
    home = mkdtempSync(join(tmpdir(), 'callrack-home-'));
    ({ settings } = await migratedDatabase(postgres, DATABASE, { CALLRACK_HOME: home }));
    ours = await insertTenantRows(postgres.ownerUrl(DATABASE), 'ours', 'node1');
    await insertTenantRows(postgres.ownerUrl(DATABASE), 'elsewhere', 'node2');
    const [agent] = await sql('SELECT id FROM config.agent WHERE tenant_id = $1', [ours.tenantId]);
    agentId = (agent as { id: AgentId }).id;
    await sql('DELETE FROM work.agent_duty');
    await sql(
      `INSERT INTO work.agent_duty (tenant_id, agent_id, phase, reason, queue_ids, since, idle_since, seq, refusals,
          sits_out_until)
        VALUES ($1, $2, 'talking', NULL, ARRAY[$3::uuid], now(), now(), 10, 0, '2100-01-01T00:00:00Z')`,
      [ours.tenantId, agentId, ours.queueId],
    );
    engine = await Test.createTestingModule({
      imports: [ProcessModule.for(settings, pino({ level: 'silent' }), EngineModule)],
    }).compile();
    engine.useLogger(false);
    await engine.init();
    await engine.get(CallsService).start();
    engine.get(DutyKeeper).start();
  });
  afterAll(async () => {
    await engine.close();
    await postgres.stop();
    rmSync(home, { recursive: true });
    Logger.overrideLogger(true);
  });

  const agent = () => engine.get(CallsService).hall.agents.get(agentId);

  it('a tenant that comes: its agents go on, those who were in a call wait, and that is written down', async () => {
    await eventually(() => {
      expect(agent()).toMatchObject({ phase: 'notReady', reason: 'moved', seq: 1011, queueIds: [ours.queueId] });
      expect(agent()?.sitsOutUntil).toBe(Date.UTC(2100, 0, 1));
    });
    await eventually(async () => {
      expect(await duty()).toEqual([{ phase: 'notReady', reason: 'moved', seq: 1011 }]);
    });
  });

  it('what an agent does is written', async () => {
    const queueIds = [ours.queueId as QueueId];
    engine.get(CallsService).commandAgent(agentId, { type: 'login', queueIds });
    await eventually(async () => {
      expect(await duty()).toEqual([{ phase: 'ready', reason: null, seq: 1012 }]);
    });
  });

  it('a tenant that is about to move is written once more; one that has left is not written any more', async () => {
    const keeper = engine.get(DutyKeeper);
    const tenantId = ours.tenantId;
    expect(keeper.isWritten(tenantId)).toBe(false);
    await sql("UPDATE config.tenant SET moving_to_node_id = 'node2' WHERE id = $1", [tenantId]);
    await eventually(() => {
      expect(keeper.isWritten(tenantId)).toBe(true);
    });
    await sql(
      `UPDATE config.tenant SET home_node_id = 'node2', leaving_node_id = 'node1', moving_to_node_id = NULL
        WHERE id = $1`,
      [tenantId],
    );
    await eventually(() => {
      expect(agent()).toMatchObject({ phase: 'loggedOut', reason: 'moved', seq: 1013 });
    });
    expect(keeper.isWritten(tenantId)).toBe(false);
    // back again: what another home could have kept is what was written before it left
    await sql("UPDATE config.tenant SET home_node_id = 'node1', leaving_node_id = NULL WHERE id = $1", [tenantId]);
    await eventually(async () => {
      expect(await duty()).toEqual([{ phase: 'loggedOut', reason: 'moved', seq: 1013 }]);
    });
  });
});
