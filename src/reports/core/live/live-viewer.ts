import type { Section, Sections } from './live-rows.js';
import { keyOf, type LivePicture, type LiveReach, type Touched, type Touches } from './live-picture.js';

/** Whose present somebody sees: a tenant's, or the platform's (null). */
export interface Scope {
  readonly tenantId: string | null;
  readonly sections: readonly Section[];
  /** null: everything of it. */
  readonly reach: LiveReach | null;
}

export type Lines = { readonly [S in Section]?: readonly Sections[S][] };

/** What a viewer is sent: everything, or what has changed since the last time. */
export type Update =
  | { readonly kind: 'picture'; readonly rows: Lines }
  | {
      readonly kind: 'changes';
      readonly rows: Lines;
      readonly gone: Readonly<Partial<Record<Section, readonly string[]>>>;
    };

/**
 * What one viewer has not been sent yet. However slow they are, it is a set of lines that there are: when they can take
 * it they get each as it is then.
 */
export class LiveViewer {
  private all = true;
  private readonly pending = new Map<string, Touched>();
  /** Of who is limited: the lines that they have, so that they hear of no other even that it is gone. */
  private readonly shown = new Set<string>();
  private reach: LiveReach | null;

  constructor(readonly scope: Scope) {
    this.reach = scope.reach;
  }

  /** They look after others than before: everything is to be told again. */
  reachIs(reach: LiveReach | null): void {
    if (isSame(reach, this.reach)) return;
    this.reach = reach;
    this.touch({ all: true, rows: [] });
  }

  get hasNews(): boolean {
    return this.all || this.pending.size > 0;
  }

  touch({ all, rows }: Touches): void {
    if (all) {
      this.all = true;
      this.pending.clear();
    }
    if (this.all) return;
    for (const row of rows) if (this.sees(row)) this.pending.set(keyOf(row.section, row.id), row);
  }

  /** Takes what there is to tell; null where there is nothing. */
  update(picture: LivePicture): Update | null {
    if (!this.hasNews) return null;
    const update = this.all ? this.whole(picture) : this.changes(picture);
    this.all = false;
    this.pending.clear();
    return update;
  }

  private sees({ section, tenantId }: Touched): boolean {
    return this.scope.sections.includes(section) && tenantId === this.scope.tenantId;
  }

  private whole(picture: LivePicture): Update {
    const { sections, tenantId } = this.scope;
    this.shown.clear();
    const rows = sections.map((section) => {
      const ids = picture.ids(section, tenantId).filter((id) => this.reaches(picture, section, id));
      const lines = ids.flatMap((id) => picture.row(section, id) ?? []);
      return [section, lines] as const;
    });
    return { kind: 'picture', rows: Object.fromEntries(rows) };
  }

  private changes(picture: LivePicture): Update {
    const rows: Partial<Record<Section, Sections[Section][]>> = {};
    const gone: Partial<Record<Section, string[]>> = {};
    for (const { section, id } of this.pending.values()) {
      const had = this.reach === null || this.shown.delete(keyOf(section, id));
      const isTheirs = picture.belongs(section, id, this.scope.tenantId) && this.reaches(picture, section, id);
      const row = isTheirs ? picture.row(section, id) : undefined;
      if (row === undefined && had) (gone[section] ??= []).push(id);
      else if (row !== undefined) (rows[section] ??= []).push(row);
    }
    return { kind: 'changes', rows: rows as Lines, gone };
  }

  /** Notes what they are shown. */
  private reaches(picture: LivePicture, section: Section, id: string): boolean {
    if (this.reach === null) return true;
    const isReached = picture.isReached(section, id, this.reach);
    if (isReached) this.shown.add(keyOf(section, id));
    return isReached;
  }
}

function isSame(one: LiveReach | null, other: LiveReach | null): boolean {
  if (one === null || other === null) return one === other;
  const isSameSet = (a: ReadonlySet<string>, b: ReadonlySet<string>): boolean =>
    a.size === b.size && [...a].every((id) => b.has(id));
  return isSameSet(one.agents, other.agents) && isSameSet(one.queues, other.queues);
}
