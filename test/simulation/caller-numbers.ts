/** As the network tells it; the same caller calls again with the same number. */
export function callerNumber(which: number): string {
  return `1380000${String(which).padStart(4, '0')}`;
}
