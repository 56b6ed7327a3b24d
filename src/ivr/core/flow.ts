import type { Destination } from '../../kernel/destination.js';
import type { Answer } from '../../kernel/question.js';
import { branchesOf, type FlowGraph, type FlowNode, type NodeKey } from './flow-graph.js';
import {
  DEEPEST,
  LONGEST_STAY_MS,
  MOST_AHEAD,
  MOST_NODES,
  MOST_SILENT,
  type FlowDecision,
  type FlowEffect,
  type FlowEvent,
  type FlowProgress,
  type FlowRef,
  type FlowWorld,
} from './flow-state.js';
import { cut, questionOf, saidBy } from './sayings.js';
import { filled, holds, variablesIn } from './values.js';

/** @param variables that it begins with */
export function enterFlow(world: FlowWorld, flow: FlowRef, variables: FlowProgress['variables'] = {}): FlowDecision {
  const blank = { typed: '', ahead: '', variables, entered: 0, since: world.now, returns: [] } as const;
  const walk = new Walk(world, { flow, node: '', stage: 'saying', attempt: 1, ...blank });
  const graph = world.graph(flow);
  if (graph === undefined) walk.fail('missing');
  else walk.goTo(graph.start, null);
  return walk.decision();
}

/** Decides what an event means to a caller in a flow. However it is drawn, the caller's stay in it is bounded. */
export function decideFlow(world: FlowWorld, progress: FlowProgress, event: FlowEvent): FlowDecision {
  const walk = new Walk(world, progress);
  walk.hears(event);
  return walk.decision();
}

/** The caller comes back out of a conversation; their stay begins anew, what they have come through does not. */
export function goOnIn(world: FlowWorld, progress: FlowProgress): FlowDecision {
  const walk = new Walk(world, { ...progress, since: world.now });
  walk.goTo(progress.node, 'next');
  return walk.decision();
}

/** Whether the keys pressed now are told nobody. */
export function isMasked(graph: FlowGraph | undefined, { node }: FlowProgress): boolean {
  const at = graph?.nodes[node];
  return at?.kind === 'collect' && at.masked;
}

type AskingNode = Extract<FlowNode, { kind: 'menu' | 'collect' | 'dial' | 'evaluate' }>;
type InquiryNode = Extract<FlowNode, { kind: 'request' | 'query' }>;
type TypedNode = Extract<FlowNode, { kind: 'collect' | 'dial' }>;

/** One decision while it is made. */
class Walk {
  private readonly effects: FlowEffect[] = [];
  private left = false;
  /** The caller has just entered nothing valid. */
  private exhausted = false;
  private silent = 0;
  /** Prompts that were left out because of keys pressed ahead: who goes round in them has no answer to give. */
  private readonly skipped = new Set<FlowNode>();

  constructor(
    private readonly world: FlowWorld,
    private at: FlowProgress,
  ) {}

  decision(): FlowDecision {
    return { progress: this.left ? null : this.at, effects: this.effects };
  }

  fail(why: 'circle' | 'missing'): void {
    this.leave({ effect: 'fail', why });
  }

  hears(event: FlowEvent): void {
    if (this.world.now - this.at.since > LONGEST_STAY_MS) {
      this.stop();
      this.fail('circle');
      return;
    }
    const graph = this.world.graph(this.at.flow);
    const node = graph?.nodes[this.at.node] ?? graph?.nodes[graph.start];
    if (node === undefined) {
      this.stop();
      this.fail('missing');
      return;
    }
    switch (event.type) {
      case 'promptEnded':
        if (this.at.stage === 'saying') this.said(node);
        return;
      case 'keyPressed':
        this.key(node, event.key);
        return;
      case 'keyTimedOut':
        if (this.at.stage === 'awaitingKey') this.timedOut(node);
        else if (this.at.stage === 'inquiring') this.answered(node, { got: 'failed' });
        return;
      case 'answered':
        if (this.at.stage === 'inquiring' && event.number === this.at.entered) this.answered(node, event.answer);
        return;
      case 'resumed':
        this.set({ typed: '' });
        this.begin(node, null);
    }
  }

  /** @param by the way that led here; null: the flow begins with it */
  goTo(key: NodeKey, by: string | null): void {
    const node = this.world.graph(this.at.flow)?.nodes[key];
    if (node === undefined) {
      this.fail('missing');
      return;
    }
    this.silent += 1;
    if (this.at.entered >= MOST_NODES || this.silent > MOST_SILENT) {
      this.fail('circle');
      return;
    }
    this.set({ node: key, attempt: 1, typed: '', entered: this.at.entered + 1 });
    this.effects.push({ effect: 'enter', flow: this.at.flow, node: key, by });
    this.enter(node);
  }

