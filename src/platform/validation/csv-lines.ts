/** A line of a table with its number in the file, which counts from 1. */
export interface CsvLine {
  readonly line: number;
  readonly cells: readonly string[];
}

const SEPARATORS = ['\t', ';', ','];
/** What a spreadsheet would take for a formula. */
const FORMULA = /^[=+\-@\t\r]/;

/** Cells as RFC 4180 has them; whichever separator the first line has most of. Empty lines are left out. */
export function csvLines(text: string): CsvLine[] {
  const body = text.replace(/^\ufeff/, '');
  const head = /^[^\r\n]*/.exec(body)?.[0] ?? '';
  const separator = SEPARATORS.reduce(
    (best, one) => (head.split(one).length > head.split(best).length ? one : best),
    ',',
  );
  const reader = new Reader();
  let quoted = false;
  for (let at = 0; at < body.length; at += 1) {
    const char = body.charAt(at);
    if (quoted && char === '"' && body.charAt(at + 1) === '"') {
      reader.cell += '"';
      at += 1;
    } else if (quoted) {
      if (char === '"') quoted = false;
      else reader.cell += char;
      if (char === '\n') reader.number += 1;
    } else if (char === '"' && reader.cell.trim() === '') {
      quoted = true;
      reader.cell = '';
    } else if (char === separator) reader.endCell();
    else if (char === '\n') reader.endLine();
    else if (char !== '\r') reader.cell += char;
  }
  reader.endLine();
  return reader.lines;
}

class Reader {
  readonly lines: CsvLine[] = [];
  cell = '';
  number = 1;
  private began = 1;
  private cells: string[] = [];

  endCell(): void {
    // the mark that csvText puts before what looks like a formula
    this.cells.push(this.cell.trim().replace(/^'(?=[=+\-@])/, ''));
    this.cell = '';
  }

  endLine(): void {
    this.endCell();
    if (this.cells.some((cell) => cell !== '')) this.lines.push({ line: this.began, cells: this.cells });
    this.cells = [];
    this.number += 1;
    this.began = this.number;
  }
}

export function csvText(lines: readonly (readonly string[])[]): string {
  return lines.map((cells) => `${cells.map(cellText).join(',')}\r\n`).join('');
}

function cellText(cell: string): string {
  const safe = FORMULA.test(cell) ? `'${cell}` : cell;
  return /[",\r\n;\t]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
