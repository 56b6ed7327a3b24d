import type { FlowEffect } from '../../../ivr/core/flow-state.js';
import type { OtherFlow } from '../../flows/flow-views.js';
import { destinationWords, saidWords } from './gist.js';
import { DRAFT, type TryStep } from './try-walk.js';
import type { SayFlow } from './words.js';

type Titles = Readonly<Record<string, string>>;

/** A step of a test call as people read it; null: it says nothing that others do not. */
export function stepText(
  step: TryStep,
  { others }: { readonly others: readonly OtherFlow[] },
  titles: Titles,
  say: SayFlow,
  sayConsole: (name: string) => string,
): string | null {
  switch (step.did) {
    case 'cameBack':
      return say('did.cameBack');
    case 'event':
      return say(`did.${step.event}`, { key: step.key });
    case 'node': {
      const kind = say(`kind.${step.kind}`);
      if (step.flow === DRAFT) return say('did.node', { kind, node: step.node });
      const flow = others.find(({ id }) => id === step.flow)?.name ?? '';
      return say('did.nodeWithin', { kind, node: step.node, flow });
    }
    case 'variables':
      return Object.entries(step.changed)
        .map(([name, value]) => `${name} = ${value}`)
        .join(', ');
    case 'effect':
      return effectText(step.effect, titles, say, sayConsole);
  }
}

function effectText(
  effect: FlowEffect,
  titles: Titles,
  say: SayFlow,
  sayConsole: (name: string) => string,
): string | null {
  switch (effect.effect) {
    case 'say': {
      const notice = effect.notice === null ? [] : [say(`notice.${effect.notice}`)];
      const said = [...notice, ...effect.say.map((one) => saidWords(one, titles))];
      return say('did.say', { what: said.join(' + ') });
    }
    case 'score':
      return `${effect.question}: ${String(effect.score)} / ${String(effect.most)}`;
    case 'awaitKey':
      return say('did.awaitKey', { seconds: effect.timeoutMs / 1_000 });
    case 'language':
      return say('did.language', { language: say(`choice.language.${effect.language}`) });
    case 'go':
      return say(effect.exhausted ? 'did.goExhausted' : effect.back === null ? 'did.go' : 'did.goAndBack', {
        where: destinationWords(effect.destination, titles, sayConsole),
      });
    case 'inquire': {
      const { question } = effect;
      const asked =
        question.kind === 'query' ? [question.sql, ...question.parameters] : [question.method, question.path];
      return say('did.inquire', { connection: titles[question.connectionId] ?? '', what: asked.join(' ') });
    }
    case 'over':
      return say('did.over');
    case 'fail':
      return say(`did.fail.${effect.why}`);
    case 'enter':
    case 'stopPrompt':
      return null;
  }
}
