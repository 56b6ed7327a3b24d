import fc from 'fast-check';

import { HallPresent } from '../../../../test/fixtures/hall-present.js';
import { HallStory, TWO_AGENTS } from '../../../../test/fixtures/hall-story.js';
import { steps, WildWorld } from '../../../../test/fixtures/hall-wild.js';
import type { HallWorld } from '../../../../test/fixtures/hall-world.js';
import { LivePicture, type LiveReach, type Touches } from './live-picture.js';
import { PLATFORM_SECTIONS, TENANT_SECTIONS, type Section } from './live-rows.js';
import { LiveViewer } from './live-viewer.js';

const TENANT = 'acme';

/** A picture that follows a hall by notices; they travel when `travel` is called, as they are then. */
class Following {
  readonly picture = new LivePicture();
  readonly present: HallPresent;
  private readonly changed = new Set<string>();

  constructor(world: HallWorld) {
    this.present = new HallPresent(() => world.hall);
    this.picture.replace(this.present.now());
    world.watcher = {
      changed: (keys) => {
        for (const key of keys) this.changed.add(key);
      },
      replaced: () => {
        this.changed.clear();
        this.picture.replace(this.present.now());
      },
    };
  }

  /** A telephone is heard of at a port, or is gone from it. */
  line(endpoint: string, port: number, status: string, now: number): void {
    const uri = `sip:${endpoint}@127.0.0.3:${port}`;
    if (this.present.lines.heard({ endpoint, uri, status, roundtripMs: null }, now))
      this.changed.add(`line:${endpoint}`);
  }

  travel(): void {
    for (const key of this.changed) {
      const notice = this.present.tell(key);
      if (notice !== null) this.picture.take(notice);
    }
    this.changed.clear();
  }

  fresh(): LivePicture {
    const fresh = new LivePicture();
    fresh.replace(this.present.now());
    return fresh;
  }
}

function linesOf(picture: LivePicture): Record<string, unknown> {
  return Object.fromEntries(
    [...TENANT_SECTIONS, ...PLATFORM_SECTIONS].map((section: Section) => [
      section,
      picture
        .ids(section, TENANT)
        .toSorted()
        .map((id) => picture.row(section, id)),
    ]),
  );
}

