import { erlangB, erlangC, impatientCallers, patientCallers, type ImpatientLoad } from './erlang.js';

const AGENTS = [10, 50, 200];

describe('formulas of Erlang and Palm', () => {
  test('Erlang B: traffic of published tables at 1 % blocked', () => {
    const table: [number, number][] = [
      [1, 0.0101],
      [5, 1.361],
      [10, 4.461],
      [20, 12.03],
      [50, 37.9],
      [100, 84.06],
    ];
    for (const [lines, erlangs] of table) expect(erlangB(lines, erlangs)).toBeCloseTo(0.01, 4);
  });

  test('Erlang C: by the sum of its definition, in logarithms', () => {
    for (const agents of [1, 2, ...AGENTS]) {
      for (const load of [0.1, 0.8, 0.9, 0.95, 0.99]) {
        const erlangs = agents * load;
        expect(erlangC(agents, erlangs)).toBeCloseTo(waitsByDefinition(agents, erlangs), 10);
      }
    }
    // one agent: the wait is the load itself
    expect(erlangC(1, 0.7)).toBeCloseTo(0.7, 12);
  });

  test('50 agents, 48 calls a minute of one minute: the table of Garnett, Mandelbaum and Reiman', () => {
    const load = { agents: 50, betweenCalls: 60 / 48, meanHandling: 60, meanPatience: 120 };
    expect(patientCallers(load, 20).meanWait).toBeCloseTo(20.8, 1);
    const impatient = impatientCallers(load, 20);
    expect(impatient.abandoned).toBeCloseTo(0.031, 3);
    expect(impatient.meanWait).toBeCloseTo(3.7, 1);
  });

  test('Erlang A: the same by the probabilities of its states', () => {
    for (const agents of AGENTS) {
      for (const load of [0.8, 0.95, 1, 1.3]) {
        for (const meanPatience of [30, 180, 2000]) {
          const one = { agents, betweenCalls: 180 / (agents * load), meanHandling: 180, meanPatience };
          const expected = impatientCallers(one, 20);
          const states = byStates(one, 20);
          expect(expected.abandoned).toBeCloseTo(states.abandoned, 8);
          expect(expected.meanWait).toBeCloseTo(states.meanWait, 5);
          expect(expected.answeredWithin).toBeCloseTo(states.answeredWithin, 4);
        }
      }
    }
  });

  test('Erlang A without impatience is Erlang C', () => {
    for (const agents of AGENTS) {
      const load = { agents, betweenCalls: 180 / (agents * 0.9), meanHandling: 180 };
      const patient = patientCallers(load, 20);
      const nearly = impatientCallers({ ...load, meanPatience: 1e9 }, 20);
      expect(nearly.answeredWithin).toBeCloseTo(patient.answeredWithin, 5);
      expect(nearly.abandoned).toBeCloseTo(0, 6);
    }
  });

  test('more calls than can be handled: only with impatience is there a balance', () => {
    const load = { agents: 10, betweenCalls: 10, meanHandling: 120 };
    expect(() => patientCallers(load, 20)).toThrow(RangeError);
    expect(erlangC(10, 12)).toBe(1);
    const { abandoned } = impatientCallers({ ...load, meanPatience: 60 }, 20);
    expect(abandoned).toBeGreaterThan(1 - 10 / 12);
  });
});

function waitsByDefinition(agents: number, erlangs: number): number {
  let logTerm = 0;
  const terms = [0];
  for (let busy = 1; busy <= agents; busy += 1) {
    logTerm += Math.log(erlangs / busy);
    terms.push(logTerm);
  }
  terms[agents] = logTerm + Math.log(agents / (agents - erlangs));
  const sum = terms.reduce((total, term) => total + Math.exp(term - logTerm), 0);
  return Math.exp(terms[agents] - logTerm) / sum;
}

/** Birth and death: how many are there, how many leave, and step by step how long the line ahead lasts. */
function byStates({ agents, betweenCalls, meanHandling, meanPatience }: ImpatientLoad, within: number) {
  const logs = [0];
  const leavingRate = (there: number): number =>
    Math.min(there, agents) / meanHandling + Math.max(0, there - agents) / meanPatience;
  const most = agents + 3000;
  for (let there = 1; there <= most; there += 1)
    logs.push(logs[there - 1]! - Math.log(betweenCalls * leavingRate(there)));
  const top = Math.max(...logs);
  const sum = logs.reduce((total, log) => total + Math.exp(log - top), 0);
  const probability = logs.map((log) => Math.exp(log - top) / sum);
  const inLine = probability.reduce((total, p, there) => total + p * Math.max(0, there - agents), 0);
  return {
    meanWait: inLine * betweenCalls,
    abandoned: (inLine * betweenCalls) / meanPatience,
    answeredWithin: answeredWithin({ agents, meanHandling, meanPatience, within }, probability),
  };
}

/** The line ahead of a caller as a chain of its own, followed in small steps of time (midpoint rule). */
function answeredWithin(
  { agents, meanHandling, meanPatience, within }: Record<'agents' | 'meanHandling' | 'meanPatience' | 'within', number>,
  probability: readonly number[],
): number {
  let ahead = probability.slice(agents);
  while (ahead.length > 1 && ahead.at(-1)! < 1e-12) ahead.pop();
  let answered = probability.slice(0, agents).reduce((total, p) => total + p, 0);
  const rate = (line: number): number => agents / meanHandling + line / meanPatience;
  const flow = (from: readonly number[]): number[] =>
    from.map(
      (p, line) =>
        (line + 1 < from.length ? from[line + 1]! * rate(line + 1) : 0) - p * (rate(line) + 1 / meanPatience),
    );
  const steps = 4000;
  const step = within / steps;
  for (let at = 0; at < steps; at += 1) {
    const half = flow(ahead);
    const middle = ahead.map((p, line) => p + (half[line]! * step) / 2);
    const whole = flow(middle);
    answered += middle[0]! * rate(0) * step;
    ahead = ahead.map((p, line) => p + whole[line]! * step);
  }
  return answered;
}
