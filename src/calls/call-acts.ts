import { z } from 'zod';

import type { AgentId, ChannelId, FlowId, MenuId, TenantId } from '../kernel/ids.js';
import { findAgentOf } from './agent-commands.js';
import { ActRefused, BadCommand } from './calls.errors.js';
import type { NodeConfig } from './core/node-config.js';
import { numbersOf, type Numbers } from './core/numbers.js';
import type { By, Person, TalkAct, TalkTarget } from './core/talk/acts.js';

/** Acts that are told by their name alone. */
const ALONE = [
  ...(['hold', 'retrieve', 'mute', 'unmute'] as const),
  ...(['swap', 'backFromConsult', 'completeTransfer', 'conference', 'leave'] as const),
  ...(['startRecording', 'stopRecording', 'pauseRecording', 'resumeRecording'] as const),
  ...(['listen', 'whisper', 'bargeIn', 'takeOver', 'stopListening', 'disconnect', 'pickUp', 'answer'] as const),
] as const;

/** As many agents as a tenant may have. */
const MOST_REACHED = 10_000;

const name = z.string().min(1).max(60);
const agent = z.strictObject({ agent: name });
const extension = z.strictObject({ extension: name });
const person = z.union([agent, extension, z.strictObject({ external: z.string().min(1).max(40) })]);
const target = z.union([
  person,
  z.strictObject({ queue: name }),
  z.strictObject({ menu: name }),
  z.strictObject({ flow: name }),
]);
const as = z.enum(['speaker', 'listener']);
const member = z.string().min(1).max(200);

type GivenPerson = z.output<typeof person>;
type GivenTarget = z.output<typeof target>;

const act = z.discriminatedUnion('act', [
  z.strictObject({ act: z.enum(ALONE) }),
  z.strictObject({ act: z.literal('sendDigits'), digits: z.string().max(60) }),
  z.strictObject({ act: z.literal('transfer'), to: target }),
  z.strictObject({ act: z.literal('askByFlow'), to: z.strictObject({ flow: name }) }),
  z.strictObject({ act: z.literal('consult'), to: person }),
  z.strictObject({ act: z.literal('invite'), to: person, as: as.default('speaker') }),
  z.strictObject({ act: z.literal('setRole'), member, as }),
  z.strictObject({ act: z.literal('dismiss'), member }),
  z.strictObject({ act: z.literal('assign'), agent: name }),
]);

const body = z.strictObject({
  by: z.union([
    agent,
    z.strictObject({
      supervisor: z.string().min(1).max(200),
      extension: name.nullable(),
      reach: z.array(z.string().min(1).max(60)).max(MOST_REACHED).optional(),
    }),
  ]),
  act,
});

/**
 * What somebody wants of a call, by the numbers that people know agents, extensions and queues by: those of this tenant.
 *
 * @throws BadCommand for a body of another shape; UnknownAgent for who asks; ActRefused `calls.unknown_target`
 */
export function actOf(
  config: NodeConfig,
  tenantId: TenantId,
  given: unknown,
): { readonly by: By; readonly act: TalkAct } {
  const parsed = body.safeParse(given ?? {});
  if (!parsed.success) {
    const why = z.prettifyError(parsed.error);
    throw new BadCommand({ en: `The body is wrong: ${why}`, zh: `请求内容有误：${why}` });
  }
  const { by, act: wanted } = parsed.data;
  const names = new Names(config, tenantId);
  return { by: names.by(by), act: names.act(wanted) };
}

function isAlone(given: z.output<typeof act>): given is { readonly act: (typeof ALONE)[number] } {
  return (ALONE as readonly string[]).includes(given.act);
}

/** Numbers of one tenant. */
class Names {
  constructor(
    private readonly config: NodeConfig,
    private readonly tenantId: TenantId,
  ) {}

  by(given: z.output<typeof body>['by']): By {
    if ('agent' in given) {
      return { kind: 'agent', agentId: findAgentOf(this.config, this.tenantId, given.agent).id };
    }
    const { supervisor, extension: dn, reach } = given;
    const who = {
      kind: 'supervisor',
      name: supervisor,
      extensionId: dn === null ? null : this.extensionId(dn),
    } as const;
    return reach === undefined ? who : { ...who, reach: reach as AgentId[] };
  }

  act(given: z.output<typeof act>): TalkAct {
    if (isAlone(given)) return given;
    switch (given.act) {
      case 'transfer':
        return { act: given.act, to: this.target(given.to) };
      case 'askByFlow':
        return { act: given.act, to: this.flow(given.to.flow) };
      case 'consult':
        return { act: given.act, to: this.person(given.to) };
      case 'invite':
        return { act: given.act, to: this.person(given.to), as: given.as };
      case 'setRole':
        return { act: given.act, member: given.member as ChannelId, as: given.as };
      case 'dismiss':
        return { act: given.act, member: given.member as ChannelId };
      case 'assign':
        return { act: given.act, agentId: this.agentId(given.agent) };
      case 'sendDigits':
        return given;
    }
  }

  private target(to: GivenTarget): TalkTarget {
    if ('queue' in to) {
      return { to: 'queue', queueId: known(this.inside.queues.get(to.queue)).id };
    }
    if ('menu' in to) {
      const menu = this.config.menus.get(to.menu as MenuId);
      return { to: 'menu', menuId: known(menu?.tenantId === this.tenantId ? menu : undefined).id };
    }
    return 'flow' in to ? this.flow(to.flow) : this.person(to);
  }

  private flow(id: string): Extract<TalkTarget, { to: 'flow' }> {
    const flow = this.config.flows.get(id as FlowId);
    return { to: 'flow', flowId: known(flow?.tenantId === this.tenantId ? flow : undefined).id };
  }

  private person(to: GivenPerson): Person {
    if ('external' in to) return { to: 'external', number: to.external };
    return 'agent' in to
      ? { to: 'agent', agentId: this.agentId(to.agent) }
      : { to: 'extension', extensionId: this.extensionId(to.extension) };
  }

  private agentId(wanted: string) {
    return known(this.inside.agents.get(wanted)).id;
  }

  private extensionId(wanted: string) {
    return known(this.inside.extensions.get(wanted)).id;
  }

  private get inside(): Numbers {
    return numbersOf(this.config, this.tenantId);
  }
}

/** @throws ActRefused */
function known<T>(target: T | undefined): T {
  if (target === undefined) throw new ActRefused('calls.unknown_target');
  return target;
}