describe('a story as people see it', () => {
  let story: HallStory;
  let following: Following;
  const plays = (text: string): void => {
    story.play(text);
    following.travel();
  };
  const row = (section: Section, id: string): unknown => following.picture.row(section, id);

  beforeEach(() => {
    story = new HallStory();
    following = new Following(story.world);
  });

  test('a caller waits, is offered to an agent, talks, and is gone', () => {
    plays(TWO_AGENTS);
    plays('2 agent 1002 goes not ready lunch');
    expect(row('agents', 'a1002')).toMatchObject({ phase: 'notReady', reason: 'lunch', since: 2000 });
    plays('3 agent 1001 goes not ready lunch');
    plays('10 caller1 arrives\n12 caller1 presses 1');
    expect(row('calls', 'c1')).toMatchObject({ phase: 'waiting', caller: '13800000001', queue: '2000', agent: null });
    expect(row('queues', 'q2000')).toMatchObject({ waiting: 1, waitsSince: 12_000, ready: 0, agents: 2, talking: 0 });
    expect(row('trunks', 'trunk-carrier')).toMatchObject({ channels: 1, channelLimit: 100 });
    plays('14 agent 1001 goes ready');
    expect(row('calls', 'c1')).toMatchObject({ phase: 'offering', agent: '1001', since: 14_000 });
    expect(row('queues', 'q2000')).toMatchObject({ waiting: 0, offering: 1, waitsSince: 12_000 });
    plays('15 c1-a1 rings\n16 c1-a1 answers');
    expect(row('agents', 'a1001')).toMatchObject({ phase: 'talking', caller: '13800000001', since: 16_000 });
    expect(row('queues', 'q2000')).toMatchObject({ offering: 0, talking: 1, waitsSince: null });
    expect(row('tenants', TENANT)).toMatchObject({ channels: 1, talking: 1, agents: 2, ready: 0 });
    plays('20 caller1 hangs up\n21 c1-a1 ends 16');
    expect(row('calls', 'c1')).toBeUndefined();
    expect(row('agents', 'a1001')).toMatchObject({ phase: 'ready', caller: null });
    expect(row('queues', 'q2000')).toMatchObject({ talking: 0, ready: 1 });
    expect(row('trunks', 'trunk-carrier')).toMatchObject({ channels: 0 });
  });

  test("an agent's telephone registers and signs out", () => {
    expect(row('agents', 'a1001')).toMatchObject({ extension: '8001', registered: false });
    following.line('acme-8001', 5061, 'NonQualified', 1000);
    following.travel();
    expect(row('extensions', 'x8001')).toMatchObject({ registered: true, address: '127.0.0.3:5061', since: 1000 });
    expect(row('agents', 'a1001')).toMatchObject({ registered: true });
    expect(row('tenants', TENANT)).toMatchObject({ extensions: 2, registered: 1 });
    following.line('acme-8001', 5061, 'Removed', 2000);
    following.travel();
    expect(row('extensions', 'x8001')).toMatchObject({ registered: false, address: null, since: 2000 });
    expect(row('agents', 'a1001')).toMatchObject({ registered: false });
  });

  test('a trunk that does not answer is seen', () => {
    expect(row('trunks', 'trunk-carrier')).toMatchObject({ reach: 'unchecked' });
    following.line('carrier', 5060, 'NonQualified', 1000);
    following.travel();
    expect(row('trunks', 'trunk-carrier')).toMatchObject({ reach: 'checking' });
    following.line('carrier', 5060, 'Unreachable', 2000);
    following.travel();
    expect(row('trunks', 'trunk-carrier')).toMatchObject({ reach: 'unreachable', since: 2000 });
  });

  test('how the day of a queue has been is told when it is another, and kept when the engine begins afresh', () => {
    const none = { ...{ offered: 0, answered: 0, answeredInTime: 0, abandoned: 0 }, waitAnsweredMs: 0 };
    const nothing = { ...none, abandonedShort: 0, overflowed: 0, lost: 0 };
    const touchedBy = (offered: number | null): number => {
      following.picture.takeTouches();
      following.picture.putToday(TENANT, new Map(offered === null ? [] : [['q2000', { ...nothing, offered }]]));
      return following.picture.takeTouches().rows.length;
    };
    expect([touchedBy(3), touchedBy(3), touchedBy(4)]).toEqual([1, 0, 1]);
    following.picture.replace(following.present.now());
    expect(row('queues', 'q2000')).toMatchObject({ today: { ...nothing, offered: 4 } });
    expect([touchedBy(null), touchedBy(null)]).toEqual([1, 0]);
    expect(row('queues', 'q2000')).toMatchObject({ today: nothing });
  });

  test('a queue that is taken away is gone from the picture', () => {
    expect(following.picture.ids('queues', TENANT)).toEqual(['q2000']);
    story.play('1 without queue 2000');
    expect(following.picture.ids('queues', TENANT)).toEqual([]);
    expect(row('queues', 'q2000')).toBeUndefined();
  });
});

