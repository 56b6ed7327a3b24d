import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Test } from '@nestjs/testing';

import { ConfigModule } from '../../src/calls/config/config.module.js';
import { ConfigService } from '../../src/calls/config/config.service.js';
import type { NodeConfig } from '../../src/calls/core/node-config.js';
import { SettingsModule } from '../../src/platform/settings/settings.module.js';
import type { Settings } from '../../src/platform/settings/settings.js';
import { migratedDatabase } from '../fixtures/database.js';
import { TestPostgres } from '../fixtures/postgres.js';

jest.setTimeout(60_000);

const DATABASE = 'demonstration';

describe('demonstration tenant', () => {
  let postgres: TestPostgres;
  let settings: Settings;
  let home: string;
  const before = { ...process.env };

  beforeAll(async () => {
    home = mkdtempSync(join(tmpdir(), 'callrack-home-'));
    postgres = await TestPostgres.start();
    const made = await migratedDatabase(postgres, DATABASE, { CALLRACK_HOME: home });
    settings = made.settings;
    await made.databases.close();
    process.env.CALLRACK_HOME = home;
    process.env.DATABASE_OPERATOR_URL = settings.database.operatorUrl;
    process.env.DEMO_TRUNK_PORT = '5085';
  });
  afterAll(async () => {
    process.env = before;
    await postgres.stop();
    rmSync(home, { recursive: true });
  });

  /** Runs the program in this process and gives what it said. */
  async function demo(): Promise<string> {
    let said = '';
    const write = jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
      said += String(text);
      return true;
    });
    try {
      jest.resetModules();
      await import('../../src/main.demo.js');
    } finally {
      write.mockRestore();
    }
    return said;
  }

  async function configuration(): Promise<NodeConfig> {
    const app = await Test.createTestingModule({ imports: [SettingsModule.for(settings), ConfigModule] }).compile();
    app.useLogger(false);
    const service = app.get(ConfigService);
    await service.start();
    const config = service.current();
    await app.close();
    return config;
  }

  const passwordFile = () => join(home, 'secrets', 'demo-telephones.json');
  const passwords = () => JSON.parse(readFileSync(passwordFile(), 'utf8')) as Record<string, string>;
  const credentials = () =>
    postgres.query<{ endpoint: string; md5_credential: string; expected: string }>(
      DATABASE,
      `SELECT endpoint, md5_credential, md5(endpoint || ':callrack:' || ($1::jsonb ->> endpoint)) AS expected
       FROM config.extension ORDER BY endpoint`,
      [JSON.stringify(passwords())],
    );

  it('is made with everything a call needs', async () => {
    expect(await demo()).toContain('created tenant demo');
    const config = await configuration();
    const queue = [...config.queues.values()].find((candidate) => candidate.number === '2000')!;
    const extension = [...config.extensions.values()].find((candidate) => candidate.dn === '1002')!;
    expect(queue).toMatchObject({ ringTimeoutS: 15, maxWaitS: 120, wrapUpS: 5, record: true, answerBeforeAgent: true });
    expect(config.trunks.get('trunk-demo')).toBeDefined();
    for (const [number, language] of [
      ['4001', 'zh'],
      ['4002', 'en'],
    ] as const) {
      const access = config.accessNumbers.get(number)!;
      expect(access.language).toBe(language);
      const menu = access.destination.to === 'menu' ? config.menus.get(access.destination.menuId) : undefined;
      expect(config.prompts.get(menu!.promptId)?.media).toBe(`/callrack/media/prompts/${language}/welcome`);
      const keys = menu!.action.kind === 'keys' ? menu!.action.keys : {};
      expect(keys['1']).toEqual({ to: 'queue', queueId: queue.id });
      expect(keys['9']).toEqual({ to: 'extension', extensionId: extension.id });
      const goodbye = keys['2']?.to === 'play' ? config.prompts.get(keys['2'].promptId) : undefined;
      expect(goodbye?.media).toBe(`/callrack/media/prompts/${language}/goodbye`);
    }
    expect([...config.agents.values()].map((agent) => [agent.number, agent.queueIds])).toEqual([
      ['1001', [queue.id]],
      ['1002', [queue.id]],
    ]);
    expect(await postgres.query(DATABASE, 'SELECT host(address) AS address, port FROM config.trunk')).toEqual([
      { address: '127.0.0.2', port: 5085 },
    ]);
  });

  it('is made once, and the passwords of its telephones are for the owner of the box alone', async () => {
    expect(await demo()).toBe('demo: nothing to do\n');
    expect(statSync(passwordFile()).mode & 0o777).toBe(0o600);
    expect(Object.keys(passwords())).toEqual(['demo-1001', 'demo-1002']);
    for (const { md5_credential, expected } of await credentials()) expect(md5_credential).toBe(expected);
  });

  it('the file of passwords lost: the telephones get new ones', async () => {
    const lost = passwords();
    rmSync(passwordFile());
    expect(await demo()).toContain('new passwords');
    expect(passwords()['demo-1001']).not.toBe(lost['demo-1001']);
    for (const { md5_credential, expected } of await credentials()) expect(md5_credential).toBe(expected);
  });
});
