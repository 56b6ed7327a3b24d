import { NO_SHIFTS, type ChargedLeg } from '../../kernel/charge.js';
import { explain } from './explain.js';
import { normalNumber } from './number-class.js';
import { priceCall, rateOf, type CompiledTariff } from './rating.js';
import type { Question, Quote, Sentences } from './tariff-record.js';
import { msOfSeconds } from './whole.js';

const NO_VERSION: Sentences = {
  zh: ['此时间还没有生效的版本，呼叫不计费'],
  en: ['No version of the tariff holds at that time; the call is not priced'],
};
const NO_RATE: Readonly<Record<Question['direction'], Sentences>> = {
  inbound: { zh: ['没有适用的费率，来话不计费'], en: ['No rate fits; the incoming call costs nothing'] },
  outbound: { zh: ['没有适用的费率，不能呼叫此号码'], en: ['No rate fits; this number cannot be called'] },
};

/** What a call would cost, without minutes of packages; null for what is no number. */
export function quoteOf(compiled: CompiledTariff, question: Question): Quote | null {
  const number = normalNumber(question.number);
  if (number === null) return null;
  const { direction, trunkId } = question;
  const answeredAt = question.at;
  const connectedAt = direction === 'inbound' ? answeredAt + msOfSeconds(question.menuSeconds) : answeredAt;
  const endedAt = connectedAt + msOfSeconds(question.talkSeconds);
  const leg: ChargedLeg = { direction, trunkId, number, answeredAt, connectedAt, endedAt, ...NO_SHIFTS };
  const priced = priceCall(compiled, [leg], {});
  if (priced === null) return { priced, version: null, rate: null, sentences: NO_VERSION };
  const found = rateOf(compiled, { direction, number, trunkId }, connectedAt);
  const version = compiled.versions.find(({ id }) => id === priced.tariffVersionId) ?? null;
  // the rate of its begin by the version of its answer: a later version does not touch a running call
  const rate = found !== null && found.version.id === priced.tariffVersionId ? found.rate : rateAtAnswer(compiled, leg);
  if (rate === null) return { priced, version, rate, sentences: NO_RATE[direction] };
  const names = new Map(version?.rates.map(({ code, name }) => [code, name]));
  return { priced, version, rate, sentences: explain(priced.calculation, (code) => names.get(code)) };
}

function rateAtAnswer(compiled: CompiledTariff, leg: ChargedLeg): Quote['rate'] {
  return rateOf(compiled, leg, leg.answeredAt)?.rate ?? null;
}
