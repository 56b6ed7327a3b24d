import type { Fact } from '../kernel/domain-events.js';

/** What the stream needs of the journal. */
export interface FactSource {
  factsAfter(seq: number, limit: number): readonly { readonly seq: number; readonly fact: Fact }[];
  oldestSeq(): number;
  lastSeq(): number;
  /** Tells when facts were committed; returns how to stop being told. */
  onCommit(listener: () => void): () => void;
}

/** Where the lines go: an HTTP response, or a test. */
export interface LineSink {
  /** False: hold on until `drain`. */
  write(line: string): boolean;
  once(event: 'drain' | 'close', listener: () => void): unknown;
}

/** A line now and then tells the reader that the connection lives, milliseconds. */
const HEARTBEAT_MS = 5000;
const BATCH = 200;

/**
 * Writes every fact after `seq` as a line of JSON, {"seq":…,"fact":…}, and goes on with those to come, until the sink
 * closes. Facts that were purged are told as {"gap":true,"from":…}: the reader then asks for the whole status.
 */
export function streamFacts(source: FactSource, sink: LineSink, seq: number): void {
  let at = seq;
  let blocked = false;
  let closed = false;
  const oldest = source.oldestSeq();
  if (at + 1 < oldest) {
    at = oldest - 1;
    sink.write(`${JSON.stringify({ gap: true, from: oldest })}\n`);
  }
  const pump = (): void => {
    while (!blocked && !closed) {
      const facts = source.factsAfter(at, BATCH);
      if (facts.length === 0) return;
      at = facts.at(-1)?.seq ?? at;
      blocked = !sink.write(facts.map((entry) => `${JSON.stringify(entry)}\n`).join(''));
      if (blocked) sink.once('drain', resume);
    }
  };
  const resume = (): void => {
    blocked = false;
    pump();
  };
  const heartbeat = setInterval(() => {
    if (!blocked) sink.write('{}\n');
  }, HEARTBEAT_MS);
  // The reader is served after the turn, so that a slow one never delays a call.
  const stop = source.onCommit(() => setImmediate(pump));
  sink.once('close', () => {
    closed = true;
    clearInterval(heartbeat);
    stop();
  });
  pump();
}
