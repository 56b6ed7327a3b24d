import { LANGUAGES, type Language } from '../../kernel/language.js';

/**
 * The language a client asks for (RFC 9110, section 12.5.4); English where it names none of ours.
 *
 * @param acceptLanguage value of the Accept-Language header, e.g. "zh-CN,zh;q=0.9,en;q=0.8"
 */
export function preferredLanguage(acceptLanguage: string | undefined): Language {
  let best: Language = 'en';
  let bestWeight = 0;
  for (const part of (acceptLanguage ?? '').slice(0, 500).split(',')) {
    const [range = '', ...parameters] = part.trim().toLowerCase().split(';');
    const primary = range.trim().split('-')[0];
    const language = LANGUAGES.find((ours) => ours === primary);
    const weight = weightOf(parameters);
    if (language !== undefined && weight > bestWeight) {
      best = language;
      bestWeight = weight;
    }
  }
  return best;
}

function weightOf(parameters: readonly string[]): number {
  const q = parameters.map((parameter) => parameter.trim()).find((parameter) => parameter.startsWith('q='));
  if (q === undefined) return 1;
  const weight = Number(q.slice(2));
  return Number.isFinite(weight) ? weight : 0;
}