describe('who looks after one agent', () => {
  const lead: LiveReach = { agents: new Set(['a1001']), queues: new Set(['q2000']) };
  const viewer = new LiveViewer({ tenantId: TENANT, sections: TENANT_SECTIONS, reach: lead });
  const hears = (following: Following): readonly string[] => {
    following.travel();
    viewer.touch(following.picture.takeTouches());
    const update = viewer.update(following.picture);
    const rows = Object.entries(update?.rows ?? {}).flatMap(([section, lines]) => lines.map(({ id }) => [section, id]));
    const gone = update?.kind === 'changes' ? Object.entries(update.gone).flat(2) : [];
    return [...rows.map((line) => line.join(' ')), ...gone.map((id) => `- ${id}`)].toSorted();
  };

  test('sees the agent, their telephone and queue, and calls of theirs, inside ones too; of others nothing', () => {
    const story = new HallStory();
    const following = new Following(story.world);
    expect(hears(following)).toEqual(['agents a1001', 'extensions x8001', 'queues q2000']);
    story.play(TWO_AGENTS);
    story.play('2 agent 1001 goes not ready lunch\n10 caller1 arrives');
    expect(hears(following)).toEqual(['agents a1001', 'queues q2000']);
    story.play('12 caller1 presses 1');
    expect(hears(following)).toEqual(['queues q2000']);
    story.play('20 caller2 arrives from acme-8001 calling 8002');
    expect(hears(following)).toEqual(['agents a1001', 'calls c2', 'queues q2000']);
    viewer.reachIs({ agents: new Set(['a1002']), queues: new Set(['q2000']) });
    expect(hears(following)).toEqual(['agents a1002', 'calls c1', 'extensions x8002', 'queues q2000']);
    viewer.reachIs({ agents: new Set(), queues: new Set() });
    expect(hears(following)).toEqual([]);
    story.play('30 caller1 hangs up');
    expect(hears(following)).toEqual([]);
  });
});

/** What a viewer has after all that they were sent. */
class Window {
  private readonly viewer: LiveViewer;
  readonly lines = new Map<string, unknown>();

  constructor(reach: LiveReach | null = null) {
    this.viewer = new LiveViewer({ tenantId: TENANT, sections: TENANT_SECTIONS, reach });
  }

  touched(touches: Touches): void {
    this.viewer.touch(touches);
  }

  reads(following: Following): void {
    const update = this.viewer.update(following.picture);
    if (update === null) return;
    if (update.kind === 'picture') this.lines.clear();
    else {
      for (const [section, ids] of Object.entries(update.gone)) {
        for (const id of ids) this.lines.delete(`${section} ${id}`);
      }
    }
    for (const [section, rows] of Object.entries(update.rows)) {
      for (const line of rows) this.lines.set(`${section} ${line.id}`, line);
    }
  }
}

describe('whatever happens, in whatever order', () => {
  test('the picture, and what slow viewers were sent of what they may see, are those of a fresh status', () => {
    fc.assert(
      fc.property(steps, (story) => {
        const wild = new WildWorld();
        const following = new Following(wild.world);
        const lead = { agents: new Set(['a1001']), queues: new Set(['q2000']) };
        const windows = [new Window(), new Window(lead)] as const;
        const touched = (): void => {
          const touches = following.picture.takeTouches();
          for (const window of windows) window.touched(touches);
        };
        for (const step of story) {
          wild.step(step);
          const status = step.which % 3 === 0 ? 'Removed' : 'NonQualified';
          if (step.how % 4 === 0) following.line('acme-8001', 5000 + (step.which % 3), status, wild.now);
          if (step.how % 3 === 0) following.travel();
          if (step.how % 2 === 0) touched();
          if (step.how % 5 === 0) for (const window of windows) window.reads(following);
        }
        following.travel();
        const fresh = following.fresh();
        expect(linesOf(following.picture)).toEqual(linesOf(fresh));
        touched();
        const expected = (reach: LiveReach | null) =>
          TENANT_SECTIONS.flatMap((section) =>
            fresh
              .ids(section, TENANT)
              .filter((id) => reach === null || fresh.isReached(section, id, reach))
              .map((id) => [`${section} ${id}`, fresh.row(section, id)] as const),
          );
        for (const [index, reach] of [null, lead].entries()) {
          windows[index]?.reads(following);
          expect(new Map([...(windows[index]?.lines ?? [])].toSorted())).toEqual(new Map(expected(reach).toSorted()));
        }
      }),
      { numRuns: 150 },
    );
  }, 60_000);
});