  /** Leaves a node by one of its ways. */
  private take(node: FlowNode, by: string): void {
    const way = branchesOf(node).find((one) => one.by === by);
    if (way === undefined) this.fail('missing');
    else this.goTo(way.to, by);
  }

  private set(change: Partial<FlowProgress>): void {
    this.at = { ...this.at, ...change };
  }

  private leave(effect: FlowEffect): void {
    this.effects.push(effect);
    this.left = true;
  }

  private stop(): void {
    if (this.at.stage === 'saying') this.effects.push({ effect: 'stopPrompt' });
  }

  private readonly lookup = (name: string): string | undefined =>
    this.world.known(name) ?? (Object.hasOwn(this.at.variables, name) ? this.at.variables[name] : undefined);

  private enter(node: FlowNode): void {
    switch (node.kind) {
      case 'condition': {
        const met = node.cases.findIndex(({ all }) => all.every((one) => holds(one, this.lookup)));
        this.take(node, met < 0 ? 'otherwise' : `case${String(met + 1)}`);
        return;
      }
      case 'set': {
        const texts = Object.entries(node.values);
        const secrets = texts.filter(([, text]) => variablesIn(text).some((name) => this.isSecret(name)));
        const values = texts.map(([name, text]) => [name, filled(text, this.lookup)] as const);
        this.learn(
          Object.fromEntries(values),
          secrets.map(([name]) => name),
        );
        this.take(node, 'next');
        return;
      }
      case 'language':
        this.effects.push({ effect: 'language', language: node.language });
        this.take(node, 'next');
        return;
      case 'calendar':
        this.take(node, this.world.calendar(node.calendarId));
        return;
      case 'flow':
        this.callFlow(node);
        return;
      case 'return':
        this.comeBack();
        return;
      case 'go':
        this.go(node.destination, null);
        return;
      case 'connect':
        this.go(node.destination, { ...this.at, node: node.next, typed: '', ahead: '' });
        return;
      case 'request':
      case 'query':
      case 'play':
      case 'menu':
      case 'collect':
      case 'evaluate':
      case 'dial': {
        const { ahead } = this.at;
        this.silent = 0;
        this.exhausted = false;
        // Who has pressed keys already knows what would be said.
        if (ahead !== '' && !isInquiry(node) && (node.kind !== 'play' || this.maySkip(node))) this.takeAhead(node);
        else this.begin(node, null);
      }
    }
  }

  private go(destination: Destination, back: FlowProgress | null): void {
    this.leave({ effect: 'go', destination, exhausted: this.exhausted, back });
  }

  private isSecret(name: string): boolean {
    return this.at.secrets?.includes(name) === true;
  }

  /** @param secret names of those that nobody is told */
  private learn(values: FlowProgress['variables'], secret: readonly string[] = []): void {
    const kept = (this.at.secrets ?? []).filter((name) => !Object.hasOwn(values, name));
    this.set({ variables: { ...this.at.variables, ...values }, secrets: [...kept, ...secret] });
  }

  private maySkip(node: Extract<FlowNode, { kind: 'play' }>): boolean {
    if (!node.interruptible) return false;
    if (!this.skipped.has(node)) return true;
    this.set({ ahead: '' });
    return false;
  }

  private takeAhead(node: FlowNode): void {
    if (node.kind === 'play') {
      this.skipped.add(node);
      this.take(node, 'next');
      return;
    }
    const [key = '', ...rest] = Array.from(this.at.ahead);
    this.set({ stage: 'awaitingKey', ahead: rest.join('') });
    this.key(node, key);
  }

  /** Says what there is to be said, or asks another system. */
  private begin(node: FlowNode, notice: 'invalid-key' | 'no-key' | null): void {
    if (isInquiry(node)) {
      this.set({ stage: 'inquiring' });
      this.effects.push({ effect: 'inquire', number: this.at.entered, question: questionOf(node, this.lookup) });
      return;
    }
    this.set({ stage: 'saying' });
    const say = node.kind === 'play' || isAsking(node) ? node.say : [];
    this.effects.push({ effect: 'say', notice, say: say.map((saying) => saidBy(saying, this.lookup)) });
  }

  private answered(node: FlowNode, answer: Answer): void {
    // A flow is kept as it is to the end of its calls, a menu is not.
    if (!isInquiry(node)) this.begin(node, null);
    else if (answer.got === 'values') {
      this.learn(cut(answer.values));
      this.take(node, 'next');
    } else this.take(node, answer.got === 'nothing' ? 'nothing' : 'otherwise');
  }

