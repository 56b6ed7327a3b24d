import { Module } from '@nestjs/common';

import { AccountController } from '../account/account.controller.js';
import { SignInController } from './sign-in.controller.js';

/** Pages of sign-in and of one's own account. What every request of people passes first is AccessHttp's. */
@Module({ controllers: [SignInController, AccountController] })
export class SignInModule {}
