import { mkdir, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { Actor } from '../../src/platform/access/actor.js';
import { newId } from '../../src/platform/database/new-id.js';
import { ExportSweeper } from '../../src/reports/export-sweeper.js';
import { ExportWorker } from '../../src/reports/export-worker.js';
import { fillCallRecords } from '../fixtures/call-records.js';
import { eventually } from '../fixtures/eventually.js';
import { ExportDesk } from '../fixtures/export-desk.js';
import { tenantActor } from '../fixtures/gate-actors.js';
import { insertTenantRows, type TenantRows } from '../fixtures/tenant-rows.js';

jest.setTimeout(60_000);

describe('exports that do not come to the usual end', () => {
  let desk: ExportDesk;
  let ours: TenantRows;
  let theirs: TenantRows;
  let us: Actor;
  let them: Actor;
  let busy: TenantRows;
  let boss: Actor;

  beforeAll(async () => {
    desk = await ExportDesk.open();
    const url = desk.ownerUrl;
    ours = await insertTenantRows(url, 'ours', 'node1');
    theirs = await insertTenantRows(url, 'theirs', 'node1');
    busy = await insertTenantRows(url, 'busy', 'node1');
    [us, them, boss] = [tenantActor(ours.tenantId), tenantActor(theirs.tenantId), tenantActor(busy.tenantId)];
    await desk.query('DELETE FROM live.export');
    await fillCallRecords(url, { tenantId: busy.tenantId, count: 80_000 });
  });
  afterAll(() => desk.close());

  const worker = () => desk.doors.app.get(ExportWorker, { strict: false });

  /** One that takes its time, and has begun. */
  async function underWay(): Promise<string> {
    const { id } = await desk.start(boss, { format: 'xlsx' });
    await eventually(async () => expect((await desk.get(boss, `/${id}`)).body.rowsDone).toBeGreaterThan(0));
    return id;
  }

  it('cancelled while it runs: no file is left, and it stays cancelled', async () => {
    const id = await underWay();
    const { body } = await desk.post(boss, `/${id}/cancel`).expect(200);
    expect(body).toMatchObject({ status: 'cancelled', rowsTotal: 80_001 });
    expect(body.rowsDone).toBeLessThan(80_000);
    await eventually(async () => expect((await desk.filesOf(busy)).filter((name) => name.startsWith(id))).toEqual([]));
    await desk.post(boss, `/${id}/cancel`).expect(200);
    expect((await desk.get(boss, `/${id}`)).body.status).toBe('cancelled');
    expect((await desk.get(boss, `/${id}/file`)).body.code).toBe('reports.no_file');
    expect((await desk.auditOf(busy)).filter((entry) => entry.object_id === id).map(({ action }) => action)).toEqual([
      'export',
      'cancel_export',
    ]);
  });

  it('a third waits, another tenant comes before it, and it is cancelled before it begins', async () => {
    const running = [await underWay(), await underWay()];
    const third = await desk.start(boss, { format: 'csv' });
    const other = await desk.start(us, { format: 'csv' });
    expect((await desk.get(boss, `/${third.id}`)).body).toMatchObject({ status: 'queued', rowsDone: 0 });
    await desk.post(boss, `/${running[0]}/cancel`).expect(200);
    expect((await desk.ended(us, other.id)).status).toBe('done');
    await desk.post(boss, `/${third.id}/cancel`).expect(200);
    await desk.post(boss, `/${running[1]}/cancel`).expect(200);
    expect((await desk.get(boss, `/${third.id}`)).body).toMatchObject({ status: 'cancelled', rowsDone: 0 });
  });

  it('the web process was killed: what it had begun is told as interrupted at the next start, and swept', async () => {
    const [id, long, swept] = [newId(), newId(), newId()];
    const row = (rowId: string, status: string, endedAt: string | null, life: string) =>
      desk.query(
        `INSERT INTO live.export (id, tenant_id, kind, format, wish, requested_by, requested_by_name, rows_total, worker,
           status, ended_at) VALUES ($1, $2, 'call_record', 'csv', $5, $1, 'x', 1, $3, $4, $6)`,
        [rowId, ours.tenantId, life, status, JSON.stringify({ filter: {}, columns: ['id'], language: 'zh' }), endedAt],
      );
    await row(id, 'running', null, newId());
    await row(long, 'running', null, worker().life);
    await row(swept, 'done', '2020-01-01', newId());
    const folder = desk.folderOf(ours);
    await mkdir(folder, { recursive: true });
    const old = new Date(Date.now() - 3_600_000);
    for (const name of [`${id}.csv.part`, `${swept}.csv`, 'who-knows']) {
      await writeFile(join(folder, name), 'x');
      await utimes(join(folder, name), old, old);
    }
    await writeFile(join(folder, `${long}.csv.part`), 'x');
    const kept = (await desk.ended(them, (await desk.start(them, { format: 'csv' })).id)).id;
    await utimes(join(desk.folderOf(theirs), `${kept}.csv`), old, old);
    await desk.doors.app.get(ExportSweeper, { strict: false }).sweep();
    expect((await desk.get(us, `/${id}`)).body).toMatchObject({
      status: 'failed',
      failure: { en: expect.stringContaining('interrupted') },
    });
    expect((await desk.get(us, `/${long}`)).body.status).toBe('running');
    await desk.get(us, `/${swept}`).expect(404);
    const left = await desk.filesOf(ours);
    expect(left).toContain(`${long}.csv.part`);
    for (const name of [`${id}.csv.part`, `${swept}.csv`, 'who-knows']) expect(left).not.toContain(name);
    await desk.get(them, `/${kept}/file`).expect(200);
    await desk.query('DELETE FROM live.export WHERE id = $1', [long]);
  });

  it('one tenant fills the room for exports: its own oldest go, the older one of another tenant stays', async () => {
    const old = (await desk.ended(them, (await desk.start(them, { format: 'csv' })).id)).id;
    const many: string[] = [];
    for (let count = 0; count < 3; count += 1) {
      many.push((await desk.ended(us, (await desk.start(us, { format: 'csv' })).id)).id);
    }
    await desk.query('UPDATE live.export SET bytes = $2 WHERE id = ANY ($1)', [many, 2 * 1024 ** 3]);
    await desk.doors.app.get(ExportSweeper, { strict: false }).sweep();
    await desk.get(them, `/${old}/file`).expect(200);
    expect((await desk.get(us, `/${many[0]}`)).status).toBe(404);
    for (const id of many.slice(1)) await desk.get(us, `/${id}/file`).expect(200);
  });

  it('the web process ends: running and waiting ones are told as interrupted, and what they wrote is gone', async () => {
    const ids = [await underWay(), await underWay(), (await desk.start(boss, { format: 'csv' })).id];
    await worker().onModuleDestroy();
    for (const id of ids) {
      const { body } = await desk.get(boss, `/${id}`);
      expect(body).toMatchObject({ status: 'failed', failure: { zh: expect.stringContaining('重新导出') } });
    }
    expect(await desk.filesOf(busy)).toEqual([]);
  });
});