  private said(node: FlowNode): void {
    if (!isAsking(node)) {
      if (node.kind === 'play') this.take(node, 'next');
      return;
    }
    this.await(node.keyTimeoutMs);
  }

  private await(timeoutMs: number): void {
    this.set({ stage: 'awaitingKey' });
    this.effects.push({ effect: 'awaitKey', timeoutMs });
  }

  private key(node: FlowNode, key: string): void {
    if (isAsking(node)) {
      this.stop();
      if (node.kind === 'menu') this.chosen(node, key);
      else if (node.kind === 'evaluate') this.judged(node, key);
      else this.typed(node, key);
      return;
    }
    if (node.kind === 'play' && !node.interruptible) return;
    if (this.at.ahead.length < MOST_AHEAD) this.set({ ahead: this.at.ahead + key });
    if (node.kind !== 'play') return;
    this.stop();
    this.skipped.add(node);
    this.take(node, 'next');
  }

  private chosen(node: Extract<FlowNode, { kind: 'menu' }>, key: string): void {
    if (Object.hasOwn(node.keys, key)) this.take(node, key);
    else this.missed(node, 'invalid-key');
  }

  private judged(node: Extract<FlowNode, { kind: 'evaluate' }>, key: string): void {
    const { question, most, into } = node;
    const score = key === '0' ? 10 : Number(key);
    // * and # are no numbers
    if (!(score >= 1 && score <= most)) {
      this.missed(node, 'invalid-key');
      return;
    }
    this.effects.push({ effect: 'score', question, score, most });
    this.learn({ [into]: String(score) });
    this.take(node, 'next');
  }

  private typed(node: TypedNode, key: string): void {
    this.set({ stage: 'awaitingKey' });
    const terminator = node.kind === 'collect' ? node.terminator : '#';
    if (key === terminator) {
      this.complete(node);
      return;
    }
    this.set({ typed: this.at.typed + key });
    if (this.at.typed.length >= node.most) this.complete(node);
    else if (this.at.ahead === '') this.await(node.digitTimeoutMs);
    else this.takeAhead(node);
  }

  private complete(node: TypedNode): void {
    const { typed } = this.at;
    if (node.kind === 'dial') {
      const destination = this.world.dialled(typed);
      if (destination === null) this.missed(node, 'invalid-key');
      else this.go(destination, null);
      return;
    }
    if (typed.length < node.least) {
      this.missed(node, 'invalid-key');
      return;
    }
    this.learn({ [node.into]: typed }, node.masked ? [node.into] : []);
    this.take(node, 'next');
  }

  private timedOut(node: FlowNode): void {
    // A menu that has been changed into one without keys meanwhile goes on at once.
    if (node.kind === 'play') this.take(node, 'next');
    else if (!isAsking(node)) this.begin(node, null);
    else if (isTyped(node) && this.at.typed !== '') this.complete(node);
    else this.missed(node, 'no-key');
  }

  /** Whatever was pressed ahead was meant for another answer. */
  private missed(node: AskingNode, notice: 'invalid-key' | 'no-key'): void {
    this.set({ typed: '', ahead: '' });
    if (this.at.attempt >= node.attempts) {
      this.exhausted = true;
      this.take(node, 'otherwise');
      return;
    }
    this.set({ attempt: this.at.attempt + 1 });
    this.begin(node, notice);
  }

  private callFlow({ flowId, next }: Extract<FlowNode, { kind: 'flow' }>): void {
    const called = this.world.published(flowId);
    const graph = called === undefined ? undefined : this.world.graph(called);
    if (called === undefined || graph === undefined) {
      this.fail('missing');
      return;
    }
    if (this.at.returns.length >= DEEPEST) {
      this.fail('circle');
      return;
    }
    const { flow, returns } = this.at;
    this.set({ flow: called, returns: [...returns, { flow, node: next }] });
    this.goTo(graph.start, null);
  }

  private comeBack(): void {
    const back = this.at.returns.at(-1);
    if (back === undefined) {
      const told = Object.entries(this.at.variables).filter(([name]) => !this.isSecret(name));
      this.leave({ effect: 'over', told: Object.fromEntries(told) });
      return;
    }
    this.set({ flow: back.flow, returns: this.at.returns.slice(0, -1) });
    this.goTo(back.node, 'return');
  }
}

function isInquiry(node: FlowNode): node is InquiryNode {
  return node.kind === 'request' || node.kind === 'query';
}

function isAsking(node: FlowNode): node is AskingNode {
  return node.kind === 'menu' || node.kind === 'evaluate' || isTyped(node);
}

function isTyped(node: FlowNode): node is TypedNode {
  return node.kind === 'collect' || node.kind === 'dial';
}
