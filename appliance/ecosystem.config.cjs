/**
 * The processes of one box for pm2. Reads $CALLRACK_HOME/settings.env, and lib/defaults.env for what is missing or
 * empty there; each process is given the settings that it needs and no others, so that a secret is known to as few as
 * possible.
 */
const { readFileSync, realpathSync } = require('node:fs');
const { join } = require('node:path');
const { parseEnv } = require('node:util');

const root = join(__dirname, '..');
const home = process.env.CALLRACK_HOME;
const cache = process.env.CALLRACK_CACHE;
if (!home || !cache) throw new Error('CALLRACK_HOME and CALLRACK_CACHE must be set');
const settings = parseEnv(readFileSync(join(__dirname, 'lib/defaults.env'), 'utf8'));
for (const [name, value] of Object.entries(parseEnv(readFileSync(join(home, 'settings.env'), 'utf8')))) {
  if (value !== '') settings[name] = value;
}
const node = realpathSync(join(root, 'node_modules/.bin/node'));

const role = settings.NODE_ROLE;

const CLUSTER = ['NODE_ROLE', 'CLUSTER_BIND', 'CLUSTER_PORT', 'SIP_TLS_PORT'];
const COMMON = ['NODE_NAME', 'LOG_LEVEL', 'CALLS_PORT', 'WEB_BIND', 'WEB_PORT', ...CLUSTER];
/** What a telephone must be told to sign in. */
const TELEPHONES = ['SIP_BIND', 'SIP_PORT', 'SIP_REALM'];
/** Texts that callers hear, and prompts that people have spoken. */
const SPEECH = ['SPEECH_URL', 'SPEECH_TOKEN', 'SPEECH_TIMEOUT_S'];
const TELEPHONY = [
  ...TELEPHONES,
  ...['RTP_BIND', 'RTP_PORT_START', 'RTP_PORT_END', 'RTP_TIMEOUT_S'],
  ...['ARI_PORT', 'ARI_PASSWORD', 'AMI_PORT', 'AMI_PASSWORD', 'DEMO_TRUNK_PORT'],
  ...SPEECH,
  'CONNECTION_NETWORKS',
];

function environment(...names) {
  const chosen = Object.fromEntries(names.filter((name) => settings[name]).map((name) => [name, settings[name]]));
  return { CALLRACK_HOME: home, CALLRACK_CACHE: cache, NODE_ENV: 'production', ...chosen };
}

function appOf(name, rest) {
  const log = join(home, 'log', `${name}.log`);
  return {
    name,
    cwd: root,
    exec_mode: 'fork',
    out_file: log,
    error_file: log,
    pid_file: join(home, 'run', `${name}.pid`),
    merge_logs: true,
    // Servers end by themselves, children included; a signal to every child at once would cut off what they finish.
    treekill: false,
    // A box has nobody to start things again: never give up, but wait longer each time.
    exp_backoff_restart_delay: 100,
    max_restarts: 1_000_000_000,
    vizion: false,
    pmx: false,
    autorestart: true,
    ...rest,
  };
}

const script = (path, args) => ({ script: join(__dirname, path), args, interpreter: '/bin/bash' });
const program = (name) => ({
  script: join(root, 'dist', `main.${name}.js`),
  interpreter: node,
  node_args: ['--enable-source-maps'],
  wait_ready: true,
  listen_timeout: 60_000,
});

/** What the web console and REST need. On a switch node nobody signs in: it keeps the copy of the configuration. */
const WEB = {
  people: [
    'DATABASE_APP_URL',
    'DATABASE_OPERATOR_URL',
    'WEB_SECRET',
    ...SPEECH,
    'RELAY_PORT',
    'RELAY_PASSWORD',
    'RELAY_SOURCE_PASSWORD',
  ],
  copy: ['DATABASE_URL', 'DATABASE_OPERATOR_URL'],
};
const embedded = !settings.DATABASE_URL;
if (embedded)
  settings.DATABASE_URL = `postgres://callrack:${settings.PG_PASSWORD}@127.0.0.1:${settings.PG_PORT}/callrack`;

const apps = [
  appOf('web', {
    ...program('web'),
    kill_timeout: 15_000,
    env: environment(...COMMON, ...TELEPHONES, ...(role === 'switch' ? WEB.copy : WEB.people)),
  }),
];
// An admin node has no calls of its own.
if (role !== 'admin') {
  apps.unshift(
    appOf('asterisk', { ...script('lib/run-asterisk.sh'), kill_timeout: 10_000, env: environment() }),
    appOf('calls', {
      ...program('calls'),
      kill_timeout: 15_000,
      env: environment(...COMMON, ...TELEPHONY, 'DATABASE_NODE_URL'),
    }),
  );
}
// It has its settings by its own file, which edge/render.sh wrote.
if (settings.EDGE_BIND) {
  const args = [join(home, 'edge')];
  apps.push(appOf('edge', { ...script('edge/run.sh', args), kill_timeout: 10_000, env: environment() }));
}
if (embedded) {
  const needs = ['PG_PORT', 'PG_PASSWORD', 'NODE_ROLE', 'CLUSTER_BIND', 'PG_MAX_NODES', 'PG_SLOT_WAL_MB'];
  apps.unshift(appOf('postgres', { ...script('postgres/run.sh'), kill_timeout: 30_000, env: environment(...needs) }));
}
// What the nodes of a cluster copy the configuration from.
if (settings.CLUSTER_BIND && role !== 'switch') {
  const relay = {
    ...environment('RELAY_SOURCE_PASSWORD', 'NODE_ROLE', 'CLUSTER_BIND', 'PG_MAX_NODES', 'PG_SLOT_WAL_MB'),
    ...{ PG_PLACE: 'relay', PG_PORT: settings.RELAY_PORT, PG_PASSWORD: settings.RELAY_PASSWORD },
  };
  apps.unshift(appOf('relay', { ...script('postgres/run.sh'), kill_timeout: 30_000, env: relay }));
}

module.exports = { apps };
