import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';

import ExcelJS from 'exceljs';

import type { Actor } from '../../src/platform/access/actor.js';
import { newId } from '../../src/platform/database/new-id.js';
import type { ExportView } from '../../src/reports/core/export.js';
import { fillCallRecords } from '../fixtures/call-records.js';
import { ExportDesk } from '../fixtures/export-desk.js';
import { actorWith, platformActor, tenantActor } from '../fixtures/gate-actors.js';
import { insertTenantRows, type TenantRows } from '../fixtures/tenant-rows.js';

jest.setTimeout(60_000);

const RECORDS = 3000;
const UNTIL = new Date('2025-11-20T10:00:00Z');
/** What people call things, and what some call themselves. */
const NAMES = [
  '<script>alert(1)</script>',
  '张三 😀',
  '=HYPERLINK("http://evil")',
  '+1+1',
  '@SUM(A1)',
  '-2',
  'a,"b"\n;',
];

interface KeptRow {
  readonly call_id: string;
  readonly id: string;
  readonly arrived_at: Date;
  readonly connected_at: Date | null;
  readonly caller: string;
  readonly agent_number: string | null;
  readonly agent_name: string | null;
  readonly lost_reason: string | null;
  readonly talked_ms: string;
  readonly recorded: boolean;
  readonly offers: number;
}

