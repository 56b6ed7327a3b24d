/** Loudest sample of each stretch, 0 to 1: what is drawn of one channel. */
export type Peaks = readonly number[];

/** Channels in the order of the archive's files. */
export interface ConversationPeaks {
  /** Left channel. */
  readonly caller: Peaks;
  /** Right channel. */
  readonly agent: Peaks;
}

/** Most stretches of a channel; from half as many on, whatever the length of the sound. */
export const MOST_PEAKS = 2_000;
const LOUDEST = 32_768;
/** As fine as a screen can show. */
const STEPS = 1_000;

/**
 * Reads two-channel samples of any length piece by piece and keeps a fixed number of peaks: whenever they have filled
 * up, two and two become one and stretches count twice as long from then on.
 */
export class PeakReader {
  private readonly caller = new Uint16Array(MOST_PEAKS);
  private readonly agent = new Uint16Array(MOST_PEAKS);
  private stretches = 0;
  private filled = 0;
  private loudestCaller = 0;
  private loudestAgent = 0;

  /** @param framesPerStretch of the shortest sound; one frame is one sample of both channels */
  constructor(private framesPerStretch = 80) {}

  /** @param samples left and right in turn, whole frames */
  read(samples: Int16Array): void {
    for (let index = 0; index + 1 < samples.length; index += 2) {
      this.loudestCaller = Math.max(this.loudestCaller, Math.abs(samples[index] ?? 0));
      this.loudestAgent = Math.max(this.loudestAgent, Math.abs(samples[index + 1] ?? 0));
      this.filled += 1;
      if (this.filled === this.framesPerStretch) this.endStretch();
    }
  }

  get peaks(): ConversationPeaks {
    if (this.filled > 0) this.endStretch();
    return { caller: levels(this.caller, this.stretches), agent: levels(this.agent, this.stretches) };
  }

  private endStretch(): void {
    this.caller[this.stretches] = this.loudestCaller;
    this.agent[this.stretches] = this.loudestAgent;
    this.stretches += 1;
    this.filled = 0;
    this.loudestCaller = 0;
    this.loudestAgent = 0;
    if (this.stretches === MOST_PEAKS) this.halve();
  }

  private halve(): void {
    this.stretches = MOST_PEAKS / 2;
    this.framesPerStretch *= 2;
    for (const channel of [this.caller, this.agent]) {
      for (let index = 0; index < this.stretches; index += 1) {
        channel[index] = Math.max(channel[2 * index] ?? 0, channel[2 * index + 1] ?? 0);
      }
    }
  }
}

function levels(loudest: Uint16Array, count: number): Peaks {
  return Array.from(loudest.subarray(0, count), (level) => Math.round((level / LOUDEST) * STEPS) / STEPS);
}
