import { Injectable } from '@nestjs/common';

import { AccountsService } from '../billing/accounts.service.js';
import { Gate } from '../platform/access/gate.js';
import { getAccount, type AccountBody } from './dto/account.js';
import { serve, type Answered, type ApiController, type Asked, type Route } from './dto/operation.js';
import { maybeIsoText } from './dto/schema.js';
import { EnginePresent } from './engine-present.js';

/** Money as the engine counts it now, running calls included. */
@Injectable()
export class AccountController implements ApiController {
  constructor(
    private readonly gate: Gate,
    private readonly accounts: AccountsService,
    private readonly engine: EnginePresent,
  ) {}

  readonly routes: readonly Route[] = [serve(getAccount, (asked) => this.account(asked))];

  private async account({ actor, tenantId, tenantCode }: Asked<unknown, null>): Promise<Answered<AccountBody>> {
    const now = await this.engine.accountOf(tenantCode);
    const { currency, mode } = await this.gate.read(actor, getAccount.permission, (session) =>
      this.accounts.accountOf(session, tenantId),
    );
    const { balanceMicro, availableMicro, running, endsAt, packages } = now;
    return {
      body: {
        ...{ currency, mode, balanceMicro, availableMicro, running: { ...running } },
        endsAt: maybeIsoText(endsAt),
        packages: packages.map(({ code, seconds, leftS }) => ({ code, seconds, leftS })),
      },
    };
  }
}
