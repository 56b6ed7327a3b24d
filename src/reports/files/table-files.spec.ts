import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import ExcelJS from 'exceljs';

import { failureOf } from '../export-run.js';
import { CsvFile } from './csv-file.js';
import type { Cell, TableColumn } from './table-file.js';
import { durationText, WallClock, wallText } from './wall-clock.js';
import { XlsxFile } from './xlsx-file.js';

const COLUMNS: readonly TableColumn[] = [
  { title: '主叫', width: 16, kind: 'text' },
  { title: 'Waited', width: 10, kind: 'duration' },
];
const row = (text: string): Cell[] => [
  { is: 'text', text },
  { is: 'duration', ms: 90_061_000 },
];

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'callrack-tables-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe('a table in a file', () => {
  it('of Excel goes on in a new sheet, with its titles, when one is full', async () => {
    const file = new XlsxFile(join(folder, 'sheets.xlsx'), COLUMNS, 2);
    await file.add(['a', 'b', 'c', 'd', 'e'].map(row));
    await file.finish();
    const workbook = new ExcelJS.Workbook();
    await workbook.xlsx.readFile(join(folder, 'sheets.xlsx'));
    const sheets = workbook.worksheets.map((sheet) => sheet.getColumn(1).values.slice(1));
    expect(sheets).toEqual([
      ['主叫', 'a', 'b'],
      ['主叫', 'c', 'd'],
      ['主叫', 'e'],
    ]);
  });

  it('of Excel stays readable whatever is in a name', async () => {
    const names = ['\u0000\u0008\u001b\u007f', '\ufffe\uffff', '<x>&"\'', '=1+1', '😀'.repeat(50), ' a\tb\nc '];
    const file = new XlsxFile(join(folder, 'names.xlsx'), COLUMNS);
    await file.add(names.map(row));
    await file.finish();
    const workbook = new ExcelJS.Workbook();
    await workbook.xlsx.readFile(join(folder, 'names.xlsx'));
    const [, , ...seen] = workbook.worksheets[0]?.getColumn(1).values ?? [];
    expect(seen.slice(2)).toEqual(names.slice(2));
    expect(workbook.worksheets[0]?.getCell('A5').type).toBe(ExcelJS.ValueType.String);
  });

  it('of commas has hours beyond a day, and quotes what needs it', async () => {
    const file = new CsvFile(join(folder, 'a.csv'), COLUMNS);
    await file.add([row('a"b'), [null, { is: 'number', number: -1 }], row('\t=1')]);
    await file.finish();
    expect(await readFile(join(folder, 'a.csv'), 'utf8')).toBe(
      '\uFEFF主叫,Waited\r\n"a""b",25:01:01\r\n,-1\r\n\'\t=1,25:01:01\r\n',
    );
  });

  it.each([
    ['csv', CsvFile],
    ['xlsx', XlsxFile],
  ])('%s: a full disk is told, and nothing waits for ever', async (_name, File) => {
    const file = new File('/dev/full', COLUMNS);
    const rows = Array.from({ length: 100 }, (_, n) => row(`${n}`.repeat(20)));
    const writing = (async () => {
      for (let n = 0; n < 200; n += 1) await file.add(rows);
      await file.finish();
    })();
    const error = await writing.catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'ENOSPC' });
    expect(failureOf(error)).toBe('disk_full');
    await file.abandon();
  });

  it('a folder that is gone is told', async () => {
    const file = new CsvFile(join(folder, 'gone', 'a.csv'), COLUMNS);
    const writing = file.add([row('a')]).then(() => file.finish());
    await expect(writing).rejects.toMatchObject({ code: 'ENOENT' });
    await file.abandon();
  });
});

describe('a wall clock', () => {
  it.each([
    ['Asia/Shanghai', '2025-11-22T16:30:05Z', '2025-11-23 00:30:05'],
    ['Asia/Kathmandu', '2025-11-22T18:14:59Z', '2025-11-22 23:59:59'],
    // the clocks go back at 06:00 UTC
    ['America/New_York', '2025-11-02T05:59:59Z', '2025-11-02 01:59:59'],
    ['America/New_York', '2025-11-02T06:00:00Z', '2025-11-02 01:00:00'],
    ['Europe/Berlin', '1950-01-01T00:00:00Z', '1950-01-01 01:00:00'],
    ['UTC', '2024-02-29T23:59:59Z', '2024-02-29 23:59:59'],
  ])('in %s at %s shows %s', (zone, instant, shown) => {
    expect(wallText(new WallClock(zone).read(Date.parse(instant)))).toBe(shown);
  });

  it('durations are read as hours, minutes and seconds', () => {
    expect([0, 499, 500, 59_999, 3_661_000, 360_000_000].map(durationText)).toEqual([
      ...['0:00:00', '0:00:00', '0:00:01', '0:01:00', '1:01:01', '100:00:00'],
    ]);
  });
});
