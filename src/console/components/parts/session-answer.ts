const ENDED = 401;
const REFUSED = 403;
/** The token of a page ends with its session. */
const FORGED = 'access.forged_request';

/** What an answer says of the session: it is over, it goes on, or nothing. */
export function kindOfAnswer(status: number, body: () => string): 'over' | 'back' | 'other' {
  if (status === ENDED) return 'over';
  if (status === REFUSED) return codeIn(body()) === FORGED ? 'over' : 'other';
  return status >= 200 && status < 300 ? 'back' : 'other';
}

function codeIn(body: string): unknown {
  try {
    const answer = JSON.parse(body) as { readonly code?: unknown } | null;
    return answer?.code;
  } catch {
    return undefined;
  }
}
