/**
 * What theory says of a queue with Poisson arrivals, exponential handling and callers served in their order. Times in
 * any one unit, the same for all.
 *
 * Erlang C (M/M/c): A. K. Erlang 1917; as in L. Kleinrock, Queueing Systems I, 3.5. Erlang A (M/M/c+M, callers leave
 * after an exponential patience): C. Palm 1946; as in A. Mandelbaum and S. Zeltyn, The Palm/Erlang-A Queue, with
 * Applications to Call Centers, 2005. The density of the wait that is offered: F. Baccelli and G. Hebuterne, On queues
 * with impatient customers, 1981.
 */
export interface Load {
  readonly agents: number;
  /** Mean between two callers. */
  readonly betweenCalls: number;
  readonly meanHandling: number;
}

export interface ImpatientLoad extends Load {
  readonly meanPatience: number;
}

export interface Expected {
  /** Of all callers, those who left included. */
  readonly meanWait: number;
  /** Probability that a caller is answered, and after `within` at the latest. */
  readonly answeredWithin: number;
  /** Probability that a caller leaves before the answer. */
  readonly abandoned: number;
}

/** Erlang's loss formula, by its recursion, which neither overflows nor loses digits. */
export function erlangB(agents: number, erlangs: number): number {
  let blocked = 1;
  for (let agent = 1; agent <= agents; agent += 1) blocked = (erlangs * blocked) / (agent + erlangs * blocked);
  return blocked;
}

/** Probability of having to wait; 1 where the load is as much as the agents can carry, or more. */
export function erlangC(agents: number, erlangs: number): number {
  if (erlangs >= agents) return 1;
  const blocked = erlangB(agents, erlangs);
  return (agents * blocked) / (agents - erlangs * (1 - blocked));
}

/** @throws RangeError where more calls come than can be handled: the wait has no mean then */
export function patientCallers({ agents, betweenCalls, meanHandling }: Load, within: number): Expected {
  const erlangs = meanHandling / betweenCalls;
  if (erlangs >= agents) throw new RangeError('no balance: more calls come than can be handled');
  const waits = erlangC(agents, erlangs);
  const spareRate = (agents - erlangs) / meanHandling;
  return { meanWait: waits / spareRate, answeredWithin: 1 - waits * Math.exp(-spareRate * within), abandoned: 0 };
}

/** Erlang A, by integrals over the wait that a caller is offered (and waits for, where patience lasts). */
export function impatientCallers(load: ImpatientLoad, within: number): Expected {
  const { agents, betweenCalls, meanHandling, meanPatience } = load;
  const arrivals = 1 / betweenCalls;
  const leaving = 1 / meanPatience;
  const serving = agents / meanHandling;
  // P{all agents are talking and nobody waits} makes everything add up to 1: found from the rest
  const shape = (wait: number): number =>
    Math.exp(-serving * wait + arrivals * meanPatience * -Math.expm1(-leaving * wait));
  const end = lengthOf(serving, arrivals, leaving);
  const blocked = erlangB(agents, meanHandling * arrivals);
  // states up to "all are talking", in units of that one's probability, without it: (1 - B) / B
  const below = (1 - blocked) / blocked;
  const waiting = serving * integral(shape, 0, end);
  const allTalking = 1 / (below + waiting);
  const density = (wait: number): number => allTalking * serving * shape(wait);
  const atOnce = allTalking * below;
  const patientFor = (wait: number): number => Math.exp(-leaving * wait);
  const served = (until: number): number => atOnce + integral((wait) => density(wait) * patientFor(wait), 0, until);
  const abandoned = 1 - served(end);
  // Little's law for those who wait: they leave at the rate `leaving` each
  return { meanWait: abandoned * meanPatience, answeredWithin: served(Math.min(within, end)), abandoned };
}

/** Up to where the offered wait has any weight. */
function lengthOf(serving: number, arrivals: number, leaving: number): number {
  // the exponent is steepest at its end: there it falls by `serving` per unit of time, before it by serving - arrivals
  const peak = arrivals > serving ? Math.log(arrivals / serving) / leaving : 0;
  let end = peak + 1 / serving;
  const exponent = (wait: number): number => -serving * wait + (arrivals / leaving) * -Math.expm1(-leaving * wait);
  while (exponent(end) > exponent(peak) - 60) end = peak + (end - peak) * 2;
  return end;
}

/** Simpson's rule over many short pieces: the functions here are smooth. */
function integral(of: (at: number) => number, from: number, to: number): number {
  const pieces = 20_000;
  const step = (to - from) / pieces;
  let sum = of(from) + of(to);
  for (let piece = 1; piece < pieces; piece += 1) sum += of(from + piece * step) * (piece % 2 === 1 ? 4 : 2);
  return (sum * step) / 3;
}
