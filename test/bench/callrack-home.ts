import { execFileSync, type ChildProcess } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';

import { Client } from 'pg';

import { hasEnded, runChild, startChild, tailOf, until } from './children.ts';
import { ROOT, type Ports } from './layout.ts';

const APPLIANCE = join(ROOT, 'appliance');

/** Secrets that the engine is not given on a box either (appliance/ecosystem.config.cjs). */
const NOT_FOR_ENGINE = new Set([
  'DATABASE_APP_URL',
  'DATABASE_OPERATOR_URL',
  'DATABASE_ASTERISK_PASSWORD',
  'PG_PASSWORD',
]);

type Environment = Readonly<Record<string, string | undefined>>;

/** The home of one CallRack, made by the appliance's own scripts. */
export class CallRackHome {
  readonly folder: string;
  /** Settings of settings.env and what every process of a box is given besides. */
  readonly env: Environment;

  constructor(folder: string, ports: Ports) {
    this.folder = folder;
    for (const part of ['run', 'journal', 'recordings', 'log', 'secrets']) {
      mkdirSync(join(folder, part), { recursive: true, mode: 0o711 });
    }
    const cache = process.env.CALLRACK_CACHE ?? '/var/cache/callrack';
    const given = {
      PATH: process.env.PATH,
      SIP_PORT: String(ports.sip),
      ARI_PORT: String(ports.ari),
      AMI_PORT: String(ports.ami),
      PG_PORT: String(ports.postgres),
      CALLS_PORT: String(ports.calls),
      WEB_PORT: String(ports.web),
      RTP_PORT_START: String(ports.rtpFirst),
      RTP_PORT_END: String(ports.rtpLast),
    };
    execFileSync(process.execPath, [join(APPLIANCE, 'lib', 'write-settings.ts'), folder], { env: given });
    const settings = parseEnv(readFileSync(join(folder, 'settings.env'), 'utf8'));
    const set = Object.entries(settings).filter(([, value]) => value !== '');
    this.env = {
      PATH: process.env.PATH,
      NODE_ENV: 'production',
      CALLRACK_HOME: folder,
      CALLRACK_CACHE: cache,
      ...Object.fromEntries(set),
    };
  }

  get ownerUrl(): string {
    const { PG_PASSWORD: password = '', PG_PORT: port = '' } = this.env;
    return `postgres://callrack:${password}@127.0.0.1:${port}/callrack`;
  }

  log(name: string): string {
    return join(this.folder, 'log', `${name}.log`);
  }

  setting(name: string): string {
    return this.env[name] ?? '';
  }

  async startPostgres(): Promise<ChildProcess> {
    const log = this.log('postgres');
    const server = startChild(join(APPLIANCE, 'postgres', 'run.sh'), [], { env: this.env, log });
    await until('PostgreSQL answers', 60_000, async () => {
      if (hasEnded(server)) throw new Error(`PostgreSQL ended:\n${tailOf(log)}`);
      return (await this.query('SELECT 1').catch(() => [])).length > 0;
    });
    return server;
  }

  async migrate(): Promise<void> {
    const env = { ...this.env, DATABASE_URL: this.ownerUrl };
    const log = this.log('migrate');
    await runChild(process.execPath, [join(ROOT, 'dist', 'main.migrate.js')], { cwd: ROOT, env, log });
  }

  /** Asterisk's configuration out of the product's templates. Returns what Asterisk sees as /callrack. */
  async renderAsterisk(): Promise<string> {
    const asterisk = join(this.folder, 'asterisk');
    mkdirSync(asterisk, { recursive: true });
    const script = join(APPLIANCE, 'asterisk', 'render.sh');
    await runChild(script, [asterisk], { env: this.env, log: this.log('render') });
    return asterisk;
  }

  /** What callers are told. */
  async makePrompts(): Promise<void> {
    const script = join(APPLIANCE, 'prompts', 'make.sh');
    await runChild(script, [this.folder], { env: this.env, log: this.log('prompts'), patienceMs: 300_000 });
  }

  /** @param profile folder for a CPU profile, written when the engine ends */
  startEngine(profile: string | undefined): ChildProcess {
    const profiling = profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profile}`];
    const env = Object.fromEntries(Object.entries(this.env).filter(([name]) => !NOT_FOR_ENGINE.has(name)));
    return startChild(process.execPath, [...profiling, '--enable-source-maps', join(ROOT, 'dist', 'main.calls.js')], {
      cwd: ROOT,
      env,
      log: this.log('calls'),
    });
  }

  async query<T extends object>(sql: string): Promise<T[]> {
    const client = new Client({ connectionString: this.ownerUrl, connectionTimeoutMillis: 2000 });
    try {
      await client.connect();
      return (await client.query<T>(sql)).rows;
    } finally {
      await client.end();
    }
  }
}
