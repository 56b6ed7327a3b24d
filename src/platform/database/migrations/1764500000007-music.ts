import type { MigrationInterface, QueryRunner } from 'typeorm';

import { refuseToGoBack } from './forward-only.js';

/** As prompts/core/prompt.ts names the class of a file. */
const NAME = `CASE WHEN media LIKE '/callrack/media/tenants/%' THEN split_part(media, '/', 6)
  ELSE substr(media, length('/callrack/media/') + 1) END`;

/** Every prompt as a class of music on hold, which Asterisk reads when a queue's callers are to hear it first. */
export class Music1764500000007 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('GRANT SELECT (tenant_id, media) ON config.prompt TO callrack_realtime');
    await runner.query('GRANT CREATE ON SCHEMA config TO callrack_realtime');
    await runner.query('SET LOCAL ROLE callrack_realtime');
    await runner.query(`CREATE VIEW config.musiconhold AS
      SELECT DISTINCT (${NAME})::varchar(80) AS name, 'playlist'::varchar(80) AS mode FROM config.prompt`);
    await runner.query(`CREATE VIEW config.musiconhold_entry AS
      SELECT DISTINCT (${NAME})::varchar(80) AS name, 0 AS position, media::varchar(1024) AS entry FROM config.prompt`);
    await runner.query('GRANT SELECT ON config.musiconhold, config.musiconhold_entry TO callrack_asterisk');
    await runner.query('RESET ROLE');
    await runner.query('REVOKE CREATE ON SCHEMA config FROM callrack_realtime');
  }

  down(): Promise<void> {
    return refuseToGoBack();
  }
}
