import type { Doors, EngineDoor } from './engine-doors.js';

/** Nodes come and go by people's hands: so soon it is noticed. */
const LOOK_EVERY_MS = 1_000;

/** What is kept up for one engine. */
export interface Kept {
  stop(): Promise<void>;
}

/** Keeps something for every engine there is: begun for each that comes, stopped for each that goes. */
export class EachEngine<T extends Kept> {
  private readonly known = new Map<string, { readonly place: string; readonly kept: T }>();
  private looking: Promise<void> = Promise.resolve();
  private timer: NodeJS.Timeout | undefined;
  private stopped = false;

  constructor(
    private readonly doors: Doors,
    private readonly begin: (door: EngineDoor) => T,
    /** The node's engine is no more. */
    private readonly gone: (nodeId: string) => void = () => undefined,
    private readonly everyMs = LOOK_EVERY_MS,
  ) {}

  get nodeIds(): readonly string[] {
    return [...this.known.keys()];
  }

  of(nodeId: string): T | undefined {
    return this.known.get(nodeId)?.kept;
  }

  get all(): readonly T[] {
    return [...this.known.values()].map(({ kept }) => kept);
  }

  start(): void {
    this.looking = this.look();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.looking;
    await Promise.all(this.all.map((kept) => kept.stop()));
    this.known.clear();
  }

  private async look(): Promise<void> {
    // while nobody can tell, those that were known are
    const doors = await this.doors.all().catch(() => null);
    if (doors !== null) await this.settle(doors);
    if (!this.stopped) this.timer = setTimeout(() => this.start(), this.everyMs);
    this.timer?.unref();
  }

  private async settle(doors: readonly EngineDoor[]): Promise<void> {
    for (const [nodeId, { place, kept }] of [...this.known]) {
      const door = doors.find((one) => one.nodeId === nodeId);
      if (door?.place === place) continue;
      this.known.delete(nodeId);
      await kept.stop();
      if (door === undefined) this.gone(nodeId);
    }
    for (const door of doors) {
      if (this.stopped || this.known.has(door.nodeId)) continue;
      this.known.set(door.nodeId, { place: door.place, kept: this.begin(door) });
    }
  }
}
