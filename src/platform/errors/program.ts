import { CallRackError } from './callrack-error.js';

/**
 * Runs a program that does one thing and ends: errors go to standard error, in both languages where they are ours and
 * with their stack where they are not, and give exit status 1.
 *
 * @param name shown before the error
 */
export async function runProgram(name: string, main: () => Promise<void>): Promise<void> {
  try {
    await main();
  } catch (error) {
    process.stderr.write(`${name}: ${describe(error)}\n`);
    process.exitCode = 1;
  }
}

function describe(error: unknown): string {
  if (error instanceof CallRackError) return `${error.text.en}\n${error.text.zh}`;
  // errors of the network hold their reasons inside (one per address tried)
  if (error instanceof AggregateError) return error.errors.map(String).join('; ');
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
