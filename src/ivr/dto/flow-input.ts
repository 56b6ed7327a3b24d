import { z } from 'zod';

import type { CalendarId, ConnectionId, FlowId, PromptId } from '../../kernel/ids.js';
import { LANGUAGES } from '../../kernel/language.js';
import { HTTP_METHODS } from '../../kernel/question.js';
import { SAID_AS } from '../../kernel/said-as.js';
import type { Text } from '../../platform/errors/callrack-error.js';
import { chosen, chosenDestination } from '../../platform/references/reference-input.js';
import { givenName, matching, wholeNumber } from '../../platform/validation/valid-input.js';
import { COMPARISONS, type FlowGraph, type FlowNode } from '../core/flow-graph.js';
import { MENU_KEYS } from '../core/menu.js';
import { VARIABLE_NAME } from '../core/values.js';

/** More is drawn by nobody, and every engine holds all of them in memory. */
const MOST_IN_FLOW = 200;
const MOST_SAID = 20;
const LONGEST_BODY = 4_000;
const LONGEST_SAID = 500;
const MOST_CASES = 50;
const TOO_MANY_NODES: Text = { zh: `最多 ${MOST_IN_FLOW} 个节点`, en: `At most ${MOST_IN_FLOW} nodes` };
const A_NODE: Text = { zh: '节点名为 1 到 40 个字符', en: 'A node has a name of 1 to 40 characters' };
const A_VARIABLE: Text = {
  zh: '变量名由字母、数字和下划线组成，以字母开头，最多 40 个字符',
  en: 'A variable is a letter, then letters, digits and underscores, at most 40 characters',
};
const A_HEADER: Text = {
  zh: '请求头名称由字母、数字和连字符组成',
  en: 'A header is made of letters, digits and hyphens',
};
const A_KEY: Text = { zh: '按键只能是 0-9、*、# 或 A-D', en: 'A key is one of 0-9, *, # and A-D' };

const KEYS: ReadonlySet<string> = new Set(MENU_KEYS);
const nodeKey = givenName(40);
const template = z.string().max(1_000);
const variable = matching(VARIABLE_NAME, A_VARIABLE);
const saying = z.union([
  z.object({ prompt: chosen<PromptId>() }),
  z.object({ value: template, as: z.enum(SAID_AS) }),
  z.object({ text: z.string().trim().min(1).max(LONGEST_SAID) }),
]);
const say = z.array(saying).max(MOST_SAID);
const keyTimeoutMs = wholeNumber(0, 60_000);
const asking = { say, keyTimeoutMs, attempts: wholeNumber(1, 20), otherwise: nodeKey };
const inquiring = {
  connectionId: chosen<ConnectionId>(),
  timeoutMs: wholeNumber(100, 30_000),
  take: z.record(variable, z.string().max(200)),
  next: nodeKey,
  nothing: nodeKey,
  otherwise: nodeKey,
};
const comparison = z.object({ left: template, is: z.enum(COMPARISONS), right: template });

const node = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('play'), say, interruptible: z.boolean(), next: nodeKey }),
  z.object({
    kind: z.literal('menu'),
    keys: z
      .record(z.string(), nodeKey)
      .refine((keys) => Object.keys(keys).every((key) => KEYS.has(key)), { params: { text: A_KEY } }),
    ...asking,
  }),
  z.object({
    kind: z.literal('collect'),
    into: variable,
    least: wholeNumber(0, 32),
    most: wholeNumber(1, 32),
    terminator: z.enum(['#', '*']).nullable(),
    digitTimeoutMs: wholeNumber(500, 60_000),
    masked: z.boolean(),
    next: nodeKey,
    ...asking,
  }),
  z.object({
    kind: z.literal('evaluate'),
    question: givenName(60),
    into: variable,
    most: z.union([z.literal(5), z.literal(10)]),
    next: nodeKey,
    ...asking,
  }),
  z.object({ kind: z.literal('dial'), most: wholeNumber(1, 10), digitTimeoutMs: wholeNumber(500, 60_000), ...asking }),
  z.object({
    kind: z.literal('condition'),
    cases: z.array(z.object({ all: z.array(comparison).min(1).max(10), next: nodeKey })).max(MOST_CASES),
    otherwise: nodeKey,
  }),
  z.object({ kind: z.literal('set'), values: z.record(variable, template), next: nodeKey }),
  z.object({ kind: z.literal('language'), language: z.enum(LANGUAGES), next: nodeKey }),
  z.object({
    kind: z.literal('request'),
    method: z.enum(HTTP_METHODS),
    path: template,
    headers: z.record(matching(/^[A-Za-z0-9-]{1,60}$/, A_HEADER), template),
    body: z.string().max(LONGEST_BODY).nullable(),
    ...inquiring,
  }),
  z.object({
    kind: z.literal('query'),
    sql: z.string().trim().min(1).max(LONGEST_BODY),
    parameters: z.array(template).max(20),
    ...inquiring,
  }),
  z.object({
    kind: z.literal('calendar'),
    calendarId: chosen<CalendarId>(),
    ...{ working: nodeKey, rest: nodeKey, holiday: nodeKey },
  }),
  z.object({ kind: z.literal('flow'), flowId: chosen<FlowId>(), next: nodeKey }),
  z.object({ kind: z.literal('return') }),
  z.object({ kind: z.literal('connect'), destination: chosenDestination, next: nodeKey }),
  z.object({ kind: z.literal('go'), destination: chosenDestination }),
]) satisfies z.ZodType<FlowNode>;

/** A draft, which may still be wrong in what flow-check.ts looks at. */
export const flowGraph = z.object({
  start: nodeKey,
  nodes: z
    .record(matching(/^\S(.{0,38}\S)?$/u, A_NODE), node)
    .refine((nodes) => Object.keys(nodes).length <= MOST_IN_FLOW, { params: { text: TOO_MANY_NODES } }),
}) satisfies z.ZodType<FlowGraph>;

export const flowName = z.object({ name: givenName(200) });
export const flowInput = z.object({ name: givenName(200), draft: flowGraph });
