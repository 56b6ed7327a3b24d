/** Where somebody stands: the lowest tier first, in it the lowest `first`, then the lowest `second`, then by the id. */
export interface Place<T extends string> {
  readonly id: T;
  readonly tier: number;
  readonly first: number;
  readonly second: number;
}

/** Places in their order. */
export class Places<T extends string> {
  protected readonly order: Place<T>[] = [];

  get size(): number {
    return this.order.length;
  }

  get first(): T | undefined {
    return this.order[0]?.id;
  }

  get head(): Place<T> | undefined {
    return this.order[0];
  }

  ids(): readonly T[] {
    return this.order.map((entry) => entry.id);
  }

  at(index: number): Place<T> | undefined {
    return this.order[index];
  }

  /** How many stand in the lowest tier that there is. */
  get headTierSize(): number {
    const { head } = this;
    if (head === undefined) return 0;
    // where everybody is of one tier, as mostly, nothing is looked for
    if (this.order.at(-1)?.tier === head.tier) return this.order.length;
    return this.indexFor({ ...head, tier: head.tier + 1, first: -Infinity, second: -Infinity });
  }

  /** Who stands next behind a place of the same tier, be it taken or not. */
  nextAfter(place: Place<T>): Place<T> | undefined {
    const index = this.indexFor(place);
    const there = this.order[index];
    const next = there?.id === place.id ? this.order[index + 1] : there;
    return next?.tier === place.tier ? next : undefined;
  }

  /** Nobody stands there already. */
  insert(place: Place<T>): void {
    this.order.splice(this.indexFor(place), 0, place);
  }

  /** Somebody stands there. */
  delete(place: Place<T>): void {
    this.order.splice(this.indexFor(place), 1);
  }

  protected indexFor(place: Place<T>): number {
    let low = 0;
    let high = this.order.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const there = this.order[middle];
      if (there !== undefined && standsBefore(there, place)) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** Ids in the order of a rank (then of the id, so that the order never depends on chance). */
export class LineUp<T extends string> extends Places<T> {
  private readonly places = new Map<T, Place<T>>();

  rankOf(id: T): number | undefined {
    return this.places.get(id)?.first;
  }

  /** How many stand before the id; undefined where it is not here. */
  indexOf(id: T): number | undefined {
    const place = this.places.get(id);
    return place === undefined ? undefined : this.indexFor(place);
  }

  /** Puts the id at its rank; an id that is there already moves. */
  put(id: T, first: number, tier = 0, second = 0): void {
    this.remove(id);
    const place = { id, tier, first, second };
    this.insert(place);
    this.places.set(id, place);
  }

  remove(id: T): boolean {
    const place = this.places.get(id);
    if (place === undefined) return false;
    this.delete(place);
    this.places.delete(id);
    return true;
  }
}

export function standsBefore<T extends string>(a: Place<T>, b: Place<T>): boolean {
  if (a.tier !== b.tier) return a.tier < b.tier;
  if (a.first !== b.first) return a.first < b.first;
  if (a.second !== b.second) return a.second < b.second;
  return a.id < b.id;
}
