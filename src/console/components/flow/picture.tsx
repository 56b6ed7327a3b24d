import React, { useEffect, useMemo, useRef, useState } from 'react';

import { branchesOf, type FlowGraph, type NodeKey } from '../../../ivr/core/flow-graph.js';
import { HEAD_HEIGHT, layoutOf, portOf, type Box, type Layout, type Line } from './layout.js';
import { useFlowWords, wayName } from './words.js';

interface Props {
  readonly graph: FlowGraph;
  readonly selected: NodeKey | null;
  /** With something wrong. */
  readonly faulty: ReadonlySet<NodeKey>;
  /** Where the test caller is. */
  readonly walked: NodeKey | null;
  /** What a node is about, in a few words. */
  readonly gist: (key: NodeKey) => string;
  readonly onSelect: (key: NodeKey) => void;
}

const ZOOMS = [0.3, 0.4, 0.5, 0.65, 0.8, 1, 1.25, 1.5] as const;
/** Smaller is not read by anybody. */
const LEAST_FIT = 0.65;

/** The flow as boxes and lines, from the left to the right. */
export function FlowPicture(props: Props): React.ReactElement {
  const { graph, selected, walked } = props;
  const say = useFlowWords();
  const layout = useMemo(() => layoutOf(graph), [graph]);
  const frame = useRef<HTMLDivElement>(null);
  const [zoom, setZoom] = useState(1);
  const fit = (): void => {
    const room = frame.current;
    if (room === null) return;
    const fitting = Math.min(room.clientWidth / layout.width, room.clientHeight / layout.height, 1);
    setZoom(Math.max(fitting, LEAST_FIT));
  };
  useEffect(fit, []);
  const shown = walked ?? selected;
  useEffect(() => {
    if (shown !== null) frame.current?.querySelector(`#${idOf(layout, shown)}`)?.scrollIntoView(NEAREST);
  }, [shown, layout]);
  const turn = (by: 1 | -1): void => {
    const next = by > 0 ? ZOOMS.find((one) => one > zoom + 0.01) : ZOOMS.findLast((one) => one < zoom - 0.01);
    if (next !== undefined) setZoom(next);
  };
  return (
    <div>
      <div className="cr-flow-tools">
        <NodeFinder {...props} />
        <span className="cr-grow" />
        <button type="button" className="cr-button" aria-label={say('zoomOut')} onClick={() => turn(-1)}>
          −
        </button>
        <span>{Math.round(zoom * 100)}%</span>
        <button type="button" className="cr-button" aria-label={say('zoomIn')} onClick={() => turn(1)}>
          +
        </button>
        <button type="button" className="cr-button" onClick={fit}>
          {say('zoomFit')}
        </button>
      </div>
      <div ref={frame} className="cr-flow-picture" tabIndex={0} role="region" aria-label={say('picture')}>
        <svg
          width={layout.width * zoom}
          height={layout.height * zoom}
          viewBox={`0 0 ${layout.width} ${layout.height}`}
          role="group"
          aria-label={say('picture')}
        >
          <Arrow />
          {layout.lines.map((line) => (
            <WayLine key={`${line.from} ${line.by}`} line={line} chosen={line.from === selected} />
          ))}
          {layout.boxes.map((box) => (
            <NodeBox key={box.key} {...props} box={box} id={idOf(layout, box.key)} />
          ))}
        </svg>
      </div>
    </div>
  );
}

const NEAREST = { block: 'nearest', inline: 'nearest' } as const;

function idOf({ boxes }: Layout, key: NodeKey): string {
  return `flow-node-${boxes.findIndex((box) => box.key === key)}`;
}

function NodeFinder({ graph, selected, onSelect }: Props): React.ReactElement {
  const say = useFlowWords();
  const keys = Object.keys(graph.nodes).sort((one, other) => one.localeCompare(other));
  return (
    <select
      className="cr-input"
      aria-label={say('findNode')}
      value={selected ?? ''}
      onChange={(event) => onSelect(event.target.value)}
    >
      <option value="" disabled>
        {say('findNode')}
      </option>
      {keys.map((key) => (
        <option key={key} value={key}>
          {key}
        </option>
      ))}
    </select>
  );
}

