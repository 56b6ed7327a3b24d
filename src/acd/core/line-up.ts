/** Callers by their rank, then by their id, so that the order never depends on chance. */
export class LineUp<T extends string> {
  private readonly ranks: number[] = [];
  private readonly order: T[] = [];

  get size(): number {
    return this.order.length;
  }

  get first(): T | undefined {
    return this.order[0];
  }

  /** Of the first; nobody: infinitely late. */
  get firstRank(): number {
    return this.ranks[0] ?? Infinity;
  }

  ids(): readonly T[] {
    return [...this.order];
  }

  /** With their ranks. */
  entries(): readonly (readonly [T, number])[] {
    return this.order.map((id, index) => [id, this.ranks[index] ?? Infinity]);
  }

  /** How many stand before the id, be it here or not. */
  indexOf(id: T, rank: number): number {
    let low = 0;
    let high = this.ranks.length;
    // mostly the first leaves and the last has just come
    if (high > 0 && this.isBefore(high - 1, id, rank)) return high;
    if (high > 0 && !this.isBefore(0, id, rank)) return 0;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.isBefore(middle, id, rank)) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Who is not here yet. */
  insert(id: T, rank: number): void {
    const index = this.indexOf(id, rank);
    this.ranks.splice(index, 0, rank);
    this.order.splice(index, 0, id);
  }

  /** @returns whether the id was here with that rank */
  delete(id: T, rank: number): boolean {
    const index = this.indexOf(id, rank);
    if (this.order[index] !== id) return false;
    this.ranks.splice(index, 1);
    this.order.splice(index, 1);
    return true;
  }

  private isBefore(index: number, id: T, rank: number): boolean {
    const there = this.ranks[index] ?? Infinity;
    return there < rank || (there === rank && (this.order[index] ?? '') < id);
  }
}
