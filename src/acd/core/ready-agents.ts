import type { AgentId } from '../../kernel/ids.js';
import { NOBODY, type Order, type People } from './people.js';
import { isOfArea, levelIn, type Qualities } from './qualities.js';
import type { ReadyLines } from './ready-lines.js';

/** The agents of one queue who are ready, by classes: those of one penalty and of the same qualities are of one. */
export class ReadyAgents {
  /** Stands for the queue in the lines. */
  readonly queue: number;
  /** By class. */
  private readonly tiers: number[] = [];
  private readonly qualities: Qualities[] = [];
  private readonly keys: string[] = [];
  /** The place of the class among all, by its key; empty: not counted since the last class came. */
  private ranks: number[] = [];
  private readonly areaLists: number[] = [];
  private readonly classOfKey = new Map<string, number>();
  /** Different lists of areas, and which of them are the caller's. */
  private readonly areas: (readonly string[])[] = [];
  private readonly isNear: boolean[] = [];
  private readonly levelsBySkill = new Map<string, number[]>();

  constructor(
    private readonly lines: ReadyLines,
    order: Order,
  ) {
    this.queue = lines.addQueue(order);
  }

  get people(): People {
    return this.lines.people;
  }

  get size(): number {
    return this.lines.size(this.queue);
  }

  /** The class of all who have this penalty and these qualities. */
  classOf(tier: number, key: string, qualities: Qualities): number {
    const whole = `${String(tier)} ${key}`;
    const known = this.classOfKey.get(whole);
    if (known !== undefined) return known;
    const made = this.lines.addClass(this.queue);
    this.classOfKey.set(whole, made);
    this.tiers.push(tier);
    this.qualities.push(qualities);
    this.keys.push(key);
    this.areaLists.push(this.areaList(qualities.areas));
    for (const [skill, levels] of this.levelsBySkill) levels.push(levelIn(qualities, skill));
    this.ranks = [];
    return made;
  }

  /** By class; goes on to be right. */
  levelsIn(skill: string): readonly number[] {
    let levels = this.levelsBySkill.get(skill);
    if (levels === undefined) {
      levels = this.qualities.map((one) => levelIn(one, skill));
      this.levelsBySkill.set(skill, levels);
    }
    return levels;
  }

  /** Whether anybody has at least the level. */
  isThere(levels: readonly number[], level: number): boolean {
    if (level === 0) return this.size > 0;
    for (let one = 0; one < levels.length; one += 1) {
      if ((levels[one] ?? 0) >= level && this.sizeOf(one) > 0) return true;
    }
    return false;
  }

  /**
   * The classes of those who may get a caller: who have the level, of them who are there for the area where anybody is, of
   * them the lowest penalty. None of them is empty.
   *
   * @param caller null where the area makes no difference
   * @param into is filled with them
   */
  choose(levels: readonly number[], level: number, caller: string | null, into: number[]): void {
    into.length = 0;
    for (let one = 0; one < this.tiers.length; one += 1) {
      if ((level === 0 || (levels[one] ?? 0) >= level) && this.sizeOf(one) > 0) into.push(one);
    }
    if (caller !== null && into.length > 1) this.keepNear(caller, into);
    let lowest = Infinity;
    for (const one of into) lowest = Math.min(lowest, this.tiers[one] ?? 0);
    keep(into, (one) => this.tiers[one] === lowest);
  }

  sizeOf(one: number): number {
    return this.lines.sizeOf(this.queue, one);
  }

  groupOf(one: number): string {
    return this.qualities[one]?.group ?? '';
  }

  /** Its place among all classes: does not depend on who came first. */
  rankOf(one: number): number {
    if (this.ranks.length === 0) this.rank();
    return this.ranks[one] ?? 0;
  }

  /** Who stands there in the line of the class. */
  at(one: number, index: number): number {
    return this.lines.at(this.queue, one, index);
  }

  /** Of those classes, whoever comes before all others, or NOBODY. */
  firstOf(classes: readonly number[]): number {
    let first = NOBODY;
    for (const one of classes) {
      const head = this.at(one, 0);
      if (first === NOBODY || this.isBefore(head, first)) first = head;
    }
    return first;
  }

  /** Whether one agent comes before another. */
  isBefore(who: number, other: number): boolean {
    return this.lines.isBefore(this.queue, who, other);
  }

  /** Who stands next behind somebody in the line of a class that stands by numbers, be they in it or not; or NOBODY. */
  nextAfter(one: number, number: number, agentId: AgentId): number {
    const { people } = this;
    let low = 0;
    let high = this.sizeOf(one);
    while (low < high) {
      const middle = (low + high) >>> 1;
      const there = this.at(one, middle);
      const by = people.numberAt(there) - number;
      if (by < 0 || (by === 0 && people.idOf(there) <= agentId)) low = middle + 1;
      else high = middle;
    }
    return low < this.sizeOf(one) ? this.at(one, low) : NOBODY;
  }

  /** Class by class, in the order of their keys. */
  agentIds(): readonly AgentId[] {
    const classes = [...this.tiers.keys()].sort((a, b) => this.rankOf(a) - this.rankOf(b));
    return classes.flatMap((one) =>
      Array.from({ length: this.sizeOf(one) }, (_, index) => this.people.idOf(this.at(one, index))),
    );
  }

  private keepNear(caller: string, into: number[]): void {
    const { areas, isNear, areaLists } = this;
    for (const [at, list] of areas.entries()) isNear[at] = isOfArea(list, caller);
    const near = (one: number): boolean => isNear[areaLists[one] ?? 0] === true;
    if (into.some(near)) keep(into, near);
  }

  private rank(): void {
    const inOrder = [...this.keys.keys()].sort((a, b) => ((this.keys[a] ?? '') < (this.keys[b] ?? '') ? -1 : 1));
    for (const [rank, one] of inOrder.entries()) this.ranks[one] = rank;
  }

  private areaList(areas: readonly string[]): number {
    const same = this.areas.findIndex(
      (list) => list.length === areas.length && list.every((one, n) => one === areas[n]),
    );
    return same === -1 ? this.areas.push(areas) - 1 : same;
  }
}

/** Leaves only those for whom it is so, in their order. */
function keep(classes: number[], isSo: (one: number) => boolean): void {
  let kept = 0;
  for (const one of classes) {
    if (!isSo(one)) continue;
    classes[kept] = one;
    kept += 1;
  }
  classes.length = kept;
}
