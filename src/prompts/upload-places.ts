import { TooManyUploads } from './prompts.errors.js';

const MOST_OF_ONE = 2;
const MOST_OF_ALL = 8;

/** Who uploads now: what has not come to its end lies on the disk that the calls live on, so there are only so many. */
export class UploadPlaces {
  private taken = 0;
  private readonly takenBy = new Map<string, number>();

  /**
   * @returns gives the place back; to be called once
   * @throws TooManyUploads
   */
  take(operatorId: string): () => void {
    const mine = this.takenBy.get(operatorId) ?? 0;
    if (mine >= MOST_OF_ONE || this.taken >= MOST_OF_ALL) throw new TooManyUploads();
    this.taken += 1;
    this.takenBy.set(operatorId, mine + 1);
    return () => {
      this.taken -= 1;
      const left = (this.takenBy.get(operatorId) ?? 1) - 1;
      if (left > 0) this.takenBy.set(operatorId, left);
      else this.takenBy.delete(operatorId);
    };
  }
}
