import type { Part } from './cpu.ts';

export type SideName = 'callrack' | 'appQueue';

/** One recorded conversation, as what each party said. */
export interface RecordedSound {
  readonly name: string;
  readonly rateHz: number;
  /** The channel in which the caller is heard; the same as the telephone's where both are mixed. */
  readonly caller: Int16Array;
  readonly telephone: Int16Array;
}

/** What is measured: a call centre that answers `UNRECORDED` and `RECORDED` and brings callers to the telephones. */
export interface Side {
  readonly name: SideName;
  start(): Promise<void>;
  /** Idle, every agent free; started afresh when it does not get there by itself. */
  makeReady(): Promise<void>;
  stop(): Promise<void>;
  parts(): readonly Part[];
  /** Versions of what runs. */
  versions(): Promise<Readonly<Record<string, string>>>;
  /** Recordings made since the last `forgetRecordings`, whole ones only. */
  recordingNames(): Promise<readonly string[]>;
  readRecording(name: string): Promise<RecordedSound>;
  forgetRecordings(): Promise<void>;
  /** Waits until work that was put off (encoding) is done, at most so many milliseconds. Returns whether it is. */
  settle(patienceMs: number): Promise<boolean>;
}
