/** Whether a range ends before it begins, so that nothing can lie in it. Numbers, or instants in ISO 8601. */
export function isBackwards(from: string | undefined, to: string | undefined): boolean {
  if (from === undefined || to === undefined || from.trim() === '' || to.trim() === '') return false;
  const [first, last] = [valueOf(from), valueOf(to)];
  return first > last;
}

/** NaN where it is neither, which is not for this to tell. */
function valueOf(text: string): number {
  const number = Number(text);
  return Number.isNaN(number) ? Date.parse(text) : number;
}
