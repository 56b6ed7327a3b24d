import { Injectable } from '@nestjs/common';

import { branchesOf, type Branch, type FlowGraph, type FlowNodeKind, type NodeKey } from '../ivr/core/flow-graph.js';
import type { TenantId } from '../kernel/ids.js';
import type { DbSession } from '../platform/database/transaction.js';
import { NotFound } from '../platform/errors/record.errors.js';
import { startsOf, type FiguresAsked } from './core/figures/asked.js';
import type { Interval } from './core/figures/figures.js';
import { addVisits, NO_NODE_FIGURES, type NodeFigures } from './core/figures/paths.js';
import { endsOf } from './core/figures/path-words.js';
import { piecesOf } from './core/figures/pieces.js';
import { FiguresRepository } from './figures.repository.js';
import { MOST_LINES } from './figures-report.service.js';
import { PathsRepository, type FlowVersionRow } from './paths.repository.js';
import { TooManyFigures } from './reports.errors.js';

/** A version of a flow, as its figures name it. */
export interface VersionOfFlow {
  readonly id: string;
  readonly flowId: string;
  readonly flow: string;
  readonly number: number;
  readonly publishedAt: number;
  readonly inUse: boolean;
}

/** A node of a version, in one stretch of time. */
export interface PathLine {
  readonly version: VersionOfFlow;
  readonly node: NodeKey;
  /** The first instant of the stretch. */
  readonly from: number;
  readonly figures: NodeFigures;
}

/** A node as it is drawn, with what became of its callers. */
export interface DrawnNode {
  readonly node: NodeKey;
  /** null: the version has no such node. */
  readonly kind: FlowNodeKind | null;
  readonly ways: readonly Branch[];
  readonly figures: NodeFigures;
}

/** Stretches whose lines are held at once while a file is written. */
const STRETCHES_AT_ONCE = 96;

/** How callers went through flows, exact at the borders of any stretch of time. The session decides whose. */
@Injectable()
export class PathsService {
  constructor(
    private readonly paths: PathsRepository,
    private readonly figures: FiguresRepository,
  ) {}

  /** By the name of the flow, the newest version first. */
  async versions(session: DbSession): Promise<readonly VersionOfFlow[]> {
    return (await this.paths.versions(session)).map(toVersion);
  }

  /** All nodes of a version, in the order that callers come to them. @throws NotFound */
  async ofVersion(
    session: DbSession,
    tenantId: TenantId,
    versionId: string,
    range: Interval,
  ): Promise<readonly DrawnNode[]> {
    const graph = (await this.paths.graph(session, versionId)) as FlowGraph | undefined;
    if (graph === undefined) throw new NotFound();
    const found = new Map(
      (await this.visited(session, tenantId, [versionId], range, [range.from])).map(({ node, figures }) => [
        node,
        figures,
      ]),
    );
    const drawn = inOrder(graph);
    const gone = [...found.keys()].filter((node) => !drawn.includes(node));
    return [...drawn, ...gone].map((node) => {
      const of = graph.nodes[node];
      const ways = of === undefined ? [] : branchesOf(of);
      return { node, kind: of?.kind ?? null, ways, figures: found.get(node) ?? NO_NODE_FIGURES };
    });
  }

  /**
   * Nodes that callers came to, the earliest stretch first.
   *
   * @param asked its ids are those of versions; none: all
   * @throws TooManyFigures
   */
  async lines(session: DbSession, tenantId: TenantId, asked: FiguresAsked): Promise<readonly PathLine[]> {
    const starts = startsOf(asked);
    const whole = await this.linesFrom(session, tenantId, asked, [asked.from]);
    if (whole.length * starts.length > MOST_LINES) throw new TooManyFigures();
    return starts.length === 1 ? whole : this.linesFrom(session, tenantId, asked, starts);
  }

  /** As lines, however many, some stretches at a time. */
  async *batches(session: DbSession, tenantId: TenantId, asked: FiguresAsked): AsyncGenerator<readonly PathLine[]> {
    const starts = startsOf(asked);
    for (let at = 0; at < starts.length; at += STRETCHES_AT_ONCE) {
      const some = starts.slice(at, at + STRETCHES_AT_ONCE);
      const range = { from: some[0] ?? asked.from, to: starts[at + STRETCHES_AT_ONCE] ?? asked.to };
      yield await this.linesFrom(session, tenantId, { ...asked, ...range }, some);
    }
  }

  /** How many ends (endsOf) all lines have at most. */
  async mostEnds(session: DbSession, tenantId: TenantId, asked: FiguresAsked): Promise<number> {
    const whole = await this.linesFrom(session, tenantId, asked, [asked.from]);
    return whole.reduce((sum, { figures }) => sum + endsOf(figures).length, 0) * startsOf(asked).length;
  }

  private async linesFrom(
    session: DbSession,
    tenantId: TenantId,
    { ids, ...range }: Interval & Pick<FiguresAsked, 'ids'>,
    starts: readonly number[],
  ): Promise<readonly PathLine[]> {
    const all = await this.versions(session);
    const versions = ids.length === 0 ? all : all.filter(({ id }) => ids.includes(id));
    const place = new Map(versions.map((version, index) => [version.id, { version, index }]));
    const visited = await this.visited(session, tenantId, [...place.keys()], range, starts);
    return visited
      .flatMap(({ versionId, node, bucket, figures }) => {
        const at = place.get(versionId);
        return at === undefined ? [] : [{ ...at, node, from: starts[bucket] ?? range.from, figures }];
      })
      .toSorted((a, b) => a.from - b.from || a.index - b.index || (a.node < b.node ? -1 : 1))
      .map(({ version, node, from, figures }) => ({ version, node, from, figures }));
  }

  private async visited(
    session: DbSession,
    tenantId: TenantId,
    versionIds: readonly string[],
    range: Interval,
    starts: readonly number[],
  ): Promise<{ versionId: string; node: NodeKey; bucket: number; figures: NodeFigures }[]> {
    const keptUntil = await this.figures.keptUntil(session);
    const kept = piecesOf(range, keptUntil).kept ?? { from: range.to, to: range.to };
    const rows = await this.paths.visits(session, tenantId, versionIds, range, kept, starts);
    const byNode = Map.groupBy(rows, (row) => `${String(row.bucket)} ${row.version_id} ${row.node}`);
    return [...byNode.values()].flatMap((ends) => {
      const [one] = ends;
      if (one === undefined) return [];
      const figures = ends.reduce(
        (sum, row) => addVisits(sum, { leftBy: row.left_by, begins: row.begins }, Number(row.visits)),
        NO_NODE_FIGURES,
      );
      return [{ versionId: one.version_id, node: one.node, bucket: one.bucket, figures }];
    });
  }
}

function toVersion(row: FlowVersionRow): VersionOfFlow {
  return {
    ...{ id: row.id, flowId: row.flow_id, flow: row.name, number: row.number },
    ...{ publishedAt: row.published_at.getTime(), inUse: row.in_use },
  };
}

/** From the start on, those that are fewer steps away first; then whatever no way leads to. */
function inOrder({ start, nodes }: FlowGraph): readonly NodeKey[] {
  const found = new Set([start]);
  for (const key of found) {
    const node = nodes[key];
    for (const { to } of node === undefined ? [] : branchesOf(node)) found.add(to);
  }
  return [...new Set([...found, ...Object.keys(nodes)])].filter((key) => Object.hasOwn(nodes, key));
}
