import type { Words } from '../words.js';
import type { NodeFigures } from './paths.js';

const LEFT_BY: Readonly<Record<string, Words>> = {
  next: { zh: '然后', en: 'Then' },
  otherwise: { zh: '否则', en: 'Otherwise' },
  nothing: { zh: '没有查到', en: 'Nothing found' },
  working: { zh: '工作时间', en: 'Working time' },
  rest: { zh: '休息时间', en: 'Time of rest' },
  holiday: { zh: '节假日', en: 'Public holiday' },
  go: { zh: '离开流程', en: 'Out of the flow' },
  return: { zh: '返回上级流程', en: 'Back to the flow before' },
  over: { zh: '流程走完', en: 'The flow was over' },
  circle: { zh: '流程循环，已中止', en: 'A circle, broken off' },
  missing: { zh: '流程或节点已不存在', en: 'A flow or node is gone' },
  hungUp: { zh: '在此挂机', en: 'Hung up here' },
  ended: { zh: '系统结束', en: 'Ended by the system' },
  still: { zh: '仍在节点中', en: 'Still there' },
};

/** How a node was left: a way out, a Leaving, or `still`. */
export function leftByWords(by: string): Words {
  const [, number] = /^case(\d+)$/.exec(by) ?? [];
  if (number !== undefined) return { zh: `情况 ${number}`, en: `Case ${number}` };
  return (Object.hasOwn(LEFT_BY, by) ? LEFT_BY[by] : undefined) ?? { zh: `按键 ${by}`, en: `Key ${by}` };
}

/** Everything that became of those who entered a node; the counts add up to `entered`. */
export function endsOf({
  leftBy,
  hungUp,
  ended,
  still,
}: NodeFigures): readonly (readonly [by: string, count: number])[] {
  const ways = Object.entries(leftBy).toSorted(([one], [other]) => (one < other ? -1 : 1));
  return [...ways, ['hungUp', hungUp] as const, ['ended', ended] as const, ['still', still] as const].filter(
    ([, count]) => count > 0,
  );
}

/** Columns of paths in a file: one line for all who left a node of a version by the same way in the same stretch. */
export const PATH_COLUMNS = [
  { name: 'from', label: { zh: '开始时间', en: 'From' } },
  { name: 'flow', label: { zh: '流程', en: 'Flow' } },
  { name: 'version', label: { zh: '版本', en: 'Version' } },
  { name: 'node', label: { zh: '节点', en: 'Node' } },
  { name: 'leftBy', label: { zh: '去向', en: 'Left by' } },
  { name: 'callers', label: { zh: '次数', en: 'How often' } },
] as const satisfies readonly { readonly name: string; readonly label: Words }[];
export type PathColumnName = (typeof PATH_COLUMNS)[number]['name'];
