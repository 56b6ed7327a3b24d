import { statfs } from 'node:fs/promises';

/** Left free for the calls: the journal, recordings and PostgreSQL live on the same disk as what people store. */
const LEFT_FREE_BYTES = 512 * 1024 * 1024;

/** Whether the disk of a folder has room for so many bytes more beside what the calls need. */
export async function hasRoom(folder: string, more = 0): Promise<boolean> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize - more > LEFT_FREE_BYTES;
}
