import { branchesOf, type FlowGraph, type NodeKey } from '../../../ivr/core/flow-graph.js';

export interface Box {
  readonly key: NodeKey;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A way, from the right side of a box through the layers between to the left side of another. */
export interface Line {
  readonly from: NodeKey;
  readonly by: string;
  /** null: it leads nowhere. */
  readonly to: NodeKey | null;
  readonly points: readonly (readonly [x: number, y: number])[];
  readonly back: boolean;
}

export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly Box[];
  readonly lines: readonly Line[];
}

export const BOX_WIDTH = 200;
export const HEAD_HEIGHT = 48;
export const ROW_HEIGHT = 22;
const BETWEEN_LAYERS = 90;
const BETWEEN_BOXES = 26;
const MARGIN = 24;
const STUB = 34;
const SWEEPS = 8;

/** A place in a layer: a node, or a long way on its way through. */
interface Place {
  readonly id: string;
  readonly key: NodeKey | null;
  readonly height: number;
  readonly before: Place[];
  readonly after: Place[];
  y: number;
}

/** Where the way stands in its box, from its top: in the head where there is only one. */
export function portOf(index: number, count: number): number {
  return count < 2 ? HEAD_HEIGHT / 2 : HEAD_HEIGHT + index * ROW_HEIGHT + ROW_HEIGHT / 2;
}

export function heightOf(ways: number): number {
  return HEAD_HEIGHT + (ways < 2 ? 0 : ways * ROW_HEIGHT + 6);
}

/** The flow from the left to the right in layers (Sugiyama 1981): ways back are left out of account, long ones keep clear of boxes. */
export function layoutOf(graph: FlowGraph): Layout {
  const ways = waysOf(graph);
  const layerOf = layersOf(graph, ways);
  const { layers, places, through } = placesOf(graph, ways, layerOf);
  order(layers);
  const height = Math.max(...layers.map(stack), 0);
  align(layers, height);
  const xOf = (layer: number): number => MARGIN + layer * (BOX_WIDTH + BETWEEN_LAYERS);
  const boxes = [...places].map(([key, { y, height: tall }]) => ({
    ...{ key, x: xOf(layerOf.get(key) ?? 0), y: y + MARGIN },
    ...{ width: BOX_WIDTH, height: tall },
  }));
  const boxOf = new Map(boxes.map((box) => [box.key, box]));
  const lines = ways.flatMap((way): Line[] => {
    const from = boxOf.get(way.from);
    if (from === undefined) return [];
    const x = from.x + from.width;
    const start = [x, from.y + portOf(way.index, way.count)] as const;
    const to = boxOf.get(way.to);
    const { by } = way;
    if (to === undefined) {
      return [{ from: way.from, by, to: null, points: [start, [x + STUB, start[1]]], back: false }];
    }
    const between = (through.get(way) ?? []).flatMap(({ place, layer }): (readonly [number, number])[] => {
      const y = place.y + MARGIN;
      return [
        [xOf(layer), y],
        [xOf(layer) + BOX_WIDTH, y],
      ];
    });
    const points = [start, ...between, [to.x, to.y + HEAD_HEIGHT / 2] as const];
    return [{ from: way.from, by, to: way.to, points, back: way.back }];
  });
  const deepest = Math.max(...boxes.map(({ x }) => x), 0);
  return { width: deepest + BOX_WIDTH + STUB + MARGIN * 2, height: height + MARGIN * 2, boxes, lines };
}

interface Way {
  readonly from: NodeKey;
  readonly by: string;
  readonly to: NodeKey;
  readonly index: number;
  readonly count: number;
  back: boolean;
}

/** All ways; those that lead back to where callers have come through are marked. */
function waysOf(graph: FlowGraph): readonly Way[] {
  const of = new Map<NodeKey, Way[]>(
    Object.entries(graph.nodes).map(([from, node]) => {
      const all = branchesOf(node);
      return [from, all.map(({ by, to }, index) => ({ from, by, to, index, count: all.length, back: false }))];
    }),
  );
  const done = new Set<NodeKey>();
  const open = new Set<NodeKey>();
  const visit = (first: NodeKey): void => {
    const trail: { key: NodeKey; next: number }[] = [{ key: first, next: 0 }];
    open.add(first);
    for (let at = trail.at(-1); at !== undefined; at = trail.at(-1)) {
      const way = of.get(at.key)?.[at.next];
      at.next += 1;
      if (way === undefined) {
        open.delete(at.key);
        done.add(at.key);
        trail.pop();
      } else if (open.has(way.to)) {
        way.back = true;
      } else if (!done.has(way.to) && of.has(way.to)) {
        open.add(way.to);
        trail.push({ key: way.to, next: 0 });
      }
    }
  };
  for (const key of [graph.start, ...of.keys()]) if (of.has(key) && !done.has(key)) visit(key);
  return [...of.values()].flat();
}

