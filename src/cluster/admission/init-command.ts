import { Injectable } from '@nestjs/common';

import { systemClock } from '../../kernel/clock.js';
import { writeWhole } from '../../platform/files/whole-file.js';
import { Settings } from '../../platform/settings/settings.js';
import { AdmissionService } from '../admission.service.js';
import { ClusterAuthority } from '../ca/cluster-authority.js';
import { ClusterActs, MACHINE } from './cluster-acts.js';
import type { ClusterCommand } from './command.js';
import { settingsFile, settingsText } from './sent-settings.js';

/** Makes what a cluster needs on its admin node, as often as it is called. */
@Injectable()
export class InitCommand implements ClusterCommand {
  readonly name = 'init';
  readonly usage = 'init';

  constructor(
    private readonly settings: Settings,
    private readonly authority: ClusterAuthority,
    private readonly acts: ClusterActs,
    private readonly admission: AdmissionService,
  ) {}

  async run(): Promise<readonly string[]> {
    const done = await this.authority.ensure(new Date(systemClock.now()));
    const secret = await this.acts.change(MACHINE, async (session) => {
      const made = await this.admission.ensureOwnSipSecret(session);
      // before it is in the database for good
      if (made !== undefined) {
        await writeWhole(settingsFile(this.settings), settingsText({ NODE_SIP_SECRET: made }), 0o600);
      }
      return made;
    });
    return secret === undefined ? done : [...done, 'made the secret of the line to other nodes'];
  }
}
