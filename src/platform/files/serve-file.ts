import { realpath } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';

import type { Response } from 'express';

export interface ServedFile {
  /** Absolute, as `fileWithin` gave it. */
  readonly path: string;
  readonly contentType: string;
  /** Saved under this name; shown in the browser when left out. */
  readonly saveAs?: string;
}

/**
 * A file below a folder, symbolic links followed before the comparison; null where there is none or it lies elsewhere.
 *
 * @param path relative to the folder
 */
export async function fileWithin(folder: string, path: string): Promise<string | null> {
  if (path.includes('\0')) return null;
  const [root, file] = await Promise.all([folder, join(folder, path)].map((name) => realpath(name).catch(() => null)));
  if (typeof root !== 'string' || typeof file !== 'string') return null;
  const inside = relative(root, file);
  return inside === '' || inside === '..' || inside.startsWith(`..${sep}`) ? null : file;
}

/**
 * Sends a file, or the part that the request's Range asks for (RFC 9110, section 14). Resolves when it is sent or the
 * asker has gone.
 */
export function serveFile(response: Response, file: ServedFile): Promise<void> {
  soundHeaders(response, file);
  return new Promise((resolve, reject) => {
    response.sendFile(file.path, { dotfiles: 'allow', cacheControl: false, lastModified: false }, (error?: Error) => {
      if (error === undefined || hasGone(error) || refused(response, error)) resolve();
      else reject(error);
    });
  });
}

/** What a browser is told of a sound, wherever it comes from. */
export function soundHeaders(response: Response, { contentType, saveAs }: Omit<ServedFile, 'path'>): void {
  if (saveAs !== undefined) response.attachment(saveAs);
  response.setHeader('Content-Type', contentType);
  response.setHeader('X-Content-Type-Options', 'nosniff');
  response.setHeader('Cache-Control', 'private, no-store');
  // whoever opens it as a page gets nothing that runs
  response.setHeader('Content-Security-Policy', "default-src 'none'; media-src 'self'");
}

/** A range that lies outside of the file is answered with what lies inside. */
function refused(response: Response, error: Error): boolean {
  if (!('status' in error) || error.status !== 416 || response.headersSent) return false;
  const headers = 'headers' in error ? (error.headers as Readonly<Record<string, string>>) : {};
  response.removeHeader('Content-Disposition');
  response.status(416).set(headers).end();
  return true;
}

function hasGone(error: Error): boolean {
  return 'code' in error && (error.code === 'ECONNABORTED' || error.code === 'EPIPE' || error.code === 'ECONNRESET');
}
