import type { FlowNode, Saying } from '../../../ivr/core/flow-graph.js';
import { draftOf } from '../parts/destination.js';
import type { SayFlow } from './words.js';

type Titles = Readonly<Record<string, string>>;

/** What a node is about, in a few words: what it says, sets, or leads to. */
export function gistOf(
  node: FlowNode | undefined,
  titles: Titles,
  say: SayFlow,
  sayConsole: (name: string) => string,
): string {
  switch (node?.kind) {
    case 'evaluate':
      return node.question;
    case 'play':
    case 'menu':
    case 'collect':
    case 'dial':
      return node.say.map((one) => saidWords(one, titles)).join(' + ');
    case 'request':
    case 'query':
      return titles[node.connectionId] ?? '';
    case 'calendar':
      return titles[node.calendarId] ?? '';
    case 'set':
      return Object.keys(node.values).join(', ');
    case 'language':
      return say(`choice.language.${node.language}`);
    case 'flow':
      return titles[node.flowId] ?? '';
    case 'connect':
    case 'go':
      return destinationWords(node.destination, titles, sayConsole);
    case 'condition':
    case 'return':
    case undefined:
      return '';
  }
}

/** "队列 2000 客服" */
export function destinationWords(destination: unknown, titles: Titles, sayConsole: (name: string) => string): string {
  const { to, id } = draftOf(destination);
  const named = to === 'external' ? id : id === null ? '' : titles[id];
  return to === '' ? '' : `${sayConsole(`to.${to}`)} ${named ?? ''}`.trim();
}

/** A piece of what is said: the prompt's name, or the text or value as it is. */
export function saidWords(said: Saying, titles: Titles): string {
  if ('prompt' in said) return titles[said.prompt] ?? '';
  return 'text' in said ? said.text : said.value;
}
