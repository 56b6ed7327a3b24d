import type { Instant } from '../../../kernel/clock.js';
import type { StepOfCall } from './spans.js';

/**
 * One stay of one call in one node of a flow's version. Where a flow has called another one the caller is in both: what
 * becomes of the caller within becomes of the node that called, too.
 */
export interface NodeVisit {
  readonly callId: string;
  /** Of the step that began it. */
  readonly seq: number;
  readonly versionId: string;
  readonly node: string;
  readonly enteredAt: Instant;
  /** The flow began with it. */
  readonly begins: boolean;
  /** The way out that was taken, or a Leaving; null: is still there. */
  readonly leftBy: string | null;
}

/** How a caller may leave a node beside its ways out, while the call goes on. */
export const OUT_OF_FLOW = [
  /** Out of the flow, to a destination. */
  'go',
  /** Back to the flow that had called this one; over: there was none. */
  'return',
  'over',
  /** The flow failed. */
  'circle',
  'missing',
] as const;

/** What may become of a caller in a node beside its ways out. */
export const LEAVINGS = [
  ...OUT_OF_FLOW,
  'hungUp',
  /** The call ended by no doing of the caller. */
  'ended',
] as const;
export type Leaving = (typeof LEAVINGS)[number];

/** The visits of one call to nodes of flows, from its steps in any order. */
export function pathOf(steps: readonly StepOfCall[]): readonly NodeVisit[] {
  const visits: NodeVisit[] = [];
  // each in the flow that the one before has called
  const open: NodeVisit[] = [];
  const leave = (leftBy: string): void => {
    const last = open.pop();
    if (last !== undefined) visits.push({ ...last, leftBy });
  };
  const leaveAll = (leftBy: Leaving): void => {
    while (open.length > 0) leave(leftBy);
  };
  for (const { callId, seq, at, step, detail } of steps.toSorted((a, b) => a.seq - b.seq)) {
    if (step === 'flow.node') {
      const { versionId, node, by } = detail;
      // of an older build, which told some nodes only
      if (by === undefined) continue;
      if (by === 'return') leave('return');
      if (typeof by === 'string') leave(by === 'return' ? 'next' : by);
      if (typeof versionId === 'string' && typeof node === 'string')
        open.push({ callId, seq, versionId, node, enteredAt: at, begins: by === null, leftBy: null });
    } else if (step === 'flow.left') {
      leaveAll(LEAVINGS.find((one) => one === detail.how) ?? 'go');
    } else if (step === 'call.ended') {
      leaveAll(detail.by === 'caller' ? 'hungUp' : 'ended');
    }
  }
  return [...visits, ...open].toSorted((a, b) => a.seq - b.seq);
}

/** What became of all who entered a node in some time: `entered` is the sum of leftBy, hungUp, ended and still. */
export interface NodeFigures {
  readonly entered: number;
  /** Those with whom the flow began. */
  readonly begun: number;
  /** By way out, and by the Leavings that are no end of the call. */
  readonly leftBy: Readonly<Record<string, number>>;
  readonly hungUp: number;
  readonly ended: number;
  /** Are in it now. */
  readonly still: number;
}

export const NO_NODE_FIGURES: NodeFigures = { entered: 0, begun: 0, leftBy: {}, hungUp: 0, ended: 0, still: 0 };

/** @param count of visits that had the same end */
export function addVisits(
  figures: NodeFigures,
  { leftBy, begins }: Pick<NodeVisit, 'leftBy' | 'begins'>,
  count: number,
): NodeFigures {
  const sum = {
    ...figures,
    entered: figures.entered + count,
    begun: figures.begun + (begins ? count : 0),
  };
  switch (leftBy) {
    case null:
      return { ...sum, still: figures.still + count };
    case 'hungUp':
    case 'ended':
      return { ...sum, [leftBy]: figures[leftBy] + count };
    default:
      return { ...sum, leftBy: { ...figures.leftBy, [leftBy]: (figures.leftBy[leftBy] ?? 0) + count } };
  }
}
