import { useLayoutEffect, useRef, useState } from 'react';

/** Rows beyond the edges that are drawn too, so that scrolling does not show gaps. */
const BESIDE = 8;

export interface RowsInView {
  /** Of the box that scrolls. */
  readonly box: React.RefObject<HTMLDivElement>;
  readonly onScroll: () => void;
  /** Index of the first row to draw, and of the one after the last. */
  readonly first: number;
  readonly end: number;
  /** Height of what is not drawn, pixels. */
  readonly above: number;
  readonly below: number;
  /** Brings a row into view. */
  readonly show: (index: number) => void;
}

/** Draws only the rows that can be seen, so that ten thousand of them cost no more than thirty. */
export function useRowsInView(heights: readonly number[]): RowsInView {
  const box = useRef<HTMLDivElement>(null);
  const [view, setView] = useState({ top: 0, height: 600 });
  const measure = (): void => {
    const { scrollTop, clientHeight } = box.current ?? { scrollTop: 0, clientHeight: 600 };
    setView((before) =>
      before.top === scrollTop && before.height === clientHeight ? before : { top: scrollTop, height: clientHeight },
    );
  };
  useLayoutEffect(measure, [heights]);
  const tops = topsOf(heights);
  const all = tops.at(-1) ?? 0;
  const first = Math.max(0, rowAt(tops, view.top) - BESIDE);
  const end = Math.min(heights.length, rowAt(tops, view.top + view.height) + 1 + BESIDE);
  const show = (index: number): void => {
    const top = tops[index];
    if (box.current === null || top === undefined) return;
    box.current.scrollTop = Math.max(0, top - box.current.clientHeight / 2);
    measure();
  };
  return { box, onScroll: measure, first, end, above: tops[first] ?? 0, below: all - (tops[end] ?? all), show };
}

/** Where each row begins, and where the last one ends. */
export function topsOf(heights: readonly number[]): number[] {
  const tops = [0];
  let top = 0;
  for (const height of heights) {
    top += height;
    tops.push(top);
  }
  return tops;
}

/** The row that is at a height; the last one below all of them. */
export function rowAt(tops: readonly number[], height: number): number {
  let [low, high] = [0, Math.max(0, tops.length - 2)];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((tops[middle] ?? 0) <= height) low = middle;
    else high = middle - 1;
  }
  return low;
}