describe('exports of call records', () => {
  let desk: ExportDesk;
  let ours: TenantRows;
  let theirs: TenantRows;
  let us: Actor;
  let them: Actor;

  beforeAll(async () => {
    desk = await ExportDesk.open();
    const url = desk.ownerUrl;
    [ours, theirs] = [await insertTenantRows(url, 'ours', 'node1'), await insertTenantRows(url, 'theirs', 'node1')];
    [us, them] = [tenantActor(ours.tenantId), tenantActor(theirs.tenantId)];
    await desk.query('DELETE FROM facts.call_record');
    await desk.query('DELETE FROM live.export');
    for (const { tenantId, queueId } of [ours, theirs]) {
      const agentIds = tenantId === ours.tenantId ? await agentsCalled(NAMES) : [];
      await fillCallRecords(url, { tenantId, count: RECORDS, until: UNTIL, days: 9, queueIds: [queueId], agentIds });
    }
  });
  afterAll(async () => {
    await desk.close();
  });

  async function agentsCalled(names: readonly string[]): Promise<string[]> {
    const ids = names.map(newId);
    const [telephone] = await desk.query<{ id: string }>('SELECT id FROM config.extension WHERE tenant_id = $1', [
      ours.tenantId,
    ]);
    for (const [n, name] of names.entries()) {
      await desk.query(
        'INSERT INTO config.agent (id, tenant_id, number, name, extension_id) VALUES ($1, $2, $3, $4, $5)',
        [ids[n], ours.tenantId, String(8000 + n), name, telephone!.id],
      );
    }
    return ids;
  }

  /** Rows as the database has them, in the order of an export. */
  const rowsOf = ({ tenantId }: TenantRows, where = 'true') =>
    desk.query<KeptRow>(
      `SELECT r.*, agent.number AS agent_number, agent.name AS agent_name FROM facts.call_record r
       LEFT JOIN config.agent ON agent.id = agent_id
       WHERE r.tenant_id = $1 AND ${where} ORDER BY arrived_at DESC, r.id DESC`,
      [tenantId],
    );

  describe('csv', () => {
    it('has every row with the names of now, for Excel to read; what looks like a formula is text', async () => {
      const { view, file, response } = await desk.exported(us, {
        format: 'csv',
        columns: ['arrivedAt', 'caller', 'agent', 'agentName', 'result', 'talkedMs', 'recorded'],
        language: 'en',
        timeZone: 'America/New_York',
      });
      expect(view).toMatchObject({ rowsDone: RECORDS, rowsTotal: RECORDS, bytes: file.length });
      expect(response.headers['content-type']).toBe('text/csv; charset=utf-8');
      expect(response.headers['content-disposition']).toMatch(/^attachment; filename=call-records-\d{8}-\d{6}\.csv$/);
      expect(file.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
      const [titles, ...lines] = parseCsv(file.toString('utf8').slice(1));
      expect(titles).toEqual(['Call time', 'Caller', 'Agent', 'Agent name', 'Result', 'Talked', 'Recorded']);
      const rows = await rowsOf(ours);
      expect(lines).toEqual(
        rows.map((row) => [
          inNewYork(row.arrived_at),
          row.caller,
          row.agent_name === null ? '' : `${row.agent_number} ${row.agent_name}`,
          guarded(row.agent_name ?? ''),
          row.lost_reason === null ? (row.connected_at === null ? 'Self-service' : 'Answered') : expect.any(String),
          hms(Number(row.talked_ms)),
          row.recorded ? 'Yes' : 'No',
        ]),
      );
      expect(lines.map((line) => line[3])).toEqual(
        expect.arrayContaining([...NAMES.slice(0, 2), '\'=HYPERLINK("http://evil")', "'+1+1", "'@SUM(A1)", "'-2"]),
      );
    });

    it('in Chinese, narrowed and sorted as the list was', async () => {
      const { view, file } = await desk.exported(us, {
        format: 'csv',
        columns: ['id', 'result', 'waitedMs'],
        filter: { result: 'lost', arrivedAt: { from: '2025-11-15T00:00:00Z' } },
        sort: { by: 'waitedMs', descending: true },
        language: 'zh',
      });
      const [titles, ...lines] = parseCsv(file.toString('utf8').slice(1));
      expect(titles).toEqual(['通话编号', '结果', '等待时长']);
      const rows = await rowsOf(ours, "lost_reason IS NOT NULL AND arrived_at >= '2025-11-15T00:00:00Z'");
      expect(lines.map(([id]) => id).toSorted()).toEqual(rows.map((row) => row.id).toSorted());
      expect(view.rowsTotal).toBe(rows.length);
      const waits = lines.map(([, , waited]) => waited!);
      expect(waits).toEqual(waits.toSorted().toReversed());
      expect(new Set(lines.map(([, result]) => result))).toContain('排队中挂机');
    });

    it('the direction, what a call cost in the end, and which money ended it', async () => {
      const [call] = await rowsOf(ours, "direction = 'inbound'");
      const callId = call!.call_id;
      await desk.query(
        `INSERT INTO facts.charge (id, at, tenant_id, call_id, kind, tariff_id, tariff_version_id, currency, amount_micro,
           caller_amount_micro, outbound_micro, seconds, calculation, reverses)
         SELECT $1 || entry, now(), $2, $1, kind, $3, $3, 'CNY', amount, 0, 0, 60, '{}', reverses
         FROM (VALUES (':charge', 'call', 150000, NULL), (':back', 'reversal', -150000, $1 || ':charge'),
           (':again', 'rerated', 1200001, NULL)) AS t (entry, kind, amount, reverses)`,
        [callId, ours.tenantId, newId()],
      );
      await desk.query(
        `INSERT INTO facts.call_step (id, at, tenant_id, call_id, seq, step, detail)
         VALUES ($1 || ':900', now(), $2, $1, 900, 'credit.ended', '{"limit":"balance_out"}')`,
        [callId, ours.tenantId],
      );
      const { file } = await desk.exported(us, {
        ...{ format: 'csv', language: 'zh', filter: { direction: 'inbound' } },
        columns: ['id', 'direction', 'chargedMicro', 'endReason'],
      });
      const [titles, ...lines] = parseCsv(file.toString('utf8').slice(1));
      expect(titles?.toSorted()).toEqual(['方向', '结束原因', '话费', '通话编号'].toSorted());
      const line = lines.find((cells) => cells.includes(call!.id));
      expect(line?.toSorted()).toEqual([call!.id, '来话', '1.200001', '余额用尽'].toSorted());
      expect(lines.filter((cells) => cells.includes('余额用尽'))).toHaveLength(1);
    });

    it('of nothing is a file with its titles', async () => {
      const { file } = await desk.exported(us, { format: 'csv', columns: ['caller'], filter: { caller: 'nobody' } });
      expect(file.toString('utf8')).toBe('\uFEFF主叫号码\r\n');
    });
  });

  describe('xlsx', () => {
    it('has every row: dates are dates on the wall clock of the person, durations are times, numbers are text', async () => {
      const { file, response } = await desk.exported(us, {
        format: 'xlsx',
        columns: ['arrivedAt', 'caller', 'agentName', 'talkedMs', 'offers', 'connectedAt'],
        language: 'zh',
        timeZone: 'Asia/Shanghai',
      });
      expect(response.headers['content-type']).toContain('spreadsheetml');
      expect(response.headers['content-disposition']).toContain(`filename*=UTF-8''${encodeURIComponent('呼叫详单')}`);
      const workbook = new ExcelJS.Workbook();
      await workbook.xlsx.load(file as never);
      expect(workbook.worksheets).toHaveLength(1);
      const sheet = workbook.worksheets[0]!;
      const seen: unknown[][] = [];
      sheet.eachRow((row) => seen.push((row.values as unknown[]).slice(1)));
      expect(seen.shift()).toEqual(['呼叫时间', '主叫号码', '座席姓名', '通话时长', '分配次数', '接通时间']);
      const rows = await rowsOf(ours);
      expect(seen).toHaveLength(rows.length);
      const inShanghai = (instant: Date) => Math.round((instant.getTime() + 8 * 3_600_000) / 1000);
      expect(
        seen.map(([arrived, caller, name, talked, offers, connected]) => [
          Math.round((arrived as Date).getTime() / 1000),
          caller,
          name ?? null,
          // a time of day to the reader
          Math.round(((talked as Date).getTime() - Date.UTC(1899, 11, 30)) / 1000),
          offers,
          connected === undefined ? null : Math.round((connected as Date).getTime() / 1000),
        ]),
      ).toEqual(
        rows.map((row) => [
          inShanghai(row.arrived_at),
          row.caller,
          row.agent_name,
          Math.round(Number(row.talked_ms) / 1000),
          row.offers,
          row.connected_at === null ? null : inShanghai(row.connected_at),
        ]),
      );
      expect(sheet.getCell('A2').numFmt).toBe('yyyy-mm-dd hh:mm:ss');
      expect(sheet.getCell('D2').numFmt).toBe('[h]:mm:ss');
      sheet.eachRow((row) => row.eachCell((cell) => expect(cell.type).not.toBe(ExcelJS.ValueType.Formula)));
    });
  });

  describe('what is asked for', () => {
    it.each([
      ['no format', {}],
      ['a format that there is none of', { format: 'pdf' }],
      ['a column that there is none of', { format: 'csv', columns: ['tenant_id'] }],
      ['no column', { format: 'csv', columns: [] }],
      ['a time that is none', { format: 'csv', filter: { arrivedAt: { from: 'yesterday' } } }],
      ['a time zone that there is none of', { format: 'csv', timeZone: 'Mars/Olympus' }],
      ['a sort that there is none of', { format: 'csv', sort: { by: 'id', descending: true } }],
      ['a filter that is none', { format: 'csv', filter: 'all' }],
    ])('%s is refused in both languages', async (_name, wish) => {
      const { body } = await desk.post(us, '', { kind: 'call_record', ...wish }).expect(400);
      expect(body).toMatchObject({
        code: 'platform.invalid_input',
        message: { zh: expect.stringMatching(/输入有误/) },
      });
    });

    it('the sixth at once is refused', async () => {
      const worker = newId();
      for (let n = 0; n < 5; n += 1) {
        await desk.query(
          `INSERT INTO live.export (id, tenant_id, kind, format, wish, requested_by, requested_by_name, rows_total, worker)
           VALUES ($1, $2, 'call_record', 'csv', '{}', $1, 'x', 1, $3)`,
          [newId(), ours.tenantId, worker],
        );
      }
      const { body } = await desk.post(us, '', { kind: 'call_record', format: 'csv' }).expect(409);
      expect(body.code).toBe('reports.too_many_exports');
      await desk.ended(them, (await desk.start(them, { format: 'csv' })).id);
      await desk.query('DELETE FROM live.export WHERE worker = $1', [worker]);
    });
  });

  describe('walls', () => {
    let id: string;
    beforeAll(async () => {
      id = (await desk.ended(us, (await desk.start(us, { format: 'csv' })).id)).id;
    });

    it("another tenant's export is not found, whatever is asked of it", async () => {
      const before = await desk.query('SELECT * FROM live.export WHERE id = $1', [id]);
      for (const answer of [
        await desk.get(them, `/${id}`),
        await desk.get(them, `/${id}/file`),
        await desk.post(them, `/${id}/cancel`),
      ]) {
        expect([answer.status, answer.body.code]).toEqual([404, 'platform.not_found']);
      }
      expect(JSON.stringify((await desk.get(them)).body)).not.toContain(id);
      expect(await desk.query('SELECT * FROM live.export WHERE id = $1', [id])).toEqual(before);
      for (const nonsense of ['x', '%00', '..%2f..', "'--"]) await desk.get(us, `/${nonsense}`).expect(404);
    });

    it('needs the permission, and a tenant', async () => {
      const reader = actorWith(ours.tenantId, 'call_record.read');
      for (const nobody of [reader, platformActor()]) {
        await desk.get(nobody).expect(403);
        await desk.get(nobody, `/${id}`).expect(403);
        await desk.get(nobody, `/${id}/file`).expect(403);
        await desk.post(nobody, '', { kind: 'call_record', format: 'csv' }).expect(403);
        await desk.post(nobody, `/${id}/cancel`).expect(403);
      }
      await desk.http().get('/console/x/exports').expect(401);
      await desk.http().get(`/console/x/exports/${id}/file`).expect(401);
    });

    it('a colleague with the permission sees and fetches it too', async () => {
      const colleague = actorWith(ours.tenantId, 'call_record.export', 'charge.read');
      expect((await desk.get(colleague)).body.exports.map((one: ExportView) => one.id)).toContain(id);
      await desk.get(colleague, `/${id}/file`).expect(200);
    });

    it('what calls cost is in the files of those alone who may see charges', async () => {
      const clerk = actorWith(ours.tenantId, 'call_record.export');
      await desk.get(clerk, `/${id}/file`).expect(403);
      await desk.post(clerk, '', { kind: 'call_record', format: 'csv', columns: ['chargedMicro'] }).expect(403);
      const { file } = await desk.exported(clerk, {
        format: 'csv',
        language: 'zh',
        columns: ['caller', 'chargedMicro'],
      });
      expect(parseCsv(file.toString('utf8').slice(1))[0]).toEqual(['主叫号码']);
    });

    it('the file is readable by this process alone', async () => {
      const { mode } = await stat(join(desk.folderOf(ours), `${id}.csv`));
      expect(mode & 0o777).toBe(0o600);
      expect((await stat(desk.folderOf(ours))).mode & 0o777).toBe(0o700);
    });

    it('what was taken out, by which filter and how many rows, is in the audit log; so is who fetched it', async () => {
      const filter = { called: '955501' };
      const { view } = await desk.exported(us, { format: 'csv', filter });
      await desk.get(us, `/${view.id}/file`).set('Range', 'bytes=100-').expect(206);
      await desk.get(us, `/${view.id}/file`).expect(200);
      const entries = (await desk.auditOf(ours)).filter((entry) => entry.object_id === view.id);
      expect(entries.map((entry) => entry.action)).toEqual(['export', 'download']);
      expect(entries[0]!.after).toMatchObject({ filter, rows: RECORDS / 4, format: 'csv' });
      expect(entries[1]!.after).toMatchObject({ filter, rows: RECORDS / 4 });
      expect((await desk.auditOf(theirs)).map((entry) => entry.object_id)).not.toContain(view.id);
    });

    it.each(['bytes=abc', 'bytes= 0-', 'bytes=5-5,0-', 'bytes=1-', 'bytes=-99999999', 'lines=1-2'])(
      'whoever asks for %s first is in the audit log all the same',
      async (range) => {
        const colleague = actorWith(ours.tenantId, 'call_record.export', 'charge.read');
        await desk.get(colleague, `/${id}/file`).set('Range', range).set('If-Range', '"another"');
        const entries = (await desk.auditOf(ours)).filter((entry) => entry.operator_id === colleague.operatorId);
        expect(entries.map((entry) => entry.action)).toEqual(['download']);
      },
    );

    it('a part of the file is what lies there', async () => {
      const whole = await readFile(join(desk.folderOf(ours), `${id}.csv`), 'utf8');
      const { text, headers } = await desk.get(us, `/${id}/file`).set('Range', 'bytes=10-29').expect(206);
      expect(text).toBe(Buffer.from(whole).subarray(10, 30).toString());
      expect(headers['content-range']).toBe(`bytes 10-29/${Buffer.byteLength(whole)}`);
    });
  });
});

function parseCsv(text: string): string[][] {
  const rows: string[][] = [[]];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^,\r\n]*))(,|\r\n|$)/g)) {
    rows.at(-1)!.push(quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"'));
    if (end === '\r\n') rows.push([]);
    if (end === '') break;
  }
  return rows.slice(0, -1);
}

function guarded(text: string): string {
  return /^[=+\-@]/.test(text) ? `'${text}` : text;
}

function hms(ms: number): string {
  const seconds = Math.round(ms / 1000);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}

function inNewYork(instant: Date): string {
  return instant.toLocaleString('sv-SE', { timeZone: 'America/New_York' });
}
