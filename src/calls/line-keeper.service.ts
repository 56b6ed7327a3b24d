import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';

import { LineCertificates } from '../telephony/line-certificates.service.js';
import { TelephonyService } from '../telephony/telephony.service.js';
import { ConfigService } from './config/config.service.js';

/** Certificates are renewed weeks before they end. */
const LOOK_EVERY_MS = 5_000;

/** Lets Asterisk have the certificates of this node as the cluster renews them; calls go on. */
@Injectable()
export class LineKeeper implements OnModuleDestroy {
  private readonly logger = new Logger('lines');
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly certificates: LineCertificates,
    private readonly telephony: TelephonyService,
    private readonly config: ConfigService,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => {
      this.look().catch((error: unknown) => {
        this.logger.warn({ err: error }, 'Asterisk does not have the certificates of the cluster as they are now');
      });
    }, LOOK_EVERY_MS);
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
  }

  private async look(): Promise<void> {
    // Asterisk reads its telephones again at the same time, which PostgreSQL must be there for.
    if (!this.config.state().following || !this.certificates.bring()) return;
    this.logger.log('Asterisk has the certificates of the cluster as they are now');
    await this.telephony.reloadLines();
  }
}
