import type { QueryRunner } from 'typeorm';

/**
 * Any change of the table says its name on channel callrack_config (PostgreSQL sends one of equal notices a transaction).
 * By row and ALWAYS, because changes that arrive by logical replication fire no other triggers.
 */
export async function notifyChanges(runner: QueryRunner, table: string): Promise<void> {
  await runner.query(`CREATE OR REPLACE FUNCTION config.notify_change() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      PERFORM pg_notify('callrack_config', TG_TABLE_NAME);
      RETURN NULL;
    END $$`);
  await runner.query(`CREATE TRIGGER notify_row AFTER INSERT OR UPDATE OR DELETE ON config.${table}
    FOR EACH ROW EXECUTE FUNCTION config.notify_change()`);
  await runner.query(`CREATE TRIGGER notify_truncate AFTER TRUNCATE ON config.${table}
    FOR EACH STATEMENT EXECUTE FUNCTION config.notify_change()`);
  await runner.query(`ALTER TABLE config.${table}
    ENABLE ALWAYS TRIGGER notify_row, ENABLE ALWAYS TRIGGER notify_truncate`);
}
