import type { Question } from '../../kernel/question.js';
import type { FlowNode, Saying } from './flow-graph.js';
import type { Said } from './flow-state.js';
import { filled, filledWhole, LONGEST_VALUE, type Lookup } from './values.js';

/** What callers hear of it. */
export function saidBy(saying: Saying, lookup: Lookup): Said {
  if ('text' in saying) return { text: filled(saying.text, lookup) };
  if ('value' in saying) return { value: filled(saying.value, lookup), as: saying.as };
  return saying;
}

/** What the other system is asked: no value gets out of the place in which it stands. */
export function questionOf(node: Extract<FlowNode, { kind: 'request' | 'query' }>, lookup: Lookup): Question {
  const { connectionId, timeoutMs, take } = node;
  const common = { connectionId, timeoutMs, take };
  if (node.kind === 'query') {
    const parameters = node.parameters.map((parameter) => filled(parameter, lookup));
    return { ...common, kind: 'query', sql: node.sql, parameters };
  }
  const { method, path, headers, body } = node;
  return {
    ...common,
    kind: 'request',
    method,
    path: filledWhole(path, (name) => encodeURIComponent(lookup(name) ?? '')),
    headers: Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name, inOneLine(filled(value, lookup))]),
    ),
    body: body === null ? null : filledWhole(body, (name) => JSON.stringify(lookup(name) ?? '').slice(1, -1)),
  };
}

/** Values as variables keep them. */
export function cut(values: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, value.slice(0, LONGEST_VALUE)]));
}

/** A header ends with its line. */
function inOneLine(value: string): string {
  return value.replaceAll(/[\r\n\0]/g, ' ');
}