/** The layer of each node: behind all that lead to it. */
function layersOf({ nodes }: FlowGraph, ways: readonly Way[]): ReadonlyMap<NodeKey, number> {
  const into = Map.groupBy(
    ways.filter(({ back }) => !back),
    ({ to }) => to,
  );
  const layers = new Map<NodeKey, number>();
  const layer = (key: NodeKey): number => {
    const known = layers.get(key);
    if (known !== undefined) return known;
    const found = Math.max(-1, ...(into.get(key) ?? []).map(({ from }) => layer(from))) + 1;
    layers.set(key, found);
    return found;
  };
  for (const key of Object.keys(nodes)) layer(key);
  return layers;
}

interface Placed {
  readonly layers: Place[][];
  readonly places: ReadonlyMap<NodeKey, Place>;
  readonly through: ReadonlyMap<Way, readonly { readonly place: Place; readonly layer: number }[]>;
}

function placesOf(graph: FlowGraph, ways: readonly Way[], layerOf: ReadonlyMap<NodeKey, number>): Placed {
  const layers: Place[][] = Array.from({ length: Math.max(-1, ...layerOf.values()) + 1 }, () => []);
  const put = (layer: number, id: string, key: NodeKey | null, height: number): Place => {
    const place = { id, key, height, before: [], after: [], y: 0 };
    layers[layer]?.push(place);
    return place;
  };
  const inOrder = [graph.start, ...Object.keys(graph.nodes).filter((key) => key !== graph.start)];
  const places = new Map<NodeKey, Place>();
  for (const key of inOrder) {
    const node = graph.nodes[key];
    if (node !== undefined) places.set(key, put(layerOf.get(key) ?? 0, key, key, heightOf(branchesOf(node).length)));
  }
  const through = new Map<Way, { place: Place; layer: number }[]>();
  for (const way of ways) {
    const [from, to] = [places.get(way.from), places.get(way.to)];
    if (way.back || from === undefined || to === undefined) continue;
    const passed: { place: Place; layer: number }[] = [];
    let last = from;
    for (let layer = (layerOf.get(way.from) ?? 0) + 1; layer < (layerOf.get(way.to) ?? 0); layer += 1) {
      const place = put(layer, `${way.from} ${way.by} ${String(layer)}`, null, 0);
      join(last, place);
      passed.push({ place, layer });
      last = place;
    }
    join(last, to);
    through.set(way, passed);
  }
  return { layers, places, through };
}

function join(from: Place, to: Place): void {
  from.after.push(to);
  to.before.push(from);
}

/** Puts each place of a layer near those that it is joined with, to and fro. */
function order(layers: Place[][]): void {
  for (let sweep = 0; sweep < SWEEPS; sweep += 1) {
    const forward = sweep % 2 === 0;
    const rank = new Map<Place, number>(
      layers.flatMap((layer) => layer.map((place, index) => [place, index] as const)),
    );
    for (const layer of forward ? layers : layers.toReversed()) {
      const wish = new Map(
        layer.map((place, index) => {
          const near = forward ? place.before : place.after;
          const sum = near.reduce((total, one) => total + (rank.get(one) ?? 0) + portion(place, one), 0);
          return [place, near.length === 0 ? index : sum / near.length];
        }),
      );
      layer.sort((one, other) => (wish.get(one) ?? 0) - (wish.get(other) ?? 0));
      layer.forEach((place, index) => rank.set(place, index));
    }
  }
}

/** Of those that one box leads to, the way that is higher in it is higher in the picture. */
function portion(place: Place, from: Place): number {
  const index = from.after.indexOf(place);
  return index < 0 ? 0 : index / (from.after.length + 1);
}

/** @returns the height of the layer, its places one below the other */
function stack(layer: readonly Place[]): number {
  let y = 0;
  for (const place of layer) {
    place.y = y;
    y += place.height + BETWEEN_BOXES;
  }
  return y - BETWEEN_BOXES;
}

/** Moves places towards those that lead to them, as far as their neighbours leave room. */
function align(layers: readonly (readonly Place[])[], height: number): void {
  const middle = ({ y, height: tall }: Place): number => y + Math.min(tall, HEAD_HEIGHT) / 2;
  for (const layer of layers) {
    let room = height - stack(layer);
    let least = 0;
    for (const place of layer) {
      const near = place.before;
      const wanted = near.length === 0 ? place.y : near.reduce((sum, one) => sum + middle(one), 0) / near.length;
      const wish = near.length === 0 ? least : wanted - Math.min(place.height, HEAD_HEIGHT) / 2;
      const given = Math.max(least, Math.min(wish, least + room));
      room -= given - least;
      place.y = given;
      least = given + place.height + BETWEEN_BOXES;
    }
  }
}
