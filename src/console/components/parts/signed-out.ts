/**
 * A session that has ended is answered with 401, of which AdminJS knows nothing: the person is taken to the sign-in page
 * and not left with a list that does not load.
 */
export function leaveWhenSignedOut(): void {
  const original = Object.getOwnPropertyDescriptor(XMLHttpRequest.prototype, 'send')?.value as XMLHttpRequest['send'];
  XMLHttpRequest.prototype.send = function send(this: XMLHttpRequest, body?: Document | XMLHttpRequestBodyInit | null) {
    this.addEventListener('load', () => {
      if (this.status === 401) window.location.assign('/sign-in');
    });
    original.call(this, body);
  };
}
