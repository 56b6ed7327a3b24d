/** A path of the table, such as `/agents/{number}/login`, cut at its slashes. */
interface Pattern<R> {
  readonly segments: readonly string[];
  readonly method: string;
  readonly route: R;
}

export type Match<R> =
  | { readonly found: 'route'; readonly route: R; readonly params: Readonly<Record<string, string>> }
  /** The path is there, for other methods. */
  | { readonly found: 'path'; readonly allowed: readonly string[] }
  | { readonly found: 'nothing' };

/** Finds routes by method and path; of two that fit, the first. */
export class Routes<R extends { readonly method: string; readonly path: string }> {
  private readonly patterns: readonly Pattern<R>[];

  constructor(routes: readonly R[]) {
    this.patterns = routes.map((route) => ({
      segments: route.path.split('/').slice(1),
      method: route.method.toUpperCase(),
      route,
    }));
  }

  /** @param path without its query, as it came: segments are decoded here, so a slash may be in one as %2F */
  match(method: string, path: string): Match<R> {
    const asked = path.split('/').slice(1).map(decoded);
    const fitting = this.patterns.flatMap((pattern) => {
      const params = paramsOf(pattern.segments, asked);
      return params === null ? [] : [{ ...pattern, params }];
    });
    // GET is answered to HEAD too, without the body
    const wanted = method === 'HEAD' ? 'GET' : method;
    const best = fitting.find((pattern) => pattern.method === wanted);
    if (best !== undefined) return { found: 'route', route: best.route, params: best.params };
    if (fitting.length === 0) return { found: 'nothing' };
    const allowed = new Set(
      fitting.flatMap((pattern) => (pattern.method === 'GET' ? ['GET', 'HEAD'] : [pattern.method])),
    );
    return { found: 'path', allowed: [...allowed] };
  }
}

function paramsOf(segments: readonly string[], asked: readonly (string | null)[]): Record<string, string> | null {
  if (segments.length !== asked.length) return null;
  const params: Record<string, string> = {};
  for (const [index, segment] of segments.entries()) {
    const given = asked[index];
    if (given === null || given === undefined || given === '') return null;
    if (segment.startsWith('{')) params[segment.slice(1, -1)] = given;
    else if (segment !== given) return null;
  }
  return params;
}

/** null for what is no text, such as %zz. */
function decoded(segment: string): string | null {
  try {
    return decodeURIComponent(segment);
  } catch {
    return null;
  }
}
