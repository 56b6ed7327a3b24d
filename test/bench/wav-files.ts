import { closeSync, existsSync, fstatSync, openSync, readSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** Asterisk's RIFF header: the length of the samples is written when the file is closed. */
const HEADER_BYTES = 44;
const DATA_SIZE_AT = 40;

/** Whether Asterisk has closed this WAV file, with something in it. */
export function isClosedWav(path: string): boolean {
  if (!existsSync(path)) return false;
  const file = openSync(path, 'r');
  try {
    const header = Buffer.alloc(HEADER_BYTES);
    if (readSync(file, header, 0, HEADER_BYTES, 0) < HEADER_BYTES) return false;
    const samples = header.readUInt32LE(DATA_SIZE_AT);
    return samples > 0 && samples + HEADER_BYTES === fstatSync(file).size;
  } finally {
    closeSync(file);
  }
}

/** Paths of all files below a folder; none where it is not there. */
export async function filesBelow(folder: string): Promise<string[]> {
  if (!existsSync(folder)) return [];
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}
