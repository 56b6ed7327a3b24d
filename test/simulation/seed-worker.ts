import { simulate, type SimulationOptions, type SimulationResult } from './simulation.js';

/** What a process beside is asked: one run; it answers with what came of it, or why it broke off. */
export type SeedAsked = Pick<SimulationOptions, 'seed' | 'calls' | 'journalInGroups'>;
export type SeedAnswer = SimulationResult | { readonly broke: string };

process.on('message', (asked: SeedAsked) => {
  process.send?.(answerOf(asked));
});

function answerOf(asked: SeedAsked): SeedAnswer {
  try {
    return simulate(asked);
  } catch (error) {
    return { broke: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}
