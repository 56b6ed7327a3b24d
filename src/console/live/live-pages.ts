import { Injectable, Logger } from '@nestjs/common';

import { AcdService } from '../../acd/acd.service.js';
import { DispositionsService } from '../../acd/dispositions.service.js';
import { NotReadyReasonsService } from '../../acd/not-ready-reasons.service.js';
import { LinesService } from '../../lines/lines.service.js';
import type { Actor } from '../../platform/access/actor.js';
import { Gate } from '../../platform/access/gate.js';
import { OperatorsService } from '../../platform/access/operators.service.js';
import { WHOLE_LIST } from '../../platform/database/paging.js';
import type { Text } from '../../platform/errors/callrack-error.js';
import type { LiveNames } from '../../reports/core/live/live-rows.js';
import type { SystemReport } from '../../reports/core/live/system-state.js';
import { LiveService } from '../../reports/live.service.js';
import { ConsoleRegister } from '../console-register.js';

/** What may be said of agents and calls on the live page. */
interface Choices {
  readonly reasons: readonly { readonly code: string; readonly label: string }[];
  readonly dispositions: readonly {
    readonly id: string;
    readonly label: string;
    readonly queues: readonly string[];
  }[];
}

/** Tells the console of the pages of the present. */
@Injectable()
export class LivePages {
  private readonly logger = new Logger('live');

  constructor(
    private readonly register: ConsoleRegister,
    private readonly gate: Gate,
    private readonly live: LiveService,
    private readonly operators: OperatorsService,
    private readonly lines: LinesService,
    private readonly reasons: NotReadyReasonsService,
    private readonly dispositions: DispositionsService,
    private readonly acd: AcdService,
  ) {
    register.addPage(
      {
        name: 'live',
        module: 'live',
        icon: 'Activity',
        label: { zh: '实时状态', en: 'Live status' },
        component: 'LivePage',
        permissions: ['live.read', 'platform_live.read'],
        data: async (actor) => ({
          names: actor.tenantId === null ? await this.names(actor) : {},
          rights: await this.rights(actor),
        }),
      },
      {
        name: 'system',
        module: 'system',
        icon: 'Server',
        label: { zh: '系统状态', en: 'System status' },
        component: 'SystemPage',
        permissions: ['system.read'],
        data: (actor) => this.systemStatus(actor),
      },
    );
  }

  /** What the person may do with calls and agents, and the telephone by which they listened last. */
  private async rights(actor: Actor): Promise<object> {
    const supervise = actor.permissions.has('call.supervise');
    const rights = {
      supervise,
      command: actor.permissions.has('agent.command'),
      message: actor.permissions.has('agent.message'),
      act: actor.permissions.has('call.act'),
      ...(await this.choices(actor)),
    };
    if (!supervise) return { ...rights, telephone: null };
    const telephone = await this.gate.read(actor, 'call.supervise', async (session) => {
      const id = await this.operators.listenExtensionOf(session, actor);
      const extension = id === null ? undefined : await this.lines.findExtension(session, id);
      return extension === undefined ? null : { id: extension.id, title: extension.dn };
    });
    return { ...rights, telephone };
  }

  /** What may be said of agents and calls, to who may say it, in their language. */
  private async choices(actor: Actor): Promise<Choices> {
    const { language, permissions } = actor;
    const reasons = permissions.has('agent.command')
      ? await this.gate.read(actor, 'agent.command', (session) => this.reasons.reasonsOfTenant(session))
      : [];
    const [dispositions, queues] = permissions.has('call.act')
      ? await this.gate.read(actor, 'call.act', async (session) => [
          await this.dispositions.listDispositions(session),
          await this.acd.allQueues(session),
        ])
      : [[], []];
    const numbers = new Map<string, string>(queues.map(({ id, number }) => [id, number]));
    const labelOf = ({ code, name }: { readonly code: string; readonly name: Text }): string =>
      `${code} ${name[language]}`;
    return {
      reasons: reasons.filter(({ active }) => active).map((one) => ({ code: one.code, label: labelOf(one) })),
      dispositions: dispositions
        .filter(({ active }) => active)
        .map((one) => {
          const of = one.queueIds.flatMap((id) => numbers.get(id) ?? []);
          return { id: one.id, label: labelOf(one), queues: of };
        }),
    };
  }

  /** Of trunks and tenants, to who may read those. */
  private async names(actor: Actor): Promise<LiveNames> {
    const names: Record<string, Readonly<Record<string, string>>> = {};
    for (const id of ['trunk', 'tenant']) {
      const resource = this.register.resource(id);
      if (resource === undefined || !actor.permissions.has(resource.permissions.read)) continue;
      const { items } = await this.gate.read(actor, resource.permissions.read, (session) =>
        resource.page(session, WHOLE_LIST, actor),
      );
      names[id] = Object.fromEntries(
        items.map((record) => [record.id, (record as unknown as { readonly name: string }).name]),
      );
    }
    return names;
  }

  private async systemStatus(actor: Actor): Promise<SystemReport> {
    this.gate.require(actor, 'system.read');
    const [state, database] = await Promise.all([
      this.live.systemState(),
      this.gate
        .read(actor, 'system.read', (session) => this.live.databaseState(session))
        .catch((error: unknown) => {
          this.logger.warn(error instanceof Error ? error.message : error);
          return null;
        }),
    ]);
    return { ...state, database };
  }
}
