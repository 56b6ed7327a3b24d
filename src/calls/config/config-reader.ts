import { Injectable } from '@nestjs/common';

import { AcdService } from '../../acd/acd.service.js';
import { DispositionsService } from '../../acd/dispositions.service.js';
import { BlockedNumbersService } from '../../acd/blocked-numbers.service.js';
import { DutyRulesService } from '../../acd/duty-rules.service.js';
import { NotReadyReasonsService } from '../../acd/not-ready-reasons.service.js';
import { VipCallersService } from '../../acd/vip-callers.service.js';
import { AgentsService } from '../../agents/agents.service.js';
import { AccountsService } from '../../billing/accounts.service.js';
import { TariffsService } from '../../billing/tariffs.service.js';
import { CalendarsService } from '../../calendars/calendars.service.js';
import { FlowsService } from '../../ivr/flows.service.js';
import { IvrService } from '../../ivr/ivr.service.js';
import { LinesService } from '../../lines/lines.service.js';
import { RingGroupsService } from '../../lines/ring-groups.service.js';
import { TenantTrunksService } from '../../lines/tenant-trunks.service.js';
import { placeOf } from '../../kernel/tenant-place.js';
import { Databases } from '../../platform/database/databases.js';
import type { RejectedRow } from '../../platform/database/listing.js';
import { Settings } from '../../platform/settings/settings.js';
import { TenancyService, type Tenant } from '../../platform/tenancy/tenancy.service.js';
import { PromptsService } from '../../prompts/prompts.service.js';
import type { RoutableTenant } from '../../routing/core/route.js';
import { RoutingService } from '../../routing/routing.service.js';
import type { NodeConfigLists } from '../core/node-config.js';
import { MailboxesService } from '../../voicemail/mailboxes.service.js';

export interface ReadConfig {
  readonly lists: NodeConfigLists;
  readonly rejected: readonly RejectedRow[];
}

/** Asks every room for its part of this node's configuration, all of one moment. */
@Injectable()
export class ConfigReader {
  constructor(
    private readonly databases: Databases,
    private readonly settings: Settings,
    private readonly tenancy: TenancyService,
    private readonly lines: LinesService,
    private readonly ringGroups: RingGroupsService,
    private readonly routing: RoutingService,
    private readonly ivr: IvrService,
    private readonly flows: FlowsService,
    private readonly mailboxes: MailboxesService,
    private readonly acd: AcdService,
    private readonly calendars: CalendarsService,
    private readonly dutyRules: DutyRulesService,
    private readonly agents: AgentsService,
    private readonly prompts: PromptsService,
    private readonly tariffs: TariffsService,
    private readonly accounts: AccountsService,
    private readonly tenantTrunks: TenantTrunksService,
    private readonly vipCallers: VipCallersService,
    private readonly blockedNumbers: BlockedNumbersService,
    private readonly reasons: NotReadyReasonsService,
    private readonly dispositions: DispositionsService,
  ) {}

  /** This node. */
  get nodeId(): string {
    return this.settings.nodeName;
  }

  read(): Promise<ReadConfig> {
    const { nodeId } = this;
    return this.databases.snapshot('node', async (session) => {
      const tenants = await this.tenancy.listTenants(session);
      const accessNumbers = await this.routing.listAccessNumbers(session);
      const menus = await this.ivr.listMenus(session);
      const flows = await this.flows.listFlows(session, new Date());
      const ringGroups = await this.ringGroups.listRingGroups(session);
      const queues = await this.acd.listQueues(session);
      const homes = await this.tenancy.homeNodes(session);
      const shares = await this.acd.sharesOfNode(session);
      const tariffs = await this.tariffs.listTariffs(session);
      const accounts = await this.accounts.listAccounts(session);
      return {
        lists: {
          nodeId,
          tenants: tenants.map((tenant) => ({ ...routable(tenant), place: placeOf(tenant, nodeId) })),
          numbersElsewhere: await this.routing.numbersElsewhere(session, nodeId),
          shares: shares.flatMap((share) => {
            const home = homes.get(share.toTenantId);
            return home === undefined ? [] : [{ ...share, nodeId: home }];
          }),
          trunks: await this.lines.listTrunks(session),
          extensions: await this.lines.listExtensions(session),
          accessNumbers: accessNumbers.items,
          menus: menus.items,
          flows: flows.items,
          mailboxes: await this.mailboxes.listMailboxes(session),
          ringGroups: ringGroups.items,
          queues: queues.items,
          agents: await this.agents.listAgents(session),
          prompts: await this.prompts.listPrompts(session),
          notReadyReasons: await this.reasons.listReasons(session),
          dispositions: await this.dispositions.listDispositions(session),
          calendars: await this.calendars.listCalendars(session),
          dutyRules: await this.dutyRules.listDutyRules(session),
          tariffs: tariffs.items,
          accounts: accounts.items,
          tenantTrunks: await this.tenantTrunks.listTenantTrunks(session),
          vipCallers: await this.vipCallers.listVipCallers(session),
          ...(await this.blockedNumbers.listBlockedNumbers(session)),
        },
        rejected: [accessNumbers, menus, flows, ringGroups, queues, tariffs, accounts].flatMap(
          ({ rejected }) => rejected,
        ),
      };
    });
  }

  /** Where changes are told; see ChangeNotices. */
  get noticesUrl(): string {
    return this.databases.url('node');
  }
}

function routable(tenant: Tenant): RoutableTenant {
  const { id, code, suspended, channelLimit, seatLimit, ivrLimit, recordedSeatLimit, speechLineLimit, language } =
    tenant;
  return { id, code, suspended, channelLimit, seatLimit, ivrLimit, recordedSeatLimit, speechLineLimit, language };
}
