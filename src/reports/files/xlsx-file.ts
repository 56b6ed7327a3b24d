import { once } from 'node:events';
import type { Writable } from 'node:stream';

import ExcelJS from 'exceljs';

import { FileSink } from './file-sink.js';
import type { Cell, TableColumn, TableFile } from './table-file.js';

/** Rows of a sheet in Excel, less its header. */
export const ROWS_OF_SHEET = 1_048_575;
const DAY_MS = 86_400_000;
const FORMATS: Readonly<Partial<Record<TableColumn['kind'], string>>> = {
  instant: 'yyyy-mm-dd hh:mm:ss',
  money: '0.00####',
  duration: '[h]:mm:ss',
  // a telephone number that somebody types over stays one
  text: '@',
};

/** Sheets of a workbook, as many as the rows need; no formula is ever written, so none can be smuggled in. */
export class XlsxFile implements TableFile {
  private readonly sink: FileSink;
  private readonly workbook: ExcelJS.stream.xlsx.WorkbookWriter;
  private sheet: ExcelJS.Worksheet;
  private sheets = 0;
  private inSheet = 0;
  private finished = false;

  constructor(
    path: string,
    private readonly columns: readonly TableColumn[],
    private readonly rowsOfSheet = ROWS_OF_SHEET,
  ) {
    this.sink = new FileSink(path);
    this.workbook = new ExcelJS.stream.xlsx.WorkbookWriter({
      stream: this.sink.stream,
      useSharedStrings: false,
      useStyles: true,
      zip: { zlib: { level: 3 } },
    });
    this.sheet = this.nextSheet();
  }

  get bytes(): number {
    return this.sink.bytes;
  }

  async add(rows: readonly (readonly Cell[])[]): Promise<void> {
    for (const row of rows) {
      if (this.inSheet === this.rowsOfSheet) {
        this.sheet.commit();
        this.sheet = this.nextSheet();
      }
      this.inSheet += 1;
      this.sheet.addRow(row.map(valueOf)).commit();
    }
    await this.room();
  }

  async finish(): Promise<void> {
    this.sheet.commit();
    await this.sink.unlessFailed(this.workbook.commit());
    this.finished = true;
  }

  async abandon(): Promise<void> {
    const { zip } = this.workbook as unknown as { readonly zip: { abort(): void } };
    if (!this.finished) zip.abort();
    await this.sink.destroy();
  }

  private nextSheet(): ExcelJS.Worksheet {
    this.sheets += 1;
    this.inSheet = 0;
    const sheet = this.workbook.addWorksheet(String(this.sheets), { views: [{ state: 'frozen', ySplit: 1 }] });
    sheet.columns = this.columns.map(({ title, width, kind }) => {
      const numFmt = FORMATS[kind];
      return { header: title, width, ...(numFmt === undefined ? {} : { style: { numFmt } }) };
    });
    sheet.getRow(1).commit();
    return sheet;
  }

  /** The library itself never waits: what the disk cannot take in time would pile up in memory. */
  private async room(): Promise<void> {
    const { stream } = this.sheet as unknown as { readonly stream: { readonly pipes: readonly Writable[] } };
    const [zip] = stream.pipes;
    if (zip?.writableNeedDrain === true) await this.sink.unlessFailed(once(zip, 'drain'));
    if (this.sink.stream.errored !== null) throw this.sink.stream.errored;
  }
}

function valueOf(cell: Cell): ExcelJS.CellValue {
  switch (cell?.is) {
    case undefined:
      return null;
    case 'text':
      return printable(cell.text);
    case 'number':
      return cell.number;
    case 'money':
      return Number(cell.amount);
    case 'instant':
      return new Date(cell.wallMs);
    case 'duration':
      return cell.ms / DAY_MS;
  }
}

/** What XML cannot hold would make the whole file unreadable. */
function printable(text: string): string {
  return text.replaceAll(/(?![\t\n\r])\p{Cc}|[\uFFFE\uFFFF]/gu, '\uFFFD');
}
