import { AGENTS, CALLERS, RECORDED, SERVER, TELEPHONES, UNRECORDED, type Ports } from './layout.ts';

/** Modules that need hardware, daemons or files which are not there; all others are loaded, as Debian has it. */
const NOT_LOADED = [
  ...['app_voicemail_odbc', 'app_voicemail', 'app_jack', 'app_adsiprog', 'app_getcpeid', 'app_sla', 'app_minivm'],
  ...['chan_console', 'chan_iax2', 'chan_motif', 'chan_unistim', 'pbx_ael', 'pbx_dundi', 'pbx_lua'],
  ...['res_ael_share', 'res_adsi', 'res_calendar', 'res_calendar_caldav', 'res_calendar_ews', 'res_calendar_exchange'],
  ...['res_calendar_icalendar', 'res_config_ldap', 'res_config_curl', 'res_config_sqlite3', 'res_phoneprov'],
  ...['res_pjsip_phoneprov_provider', 'res_snmp', 'res_smdi', 'res_xmpp'],
  ...['cdr_radius', 'cdr_tds', 'cdr_sqlite3_custom', 'cdr_odbc'],
  ...['cel_radius', 'cel_tds', 'cel_odbc', 'cel_sqlite3_custom', 'cel_manager', 'cel_custom'],
];

const LINE = `type = endpoint
transport = transport-udp
disallow = all
allow = ulaw,alaw
direct_media = no
rtp_symmetric = yes
dtmf_mode = rfc4733
bind_rtp_to_media_address = yes
media_address = ${SERVER}`;

/**
 * Asterisk's own queue as somebody would set it up who has no CallRack: telephones and agents written down in files,
 * one queue, the caller answered when an agent answers; extension RECORDED records both parties mixed into one WAV.
 *
 * @param waits callers are answered first, hear music and are told their place and how long it will take
 */
export function appQueueConfig(ports: Ports, machine: string, waits: boolean): Readonly<Record<string, string>> {
  const agents = Array.from({ length: AGENTS }, (_, index) => `a${String(index + 1)}`);
  return {
    'asterisk.conf': directories(machine),
    'modules.conf': `[modules]\nautoload = yes\n${NOT_LOADED.map((name) => `noload = ${name}.so\n`).join('')}`,
    'logger.conf': '[general]\ndateformat = %F %T.%3q\n[logfiles]\nmessages.log = notice,warning,error\n',
    'cdr.conf': '[general]\nenable = yes\n',
    'http.conf': '[general]\nenabled = no\n',
    'manager.conf': '[general]\nenabled = no\n',
    'rtp.conf': `[general]\nrtpstart = ${ports.rtpFirst}\nrtpend = ${ports.rtpLast}\nstrictrtp = yes\n`,
    'pjsip.conf': pjsip(ports, agents),
    'queues.conf': queues(agents, waits),
    'extensions.conf': `[from-trunk]
exten => ${UNRECORDED},1,${waits ? 'Answer()' : 'NoOp()'}
 same => n,Queue(support,,,,60)
 same => n,Hangup()
exten => ${RECORDED},1,${waits ? 'Answer()' : 'NoOp()'}
 same => n,MixMonitor(mix-\${UNIQUEID}.wav,b)
 same => n,Queue(support,,,,60)
 same => n,Hangup()
`,
    environment: 'PATH=/usr/sbin:/usr/bin:/sbin:/bin\nLANG=C.UTF-8\nTZ=UTC\nHOME=/callrack/var/lib\n',
  };
}

const TOLD = `announce-frequency = 15
announce-position = yes
announce-holdtime = yes`;

function directories(machine: string): string {
  return `[directories]
astcachedir => /callrack/var/cache
astetcdir => /callrack/etc
astmoddir => /usr/lib/${machine}-linux-gnu/asterisk/modules
astvarlibdir => /var/lib/asterisk
astdbdir => /callrack/var/lib
astkeydir => /var/lib/asterisk
astdatadir => /usr/share/asterisk
astagidir => /usr/share/asterisk/agi-bin
astspooldir => /callrack/var/spool
astrundir => /callrack/var/run
astlogdir => /callrack/var/log
astsbindir => /usr/sbin
[options]
documentation_language = en_US
live_dangerously = no
timestamp = yes
nocolor = yes
[files]
astctlpermissions = 0660
`;
}

function pjsip(ports: Ports, agents: readonly string[]): string {
  return `[global]
type = global
user_agent = Asterisk
[system]
type = system
timer_t1 = 500
timer_b = 32000
[transport-udp]
type = transport
protocol = udp
bind = ${SERVER}:${ports.sip}
[trunk]
${LINE}
context = from-trunk
aors = trunk
[trunk]
type = aor
contact = sip:${CALLERS}:${ports.callers}
[trunk]
type = identify
endpoint = trunk
match = ${CALLERS}
[agent-line](!)
${LINE}
context = from-agent
device_state_busy_at = 1
${agents.map((name) => telephone(name, ports)).join('')}`;
}

function telephone(name: string, ports: Ports): string {
  return `[${name}](agent-line)
aors = ${name}
[${name}]
type = aor
contact = sip:${name}@${TELEPHONES}:${ports.telephones}
`;
}

function queues(agents: readonly string[], waits: boolean): string {
  return `[general]
persistentmembers = no
autofill = yes
shared_lastcall = no
log_membername_as_agent = yes
[support]
strategy = rrmemory
timeout = 15
retry = 1
wrapuptime = 0
ringinuse = no
musicclass = default
joinempty = yes
leavewhenempty = no
${waits ? TOLD : 'announce-frequency = 0'}
${agents.map((name) => `member => PJSIP/${name}\n`).join('')}`;
}
