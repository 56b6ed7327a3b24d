/** Dates, durations and numbers as people read them. */

/** "2026-11-22 13:05:09" for Chinese, "22/11/2026, 13:05:09" for English; '' where it is no instant. */
export function instantText(value: string, locale: string): string {
  const date = new Date(value);
  if (value === '' || Number.isNaN(date.getTime())) return '';
  return new Intl.DateTimeFormat(locale, {
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  }).format(date);
}

/** "1:02:03", "2:03": whole seconds, half a second up, as exported files have them (reports/files/wall-clock.ts). */
export function durationText(milliseconds: number): string {
  if (!Number.isFinite(milliseconds) || milliseconds < 0) return '';
  const seconds = Math.round(milliseconds / 1000);
  const two = (value: number): string => String(value).padStart(2, '0');
  const minutes = Math.floor(seconds / 60);
  return minutes < 60
    ? `${minutes}:${two(seconds % 60)}`
    : `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${two(seconds % 60)}`;
}

export function numberText(value: string, locale: string): string {
  const number = Number(value);
  return value === '' || Number.isNaN(number) ? value : new Intl.NumberFormat(locale).format(number);
}

/** 0 to 1 as "87.5%". */
export function shareText(value: number, locale: string): string {
  return new Intl.NumberFormat(locale, {
    ...{ style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 },
  }).format(value);
}

/** Seconds as typed -> milliseconds; null where nothing was typed, undefined where it is no number. */
export function millisecondsOf(seconds: string): number | null | undefined {
  if (seconds.trim() === '') return null;
  const value = Number(seconds);
  return Number.isFinite(value) && value >= 0 ? Math.round(value * 1000) : undefined;
}

/** An instant for `<input type="datetime-local">`, in the browser's time zone. */
export function localInput(value: string): string {
  const date = new Date(value);
  if (value === '' || Number.isNaN(date.getTime())) return '';
  const local = new Date(date.getTime() - date.getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 19);
}

/** The instant that a `datetime-local` input shows; '' where it is empty. */
export function instantOfInput(value: string): string {
  const date = new Date(value);
  return value === '' || Number.isNaN(date.getTime()) ? '' : date.toISOString();
}
