import type { Cell, TableColumn } from './table-file.js';

/** The parts of an Excel workbook (ECMA-376, part 1): strings stand in their cells, styles are few. */

const DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE_RELATIONS = 'http://schemas.openxmlformats.org/package/2006/relationships';
const SHEETS = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

const DAY_MS = 86_400_000;
/** 1970-01-01 as Excel counts days. */
const UNIX_EPOCH_DAY = 25_569;

/** Index of the style in STYLES. */
const STYLE = { plain: 0, instant: 1, duration: 2, text: 3, title: 4 } as const;

/** Text cells have the format of text: a telephone number that somebody types over stays one. */
export const STYLES = `${DECLARATION}<styleSheet xmlns="${MAIN}">
<numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd hh:mm:ss"/><numFmt numFmtId="165" formatCode="[h]:mm:ss"/></numFmts>
<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>
<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>
<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>
<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>
<cellXfs count="5">
<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>
<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>
<xf numFmtId="165" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>
<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>
<xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/>
</cellXfs>
<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>
</styleSheet>`;

export const ROOT_RELATIONS = `${DECLARATION}<Relationships xmlns="${PACKAGE_RELATIONS}"><Relationship Id="rId1" Type="${RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>`;

export const SHEET_END = '</sheetData></worksheet>';

/** @param sheets their numbers, from 1 */
export function contentTypesXml(sheets: readonly number[]): string {
  const parts = sheets.map(
    (sheet) => `<Override PartName="/xl/worksheets/sheet${sheet}.xml" ContentType="${SHEETS}.worksheet+xml"/>`,
  );
  return `${DECLARATION}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${SHEETS}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${SHEETS}.styles+xml"/>${parts.join('')}</Types>`;
}

export function workbookXml(sheets: readonly number[]): string {
  const parts = sheets.map((sheet) => `<sheet name="${sheet}" sheetId="${sheet}" r:id="rId${sheet}"/>`);
  return `${DECLARATION}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets>${parts.join('')}</sheets></workbook>`;
}

export function relationsXml(sheets: readonly number[]): string {
  const parts = sheets.map(
    (sheet) => `<Relationship Id="rId${sheet}" Type="${RELATIONS}/worksheet" Target="worksheets/sheet${sheet}.xml"/>`,
  );
  const styles = `<Relationship Id="rId${sheets.length + 1}" Type="${RELATIONS}/styles" Target="styles.xml"/>`;
  return `${DECLARATION}<Relationships xmlns="${PACKAGE_RELATIONS}">${parts.join('')}${styles}</Relationships>`;
}

/** All before the rows: the titles stay in sight, columns are as wide as what is in them. */
export function sheetBegin(columns: readonly TableColumn[]): string {
  const widths = columns.map(
    ({ width }, index) => `<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1"/>`,
  );
  return `${DECLARATION}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>${widths.join('')}</cols><sheetData>`;
}

export function titlesXml(columns: readonly TableColumn[], letters: readonly string[]): string {
  const cells = columns.map(({ title }, index) => stringXml(title, `${letters[index] ?? ''}1`, STYLE.title));
  return `<row r="1">${cells.join('')}</row>`;
}

/** @param at "B7" */
export function cellXml(cell: Cell, at: string): string {
  switch (cell?.is) {
    case undefined:
      return '';
    case 'text':
      return stringXml(cell.text, at, STYLE.text);
    case 'number':
      return numberXml(cell.number, at, STYLE.plain);
    case 'instant':
      return numberXml(days(cell.wallMs) + UNIX_EPOCH_DAY, at, STYLE.instant);
    case 'duration':
      return numberXml(days(cell.ms), at, STYLE.duration);
  }
}

/** "A", "Z", "AA". */
export function columnLetters(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26));
  return index < 26 ? letter : columnLetters(Math.floor(index / 26) - 1) + letter;
}

/** To the millisecond; more digits would be noise. */
function days(ms: number): number {
  return Math.round((ms / DAY_MS) * 1e8) / 1e8;
}

function numberXml(value: number, at: string, style: number): string {
  return `<c r="${at}" s="${style}"><v>${value}</v></c>`;
}

function stringXml(text: string, at: string, style: number): string {
  return `<c r="${at}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${escaped(text)}</t></is></c>`;
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** What XML cannot hold would make the whole file unreadable; `_x0041_` is how Excel writes what it cannot. */
function escaped(text: string): string {
  if (/^[\w +:.,()-]*$/.test(text) && !text.includes('_x')) return text;
  return text
    .replaceAll(/(?![\t\n\r])\p{Cc}|[\uFFFE\uFFFF]/gu, '\uFFFD')
    .replaceAll(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
    .replaceAll(/[&<>]/g, (mark) => ENTITIES[mark] ?? mark);
}
