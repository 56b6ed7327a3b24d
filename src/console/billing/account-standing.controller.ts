import { Controller, Get, Req } from '@nestjs/common';
import type { Request } from 'express';

import { actorOf } from '../../platform/access/http/web-session.js';
import { AccountPages } from './account-pages.js';
import type { StandingView } from './account-view.js';

/** The tenant's money in a word, for the notice above every page. */
@Controller('console/x/account')
export class AccountStandingController {
  constructor(private readonly pages: AccountPages) {}

  @Get('standing')
  standing(@Req() request: Request): Promise<StandingView> {
    return this.pages.standing(actorOf(request));
  }
}
