import type { MigrationInterface, QueryRunner } from 'typeorm';

import { refuseToGoBack } from './forward-only.js';
import { notifyChanges } from './notify-changes.js';
import { separateTenants } from './row-security.js';

/** Systems of companies that their flows ask. */
export class Connections1764500000019 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE config.connection (
      id uuid PRIMARY KEY,
      tenant_id uuid NOT NULL REFERENCES config.tenant,
      version integer NOT NULL DEFAULT 1,
      name text NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
      address text NOT NULL CHECK (length(address) BETWEEN 1 AND 500),
      secret_header text CHECK (length(secret_header) BETWEEN 1 AND 60),
      secret text CHECK (length(secret) BETWEEN 1 AND 4000),
      has_secret boolean NOT NULL CHECK (has_secret = (secret IS NOT NULL)),
      UNIQUE (tenant_id, name)
    )`);
    await separateTenants(runner, 'config.connection');
    await notifyChanges(runner, 'connection');
    // Whoever enters a secret does not read it.
    await runner.query(`GRANT INSERT, UPDATE, DELETE,
      SELECT (id, tenant_id, version, name, address, secret_header, has_secret)
      ON config.connection TO callrack_app, callrack_operator`);
    await runner.query('GRANT SELECT ON config.connection TO callrack_node');
  }

  down(): Promise<void> {
    return refuseToGoBack();
  }
}
