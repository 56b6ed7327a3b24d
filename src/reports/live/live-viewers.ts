import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';

import { systemClock, type Instant } from '../../kernel/clock.js';
import { PLATFORM_SECTIONS, TENANT_SECTIONS } from '../core/live/live-rows.js';
import type { LiveReach } from '../core/live/live-picture.js';
import { LiveViewer } from '../core/live/live-viewer.js';
import { LiveFeed, type EngineHeard } from './live-feed.js';
import { TooManyViewers } from './live.errors.js';
import type { SystemState } from '../core/live/system-state.js';
import { SystemWatch } from './system-watch.js';

/** A viewer is sent something at most so often. */
export const COALESCE_MS = 250;
/** What comes after a silence is told with what comes at the same moment. */
const FIRST_MS = 20;
const BEAT_MS = 15_000;
/** A viewer who takes nothing for so long is gone. */
const PATIENCE_MS = 60_000;
/** Windows of one operator. */
const MOST_OF_OPERATOR = 10;

/** Where a viewer's events go: an HTTP response, as far as it is needed. */
export interface EventSink {
  /** False: full, wait for `drain`. */
  write(text: string): boolean;
  end(): void;
  destroy(): unknown;
  once(event: 'drain' | 'close', listener: () => void): unknown;
}

export interface NewViewer {
  readonly operatorId: string;
  /** null: the platform. */
  readonly tenantId: string | null;
  /** null: all of it. */
  readonly reach: LiveReach | null;
  readonly sink: EventSink;
}

/** Somebody who watches. */
export interface Watching {
  /** They look after others than before, or the same. */
  reachIs(reach: LiveReach | null): void;
  /** Ends it, telling why. */
  end(why: string): void;
}

interface Open {
  readonly operatorId: string;
  readonly viewer: LiveViewer;
  readonly sink: EventSink;
  fullSince: Instant | null;
  /** State of the engine and of the system that they were sent last. */
  engineSent: EngineHeard | null;
  systemSent: SystemState | null;
}

/** Everybody who watches the present: what each sees, sent no faster than they take it. */
@Injectable()
export class LiveViewers implements OnModuleInit, OnModuleDestroy {
  private readonly open = new Set<Open>();
  private timer: NodeJS.Timeout | undefined;
  private flushedAt = 0;
  private watched: (tenants: ReadonlySet<string>) => void = () => undefined;
  private readonly beat: NodeJS.Timeout;

  constructor(
    private readonly feed: LiveFeed,
    private readonly system: SystemWatch,
  ) {
    this.beat = setInterval(() => {
      this.beatAll();
    }, BEAT_MS);
    this.beat.unref();
  }

  onModuleInit(): void {
    this.feed.onChange(() => {
      this.schedule();
    });
    this.system.onChange(() => {
      this.schedule();
    });
  }

  onModuleDestroy(): void {
    clearInterval(this.beat);
    clearTimeout(this.timer);
    for (const one of this.open) one.sink.end();
    this.open.clear();
    this.system.watchWhile(false);
  }

  /** Whose present is looked at, told when that changes. One listener. */
  onWatched(listener: (tenants: ReadonlySet<string>) => void): void {
    this.watched = listener;
  }

  /**
   * Sends the whole picture, then its changes, until the sink closes.
   *
   * @throws TooManyViewers
   */
  add({ operatorId, tenantId, reach, sink }: NewViewer): Watching {
    const own = [...this.open].filter((one) => one.operatorId === operatorId);
    if (own.length >= MOST_OF_OPERATOR) throw new TooManyViewers();
    const sections = tenantId === null ? PLATFORM_SECTIONS : TENANT_SECTIONS;
    const viewer = new LiveViewer({ tenantId, sections, reach });
    const one: Open = { operatorId, viewer, sink, fullSince: null, engineSent: null, systemSent: null };
    const remove = (): void => {
      this.open.delete(one);
      this.tellWatched();
    };
    sink.once('close', remove);
    this.open.add(one);
    this.tellWatched();
    this.send(one);
    return {
      reachIs: (now) => {
        viewer.reachIs(now);
        if (this.open.has(one) && one.fullSince === null) this.send(one);
      },
      end: (why) => {
        if (!this.open.has(one)) return;
        sink.write(eventOf('end', { why }));
        sink.end();
        remove();
      },
    };
  }

  private tellWatched(): void {
    this.watched(new Set([...this.open].flatMap(({ viewer }) => viewer.scope.tenantId ?? [])));
    this.system.watchWhile([...this.open].some(({ viewer }) => viewer.scope.tenantId === null));
  }

  private schedule(): void {
    if (this.timer !== undefined) return;
    const waitMs = Math.max(FIRST_MS, this.flushedAt + COALESCE_MS - performance.now());
    this.timer = setTimeout(() => {
      this.timer = undefined;
      this.flush();
    }, waitMs);
  }

  private flush(): void {
    this.flushedAt = performance.now();
    const touches = this.feed.picture.takeTouches();
    for (const one of this.open) {
      one.viewer.touch(touches);
      if (one.fullSince === null) this.send(one);
    }
  }

  private send(one: Open): void {
    const { picture } = this.feed;
    const { tenantId } = one.viewer.scope;
    const engine = this.feed.engineOf(tenantId);
    const system = tenantId === null ? this.system.state : null;
    const update = one.viewer.update(picture);
    if (update === null && one.engineSent === engine && one.systemSent === system) return;
    const { kind, ...lines } = update ?? { kind: 'changes', rows: {}, gone: {} };
    one.engineSent = engine;
    const news = { now: systemClock.now(), engine, ...lines };
    const sent = system !== one.systemSent ? { ...news, system } : news;
    one.systemSent = system;
    this.write(one, eventOf(kind, sent));
  }

  private write(one: Open, text: string): void {
    if (one.sink.write(text)) return;
    one.fullSince = systemClock.now();
    one.sink.once('drain', () => {
      one.fullSince = null;
      if (this.open.has(one)) this.send(one);
    });
  }

  private beatAll(): void {
    const now = systemClock.now();
    for (const one of this.open) {
      if (one.fullSince === null) this.write(one, eventOf('beat', { now }));
      else if (now - one.fullSince > PATIENCE_MS) one.sink.destroy();
    }
  }
}

function eventOf(name: string, data: object): string {
  return `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
}
