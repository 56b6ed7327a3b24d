/**
 * A session that has ended is answered with 401, of which AdminJS knows nothing. The page is loaded again, which leads to
 * the sign-in and from there back to here; a list that does not load would lead nowhere.
 */
export function leaveWhenSignedOut(): void {
  const original = Object.getOwnPropertyDescriptor(XMLHttpRequest.prototype, 'send')?.value as XMLHttpRequest['send'];
  XMLHttpRequest.prototype.send = function send(this: XMLHttpRequest, body?: Document | XMLHttpRequestBodyInit | null) {
    this.addEventListener('load', () => {
      if (this.status === 401) window.location.reload();
    });
    original.call(this, body);
  };
}
