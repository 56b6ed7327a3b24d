/** Channels in use, counted by owner (a trunk or a tenant): an index over the running calls. */
export class ChannelCount<K extends string> {
  private readonly counts = new Map<K, number>();

  inUse(owner: K): number {
    return this.counts.get(owner) ?? 0;
  }

  take(owner: K): void {
    this.counts.set(owner, this.inUse(owner) + 1);
  }

  /** @throws RangeError when more is given back than was taken */
  giveBack(owner: K): void {
    const left = this.inUse(owner) - 1;
    if (left < 0) throw new RangeError(`more channels given back than taken: ${owner}`);
    if (left === 0) this.counts.delete(owner);
    else this.counts.set(owner, left);
  }
}
