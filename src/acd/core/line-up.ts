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

/** Where somebody stands: the lowest tier first, in it the lowest `first`, then the lowest `second`, then by the name. */
export interface Place {
  readonly tier: number;
  readonly first: number;
  readonly second: number;
}

/** Of each who stands: tier, first, second, who. */
const WIDTH = 4;

/**
 * Who stands where, by numbers that stand for names. All of a line lie side by side in one array: a node has tens of
 * thousands of places, and what looking for one of them costs is how many corners of the memory it leads to.
 */
export class Ranks<T extends string> {
  private cells = new Float64Array(2 * WIDTH);
  private count = 0;

  /** @param names of everybody, by number; may grow */
  constructor(private readonly names: readonly T[]) {}

  get size(): number {
    return this.count;
  }

  idAt(index: number): T | undefined {
    return index < this.count ? this.names[this.cell(index, 3)] : undefined;
  }

  placeAt(index: number): Place {
    return { tier: this.cell(index, 0), first: this.cell(index, 1), second: this.cell(index, 2) };
  }

  /** The lowest that there is; nobody: infinite. */
  get headTier(): number {
    return this.count === 0 ? Infinity : this.cell(0, 0);
  }

  /** How many stand in it. */
  get headTierSize(): number {
    if (this.count === 0) return 0;
    const tier = this.headTier;
    // where everybody is of one tier, as mostly, nothing is looked for
    return this.cell(this.count - 1, 0) === tier ? this.count : this.indexFor(tier + 1, -Infinity, -Infinity, -1);
  }

  ids(): readonly T[] {
    return Array.from({ length: this.count }, (_, index) => this.idAt(index)).filter((id) => id !== undefined);
  }

  /** The index of who stands next behind a place of the same tier, be it taken or not; null: nobody. */
  nextAfter({ tier, first, second }: Place, id: T): number | null {
    let index = this.indexFor(tier, first, second, -1);
    const stands = (): boolean => index < this.count && this.cell(index, 0) === tier;
    const isNotBehind = (): boolean =>
      this.cell(index, 1) === first && this.cell(index, 2) === second && (this.idAt(index) ?? '') <= id;
    while (stands() && isNotBehind()) index += 1;
    return stands() ? index : null;
  }

  /** Whether who stands here comes before who stands in another line of the same names. */
  isBefore(index: number, other: Ranks<T>, at: number): boolean {
    return this.compare(index, other.cell(at, 0), other.cell(at, 1), other.cell(at, 2), other.cell(at, 3)) < 0;
  }

  /** Who does not stand here yet. */
  insert(tier: number, first: number, second: number, who: number): void {
    const index = this.indexFor(tier, first, second, who);
    const end = this.count * WIDTH;
    if (end === this.cells.length) this.grow();
    const at = index * WIDTH;
    this.cells.copyWithin(at + WIDTH, at, end);
    this.cells[at] = tier;
    this.cells[at + 1] = first;
    this.cells[at + 2] = second;
    this.cells[at + 3] = who;
    this.count += 1;
  }

  /** Who stands here, at that place. */
  delete(tier: number, first: number, second: number, who: number): void {
    const at = this.indexFor(tier, first, second, who) * WIDTH;
    this.cells.copyWithin(at, at + WIDTH, this.count * WIDTH);
    this.count -= 1;
  }

  /** @param who -1: before everybody at that place */
  private indexFor(tier: number, first: number, second: number, who: number): number {
    let low = 0;
    let high = this.count;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.compare(middle, tier, first, second, who) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  private compare(index: number, tier: number, first: number, second: number, who: number): number {
    const { cells } = this;
    const at = index * WIDTH;
    const byTier = (cells[at] ?? 0) - tier;
    if (byTier !== 0) return byTier;
    const byFirst = (cells[at + 1] ?? 0) - first;
    if (byFirst !== 0) return byFirst;
    const bySecond = (cells[at + 2] ?? 0) - second;
    if (bySecond !== 0) return bySecond;
    const there = cells[at + 3] ?? 0;
    if (there === who) return 0;
    return who >= 0 && (this.names[there] ?? '') < (this.names[who] ?? '') ? -1 : 1;
  }

  private cell(index: number, field: number): number {
    return this.cells[index * WIDTH + field] ?? 0;
  }

  private grow(): void {
    const cells = new Float64Array(this.cells.length * 2);
    cells.set(this.cells);
    this.cells = cells;
  }
}
