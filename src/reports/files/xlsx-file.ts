import { FileSink } from './file-sink.js';
import type { Cell, TableColumn, TableFile } from './table-file.js';
import {
  cellXml,
  columnLetters,
  contentTypesXml,
  relationsXml,
  ROOT_RELATIONS,
  SHEET_END,
  sheetBegin,
  STYLES,
  titlesXml,
  workbookXml,
} from './xlsx-xml.js';
import { ZipFile } from './zip-file.js';

/** Rows of a sheet in Excel, less its header. */
export const ROWS_OF_SHEET = 1_048_575;
/** A sheet that grows beyond this goes on in the next: an entry of the file holds 4 GB. */
const BYTES_OF_SHEET = 3e9;

/**
 * An Excel workbook, as many sheets as the rows need. Written here rather than by a library: a million rows are strings
 * put together and packed, which takes a fifth of the time that objects for every cell take, and waits for the disk.
 * No formula is ever written, so none can be smuggled in.
 */
export class XlsxFile implements TableFile {
  private readonly sink: FileSink;
  private readonly zip: ZipFile;
  private readonly letters: readonly string[];
  private sheets = 0;
  /** Of the open sheet, its header included; 0: none is open. */
  private rows = 0;

  constructor(
    path: string,
    private readonly columns: readonly TableColumn[],
    private readonly rowsOfSheet = ROWS_OF_SHEET,
  ) {
    this.sink = new FileSink(path);
    this.zip = new ZipFile(this.sink);
    this.letters = columns.map((_column, index) => columnLetters(index));
  }

  get bytes(): number {
    return this.sink.bytes;
  }

  async add(rows: readonly (readonly Cell[])[]): Promise<void> {
    for (let from = 0; from < rows.length;) {
      if (this.rows > this.rowsOfSheet || this.zip.entrySize > BYTES_OF_SHEET) await this.endSheet();
      if (this.rows === 0) await this.beginSheet();
      const some = rows.slice(from, from + this.rowsOfSheet + 1 - this.rows);
      from += some.length;
      await this.zip.write(some.map((row) => this.rowXml(row)).join(''));
    }
  }

  async finish(): Promise<void> {
    if (this.sheets === 0) await this.beginSheet();
    await this.endSheet();
    const numbers = Array.from({ length: this.sheets }, (_, index) => index + 1);
    await this.zip.add('xl/styles.xml', STYLES);
    await this.zip.add('xl/workbook.xml', workbookXml(numbers));
    await this.zip.add('xl/_rels/workbook.xml.rels', relationsXml(numbers));
    await this.zip.add('_rels/.rels', ROOT_RELATIONS);
    await this.zip.add('[Content_Types].xml', contentTypesXml(numbers));
    await this.zip.finish();
  }

  async abandon(): Promise<void> {
    this.zip.abandon();
    await this.sink.destroy();
  }

  private async beginSheet(): Promise<void> {
    this.sheets += 1;
    this.rows = 1;
    this.zip.begin(`xl/worksheets/sheet${this.sheets}.xml`);
    await this.zip.write(sheetBegin(this.columns) + titlesXml(this.columns, this.letters));
  }

  private async endSheet(): Promise<void> {
    await this.zip.write(SHEET_END);
    await this.zip.end();
    this.rows = 0;
  }

  private rowXml(cells: readonly Cell[]): string {
    this.rows += 1;
    const row = String(this.rows);
    let xml = `<row r="${row}">`;
    for (let index = 0; index < cells.length; index += 1) {
      xml += cellXml(cells[index] ?? null, (this.letters[index] ?? '') + row);
    }
    return `${xml}</row>`;
  }
}
