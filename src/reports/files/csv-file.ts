import { stringify } from 'csv-stringify/sync';

import { FileSink } from './file-sink.js';
import type { Cell, TableColumn, TableFile } from './table-file.js';
import { durationText, wallText } from './wall-clock.js';

/** Without it Excel reads Chinese as something else. */
const BYTE_ORDER_MARK = '\uFEFF';

/** UTF-8 with a byte order mark; a text that a spreadsheet would take for a formula gets a ' before it. */
export class CsvFile implements TableFile {
  private readonly sink: FileSink;
  private header: string | null;

  constructor(path: string, columns: readonly TableColumn[]) {
    this.sink = new FileSink(path);
    this.header = BYTE_ORDER_MARK + lines([columns.map(({ title }) => title)]);
  }

  get bytes(): number {
    return this.sink.bytes;
  }

  async add(rows: readonly (readonly Cell[])[]): Promise<void> {
    await this.writeHeader();
    await this.sink.write(lines(rows.map((row) => row.map(valueOf))));
  }

  async finish(): Promise<void> {
    await this.writeHeader();
    await this.sink.end();
  }

  async abandon(): Promise<void> {
    await this.sink.destroy();
  }

  private async writeHeader(): Promise<void> {
    const { header } = this;
    this.header = null;
    if (header !== null) await this.sink.write(header);
  }
}

function lines(rows: (string | number)[][]): string {
  return stringify(rows, { record_delimiter: 'windows', escape_formulas: true });
}

/** A number stays one, so that its sign is none of a formula. */
function valueOf(cell: Cell): string | number {
  switch (cell?.is) {
    case undefined:
      return '';
    case 'text':
      return cell.text;
    case 'number':
      return cell.number;
    case 'money':
      return cell.amount;
    case 'instant':
      return wallText(cell.wallMs);
    case 'duration':
      return durationText(cell.ms);
  }
}
