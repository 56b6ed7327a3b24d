/** Ids in the order of a rank (then of the id, so that the order never depends on chance). */
export class LineUp<T extends string> {
  private readonly order: { readonly id: T; readonly rank: number }[] = [];
  private readonly ranks = new Map<T, number>();

  get size(): number {
    return this.order.length;
  }

  get first(): T | undefined {
    return this.order[0]?.id;
  }

  rankOf(id: T): number | undefined {
    return this.ranks.get(id);
  }

  ids(): readonly T[] {
    return this.order.map((entry) => entry.id);
  }

  /** Puts the id at its rank; an id that is there already moves. */
  put(id: T, rank: number): void {
    this.remove(id);
    this.order.splice(this.placeOf(id, rank), 0, { id, rank });
    this.ranks.set(id, rank);
  }

  remove(id: T): boolean {
    const rank = this.ranks.get(id);
    if (rank === undefined) return false;
    this.order.splice(this.placeOf(id, rank), 1);
    this.ranks.delete(id);
    return true;
  }

  private placeOf(id: T, rank: number): number {
    let low = 0;
    let high = this.order.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const there = this.order[middle];
      if (there !== undefined && (there.rank < rank || (there.rank === rank && there.id < id))) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
