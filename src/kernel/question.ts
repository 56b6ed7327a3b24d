import type { ConnectionId } from './ids.js';

export const HTTP_METHODS = ['GET', 'POST', 'PUT'] as const;

interface Asked {
  readonly connectionId: ConnectionId;
  readonly timeoutMs: number;
  /** Names of values by their place in the answer. */
  readonly take: Readonly<Record<string, string>>;
}

/** What a system of the company is asked. */
export type Question =
  /** By HTTP; `take` points into its JSON (RFC 6901). */
  | (Asked & {
      readonly kind: 'request';
      readonly method: (typeof HTTP_METHODS)[number];
      /** Behind the connection's address. */
      readonly path: string;
      readonly headers: Readonly<Record<string, string>>;
      readonly body: string | null;
    })
  /** Of a database, for one row; `take` names its columns. */
  | (Asked & { readonly kind: 'query'; readonly sql: string; readonly parameters: readonly string[] });

/** What it said. */
export type Answer =
  | { readonly got: 'values'; readonly values: Readonly<Record<string, string>> }
  /** It knows nothing of it. */
  | { readonly got: 'nothing' }
  | { readonly got: 'failed' };
