import type { Request } from 'express';

/** Longer than anything that is asked for; the rest is cut. */
const LONGEST = 400;

/** A field of a posted form as text; '' where it is missing, or no text. */
export function textOf(request: Request, name: string): string {
  const value = (request.body as Readonly<Record<string, unknown>> | undefined)?.[name];
  return typeof value === 'string' ? value.slice(0, LONGEST) : '';
}

/** The same of the query; '' where it is given twice. */
export function queryOf(request: Request, name: string): string {
  const value = request.query[name];
  return typeof value === 'string' ? value.slice(0, 2000) : '';
}
