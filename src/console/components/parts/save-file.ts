/** What an action gives to be kept as a file. */
export interface TextFile {
  readonly csv: string;
  readonly fileName: string;
}

/** As a download that never leaves the browser; no address of the server gives it again. */
export function saveFile(text: string, fileName: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = fileName;
  link.click();
  URL.revokeObjectURL(address);
}

/** null: it gave none. */
export function textFileIn(data: unknown): TextFile | null {
  if (typeof data !== 'object' || data === null || !('csv' in data) || !('fileName' in data)) return null;
  const { csv, fileName } = data;
  return typeof csv === 'string' && typeof fileName === 'string' ? { csv, fileName } : null;
}
