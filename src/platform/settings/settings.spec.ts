import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';

import { SettingsError } from './settings.errors.js';
import { loadSettings, VARIABLES, type ProgramName } from './settings.js';

const CALLS = {
  CALLRACK_HOME: '/var/lib/callrack',
  DATABASE_NODE_URL: 'postgres://callrack_node:s3cret-node@127.0.0.1:5433/callrack',
  ARI_PASSWORD: 'ari-password',
  AMI_PASSWORD: 'ami-password',
};

function problemsOf(env: Record<string, string>, program: ProgramName = 'calls') {
  try {
    loadSettings(env, program);
  } catch (error) {
    if (error instanceof SettingsError) return error;
    throw error;
  }
  throw new Error('the settings were accepted');
}

describe('settings', () => {
  it('what is left out has its documented value', () => {
    const settings = loadSettings(CALLS, 'calls');
    expect(settings.nodeName).toBe('node1');
    expect(settings.sip).toEqual({ bind: '127.0.0.1', port: 5060, tlsPort: 5061, realm: 'callrack', nodeSecret: '' });
    expect(settings.rtp).toEqual({ bind: '127.0.0.1', portStart: 20000, portEnd: 20999, timeoutS: 30 });
    expect(settings.localApiSocket).toBe('/var/lib/callrack/run/calls.sock');
    expect(settings.database.ownerUrl).toBe('');
  });

  it("the appliance's defaults are the same, and it knows every variable", () => {
    const appliance = parseEnv(
      readFileSync(new URL('../../../appliance/lib/defaults.env', import.meta.url), 'utf8'),
    ) as Record<string, string>;
    expect(loadSettings({ ...appliance, ...CALLS }, 'calls')).toEqual(loadSettings(CALLS, 'calls'));
    expect(Object.keys(appliance)).toEqual(
      expect.arrayContaining(VARIABLES.filter((name) => name !== 'CALLRACK_HOME')),
    );
  });

  it('an empty variable counts as unset', () => {
    expect(loadSettings({ ...CALLS, SIP_PORT: '' }, 'calls').sip.port).toBe(5060);
    expect(problemsOf({ ...CALLS, ARI_PASSWORD: '' }).message).toContain('ARI_PASSWORD is not set');
  });

  it.each([
    ['SIP_PORT', 'abc', 'SIP_PORT must be a whole number 1..65535, but is "abc"'],
    ['SIP_PORT', '70000', 'SIP_PORT must be a whole number 1..65535, but is "70000"'],
    ['SIP_PORT', '-1', 'SIP_PORT must be a whole number 1..65535, but is "-1"'],
    ['SIP_PORT', '50.5', 'SIP_PORT must be a whole number 1..65535, but is "50.5"'],
    ['SIP_BIND', 'localhost', 'SIP_BIND must be an IP address, but is "localhost"'],
    ['CALLRACK_HOME', 'var/lib', 'CALLRACK_HOME must be an absolute path, but is "var/lib"'],
    ['CALLRACK_HOME', `/${'x'.repeat(93)}`, 'CALLRACK_HOME must not be longer than 92 bytes'],
    ['LOG_LEVEL', 'loud', 'LOG_LEVEL must be one of fatal, error, warn, info, debug, trace, silent, but is "loud"'],
    [
      'NODE_NAME',
      'Node 1',
      'NODE_NAME must be 1 to 40 characters of a-z, 0-9 and -, not beginning with -, but is "Node 1"',
    ],
    ['RTP_PORT_END', '20000', 'RTP_PORT_END must be greater than RTP_PORT_START (20000)'],
    ['WEB_PORT', '8088', 'WEB_PORT is 8088, the same as ARI_PORT'],
    ['PG_PORT', '8080', 'PG_PORT is 8080, the same as WEB_PORT'],
    ['SIP_PORT', '20000', 'SIP_PORT is 20000, inside RTP_PORT_START..RTP_PORT_END (20000..20999)'],
    ['SIP_PORT', '20999', 'SIP_PORT is 20999, inside RTP_PORT_START..RTP_PORT_END (20000..20999)'],
    ['DATABASE_NODE_URL', 'mysql://u:p@h/d', 'DATABASE_NODE_URL must begin with postgres://, but begins with mysql://'],
    ['DATABASE_NODE_URL', 'postgres://callrack_node:p@h', 'DATABASE_NODE_URL must name a database'],
    ['DATABASE_NODE_URL', 'postgres://callrack_app:p@h/d', 'DATABASE_NODE_URL must have the user callrack_node'],
    ['DATABASE_NODE_URL', 'postgres://callrack_node@h/d', 'DATABASE_NODE_URL must have a password'],
    ['WEB_SECRET', 'too-short-by-far', 'WEB_SECRET must be 32 to 128 printable ASCII characters'],
    ['DATABASE_NODE_URL', 'nonsense', 'DATABASE_NODE_URL must be a URL like postgres://'],
  ])('%s=%s is refused by name', (variable, value, said) => {
    const error = problemsOf({ ...CALLS, [variable]: value });
    expect(error.message).toContain(said);
    expect(error.text.zh).toContain(variable);
  });

  it('every problem is told at once', () => {
    const error = problemsOf({ ...CALLS, SIP_PORT: 'x', ARI_PORT: 'y' });
    expect(error.problems.map((problem) => problem.variable)).toEqual(['SIP_PORT', 'ARI_PORT']);
  });

  it('a secret is never repeated in the error', () => {
    const error = problemsOf({
      ...CALLS,
      ARI_PASSWORD: 'ab;cd-secret',
      DATABASE_NODE_URL: 'postgres://x:hidden-secret@h/d',
    });
    expect(error.problems).toHaveLength(2);
    expect(problemsOf({ WEB_SECRET: 'a secret' }, 'web').message).not.toContain('a secret');
    expect(JSON.stringify([error.message, error.text])).not.toMatch(/secret/);
  });

  it('each program asks for what it needs', () => {
    expect(problemsOf({}, 'migrate').problems.map((problem) => problem.variable)).toEqual([
      'DATABASE_URL',
      'DATABASE_APP_URL',
      'DATABASE_NODE_URL',
      'DATABASE_OPERATOR_URL',
      'DATABASE_ASTERISK_PASSWORD',
    ]);
    expect(problemsOf({}, 'web').message).toMatch(/CALLRACK_HOME is not set.*WEB_SECRET is not set/);
    expect(problemsOf({}, 'operator').problems.map((problem) => problem.variable)).toEqual(['DATABASE_OPERATOR_URL']);
  });
});