function Arrow(): React.ReactElement {
  return (
    <defs>
      <marker
        id="flow-arrow"
        viewBox="0 0 8 8"
        refX="7"
        refY="4"
        markerWidth="9"
        markerHeight="9"
        markerUnits="userSpaceOnUse"
        orient="auto"
      >
        <path d="M 0 0 L 8 4 L 0 8 z" fill="#5c6370" />
      </marker>
    </defs>
  );
}

function WayLine({ line, chosen }: { readonly line: Line; readonly chosen: boolean }): React.ReactElement {
  const { to, points, back } = line;
  const end = points.at(-1) ?? [0, 0];
  const marks = [...(back ? ['cr-back'] : []), ...(chosen ? ['cr-chosen'] : []), ...(to === null ? ['cr-open'] : [])];
  return (
    <>
      <path
        className={['cr-flow-line', ...marks].join(' ')}
        d={pathOf(points)}
        {...(to === null ? {} : { markerEnd: 'url(#flow-arrow)' })}
      />
      {to === null && (
        <text className="cr-flow-dead" x={end[0] + 3} y={end[1] + 5} aria-hidden>
          ?
        </text>
      )}
    </>
  );
}

/** Smooth from point to point; level where it leaves and where it arrives. */
function pathOf(points: Line['points']): string {
  return points
    .map(([x, y], index) => {
      const before = points[index - 1];
      if (before === undefined) return `M ${x} ${y}`;
      const bend = Math.max(36, Math.abs(x - before[0]) / 2);
      return before[1] === y && x > before[0]
        ? `L ${x} ${y}`
        : `C ${before[0] + bend} ${before[1]} ${x - bend} ${y} ${x} ${y}`;
    })
    .join(' ');
}

const MOST_LETTERS = 25;
/** Of what is written in bold. */
const MOST_BOLD = 21;

/** Chinese letters are twice as wide as others. */
function shortened(text: string, most = MOST_LETTERS): string {
  let width = 0;
  for (const [index, letter] of Array.from(text).entries()) {
    width += letter > '\u2e7f' ? 2 : 1;
    if (width > most) return `${Array.from(text).slice(0, index).join('')}…`;
  }
  return text;
}

interface BoxProps extends Props {
  readonly box: Box;
  readonly id: string;
}

function NodeBox({ graph, box, id, selected, faulty, walked, gist, onSelect }: BoxProps): React.ReactElement | null {
  const say = useFlowWords();
  const node = graph.nodes[box.key];
  if (node === undefined) return null;
  const ways = branchesOf(node);
  const isFaulty = faulty.has(box.key);
  const kind = say(`kind.${node.kind}`);
  const about = gist(box.key);
  const head = shortened(about === '' ? kind : say('kindAbout', { kind, about }));
  const name = shortened(box.key, MOST_BOLD);
  const rows = ways.length > 1 ? ways.map(({ by }) => shortened(wayName(say, by))) : [];
  const marks = [
    ...(isFaulty ? ['cr-faulty'] : []),
    ...(selected === box.key ? ['cr-chosen'] : []),
    ...(walked === box.key ? ['cr-walked'] : []),
  ];
  return (
    <g
      id={id}
      className={['cr-flow-box', ...marks].join(' ')}
      transform={`translate(${box.x} ${box.y})`}
      role="button"
      tabIndex={0}
      aria-pressed={selected === box.key}
      aria-description={isFaulty ? say('faulty') : undefined}
      onClick={() => onSelect(box.key)}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' && event.key !== ' ') return;
        event.preventDefault();
        onSelect(box.key);
      }}
    >
      <rect width={box.width} height={box.height} rx={6} />
      <rect className="cr-flow-head" x={2} y={2} width={box.width - 4} height={HEAD_HEIGHT - 4} rx={4} />
      {graph.start === box.key && <path className="cr-flow-start" d="M 0 -13 h 14 l 7 6 l -7 6 h -14 z" />}
      <text className="cr-flow-kind" x={10} y={19}>
        {head}
      </text>{' '}
      <text className="cr-flow-name" x={10} y={37}>
        {name}
      </text>
      {isFaulty && <path className="cr-flow-fault" d={`M ${box.width - 13} 9 v 8 m 0 4 v 3`} />}
      {rows.map((row, index) => (
        <React.Fragment key={index}>
          {' '}
          <text x={box.width - 10} y={portOf(index, rows.length) + 5} textAnchor="end">
            {row}
          </text>
        </React.Fragment>
      ))}
    </g>
  );
}
