import { z } from 'zod';

import type { Text } from '../../platform/errors/callrack-error.js';
import type { AgentCommand } from '../../platform/local-api/local-api.client.js';
import { givenName, validInput } from '../../platform/validation/valid-input.js';
import { ownTenant } from './own-tenant.js';
import type { ConsoleAction } from './resource.js';
import { agentInReach, type RoomsOfAgents } from './rooms-of-agents.js';

interface CommandWords {
  readonly name: string;
  readonly command: AgentCommand;
  readonly icon: string;
  readonly label: Text;
  readonly done: Text;
  readonly confirm?: Text;
}

const COMMANDS: readonly CommandWords[] = [
  {
    name: 'logIn',
    command: 'login',
    icon: 'LogIn',
    label: { zh: '强制签入', en: 'Log in' },
    done: { zh: '已签入，示闲', en: 'Logged in and ready' },
  },
  {
    name: 'goReady',
    command: 'ready',
    icon: 'PlayCircle',
    label: { zh: '强制示闲', en: 'Make ready' },
    done: { zh: '已示闲；通话中的座席在通话后示闲', en: 'Ready; whoever is in a call, after it' },
  },
  {
    name: 'goNotReady',
    command: 'not-ready',
    icon: 'PauseCircle',
    label: { zh: '强制示忙', en: 'Make not ready' },
    done: { zh: '已示忙；通话中的座席在通话后示忙', en: 'Not ready; whoever is in a call, after it' },
  },
  {
    name: 'extendWrapUp',
    command: 'extend-wrap-up',
    icon: 'Clock',
    label: { zh: '延长话后处理', en: 'Extend wrap-up' },
    done: { zh: '已延长一分钟', en: 'It lasts a minute longer' },
  },
  {
    name: 'endWrapUp',
    command: 'end-wrap-up',
    icon: 'CheckCircle',
    label: { zh: '结束话后处理', en: 'End wrap-up' },
    done: { zh: '话后处理已结束', en: 'The wrap-up is over' },
  },
  {
    name: 'logOut',
    command: 'logout',
    icon: 'LogOut',
    label: { zh: '强制签出', en: 'Log out' },
    done: { zh: '已签出；通话中的座席在通话后签出', en: 'Logged out; whoever is in a call, after it' },
    confirm: {
      zh: '该座席将不再接到来电，直到再次签入。确定签出吗？',
      en: 'The agent gets no more calls until the next login. Log out?',
    },
  },
];

/** Why an agent is made not ready, by its code; the engine takes the first where nobody says anything. */
const reasonInput = z
  .object({
    reason: z.preprocess((value) => (value === '' || value === null ? undefined : value), givenName(100).optional()),
  })
  .transform(({ reason }) => (reason === undefined ? {} : { reason }));

/** What a supervisor makes agents do. The engine does it, once it is surely kept who did it. */
export function agentCommands(rooms: RoomsOfAgents): ConsoleAction[] {
  const { tenancy, localApi } = rooms;
  return COMMANDS.map(({ name, command, icon, label, done, confirm }) => ({
    name,
    on: 'record',
    label,
    icon,
    permission: 'agent.command',
    ...(confirm === undefined ? {} : { confirm }),
    perform: async (session, id, input, actor) => {
      const body = command === 'not-ready' ? validInput(reasonInput, input) : {};
      const agent = await agentInReach(rooms, session, actor, id);
      const { code: tenantCode } = await tenancy.tenantById(session, ownTenant(actor));
      return {
        done,
        told: [{ id, label: `${agent.number} ${agent.name}`, after: body }],
        afterCommit: async () => {
          await localApi.commandAgent({ tenantCode, number: agent.number }, command, body);
        },
      };
    },
  }));
}
