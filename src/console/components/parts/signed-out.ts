import { kindOfAnswer } from './session-answer.js';

/** What lies in the page alone and would be lost with it: a form, and what is shown once. */
const KEPT = '.cr-form, .cr-once';

/** `over`: the session has ended, and the page stays for its form; `back`: the server knows the person again. */
export type SessionEvent = 'over' | 'back' | 'acting';

const listeners = new Set<(event: SessionEvent) => void>();

/** @returns what ends the listening */
export function onSession(listener: (event: SessionEvent) => void): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

function tell(event: SessionEvent): void {
  for (const listener of listeners) listener(event);
}

/** Heeds what an answer says of the session, and returns it; whoever asks by `fetch` tells of the answer here. */
export function heedAnswer(status: number, body: () => string): ReturnType<typeof kindOfAnswer> {
  const kind = kindOfAnswer(status, body);
  if (kind === 'back') tell('back');
  if (kind !== 'over') return kind;
  if (document.querySelector(KEPT) === null) window.location.reload();
  else tell('over');
  return kind;
}

/**
 * A session that has ended is answered with 401, or with 403 where the token of the page ended with it; AdminJS knows
 * nothing of either. The page is loaded again, which leads to the sign-in and from there back to here; not where a form is
 * open: that one says so, and can be saved after the person has signed in beside it.
 */
export function watchSession(): void {
  const own = XMLHttpRequest.prototype;
  const open = Object.getOwnPropertyDescriptor(own, 'open')?.value as (...given: unknown[]) => void;
  const send = Object.getOwnPropertyDescriptor(own, 'send')?.value as XMLHttpRequest['send'];
  const acting = new WeakSet<XMLHttpRequest>();
  own.open = function opened(this: XMLHttpRequest, ...given: unknown[]) {
    if (String(given[0]).toUpperCase() === 'GET') acting.delete(this);
    else acting.add(this);
    open.apply(this, given);
  };
  own.send = function sent(this: XMLHttpRequest, body?: Document | XMLHttpRequestBodyInit | null) {
    if (acting.has(this)) tell('acting');
    this.addEventListener('load', () => {
      heedAnswer(this.status, () => (this.responseType === '' ? this.responseText : ''));
    });
    send.call(this, body);
  };
}
