/**
 * The configuration of an Asterisk that works with WSAgentServer. One source for two uses: the Asterisk that the server
 * provisions by itself, and the files for a user's own Asterisk in deploy/asterisk, which are written from here.
 */

import { applicationsOf } from '../applications.ts';

/** Where Asterisk finds WSAgentServer, or waits for it. */
export type EventLink =
  /** Asterisk 22 and later: it connects to the server and keeps its events while the server is away. */
  | { readonly kind: 'outbound'; readonly url: string; readonly user: string; readonly password: string }
  /** Asterisk 20: the server connects to it. */
  | { readonly kind: 'inbound' };

export interface Site {
  /** Name of the Stasis application; one for each WSAgentServer. */
  readonly app: string;
  readonly ari: { readonly user: string; readonly password: string };
  readonly http: { readonly bind: string; readonly port: number };
  readonly link: EventLink;
  readonly sip: { readonly bind: string; readonly port: number };
  readonly rtp: { readonly from: number; readonly to: number };
  /** The carrier that calls come from and go out to, recognised by its address; null: none. */
  readonly carrier: { readonly host: string; readonly port: number } | null;
  /** Music classes by name: directories of files that Asterisk can play. */
  readonly music: Readonly<Record<string, string>>;
  /** Tones as in this country: a section of indications.conf. */
  readonly toneCountry: 'cn' | 'us';
}

/** Dialplan contexts, and the endpoint of the carrier. */
export const CONTEXT = { inbound: 'wssp-inbound', phones: 'wssp-phones' } as const;
export const CARRIER_ENDPOINT = 'wssp-carrier';

type Files = Readonly<Record<string, string>>;

/** What any Asterisk needs, whatever else it does: ARI, websocket, dialplan, SIP, music. */
export function siteFiles(site: Site): Files {
  return {
    'http.conf': httpConf(site),
    'ari.conf': ariConf(site),
    'websocket_client.conf': websocketClientConf(site),
    'extensions.conf': extensionsConf(site),
    'pjsip.conf': pjsipConf(site),
    'sorcery.conf': SORCERY,
    'rtp.conf': `[general]\nrtpstart=${site.rtp.from}\nrtpend=${site.rtp.to}\nstrictrtp=yes\nicesupport=yes\n`,
    'musiconhold.conf': musicConf(site),
    'indications.conf': `[general]\ncountry=${site.toneCountry}\n\n${TONES}`,
  };
}

function httpConf(site: Site): string {
  return `; REST of ARI, and the websocket of browser phones.
[general]
enabled=yes
bindaddr=${site.http.bind}
bindport=${site.http.port}
enable_static=no
; The command pool and the websockets count against it.
sessionlimit=1000
session_keep_alive=60000
`;
}

function ariConf(site: Site): string {
  const user = `[general]
enabled=yes
pretty=no
; A slow moment of the server must not cost the connection (default 100 ms).
websocket_write_timeout=1000

[${site.ari.user}]
type=user
read_only=no
password=${site.ari.password}
password_format=plain
`;
  if (site.link.kind === 'inbound') return user;
  return `${user}
; Asterisk connects to WSAgentServer. While the server is away, events are kept and new calls wait.
[${site.app}-events]
type=outbound_websocket
websocket_client_id=${site.app}
apps=${applicationsOf(site.app).join(',')}
subscribe_all=no
local_ari_user=${site.ari.user}
`;
}

function websocketClientConf(site: Site): string {
  if (site.link.kind === 'inbound') return '; WSAgentServer connects to Asterisk: nothing to call here.\n';
  return `[${site.app}]
type=websocket_client
connection_type=persistent
uri=${site.link.url}
protocols=ari
username=${site.link.user}
password=${site.link.password}
connection_timeout=1000
reconnect_interval=500
; Of failure messages: one a minute.
reconnect_attempts=120
`;
}

function extensionsConf(site: Site): string {
  return `[general]
static=yes
writeprotect=yes

; Calls from the carrier. While WSAgentServer is away a caller waits half a minute before being turned away.
[${CONTEXT.inbound}]
exten => _[+*#0-9]!,1,Set(WSSP_TRY=0)
 same => n(try),Stasis(${site.app},incoming,\${EXTEN})
 same => n,GotoIf($["\${STASISSTATUS}"!="FAILED"]?done)
 same => n,Set(WSSP_TRY=$[\${WSSP_TRY}+1])
 same => n,GotoIf($[\${WSSP_TRY}>30]?away)
 same => n,Wait(1)
 same => n,Goto(try)
 same => n(away),Hangup(34)
 same => n(done),Hangup()

; Agents' telephones are called, and call through the softphone; what they dial by themselves is refused.
[${CONTEXT.phones}]
exten => _[+*#0-9a-zA-Z]!,1,Hangup(21)
`;
}

function pjsipConf(site: Site): string {
  const head = `[global]
type=global
user_agent=WSAgentServer
endpoint_identifier_order=ip,username,anonymous

[wssp-udp]
type=transport
protocol=udp
bind=${site.sip.bind}:${site.sip.port}

; Browser phones come over the HTTP server (http.conf), path /ws.
[wssp-ws]
type=transport
protocol=ws
bind=${site.http.bind}:${site.http.port}

; Agents' telephones are not here: WSAgentServer puts them in place from its database.
`;
  if (site.carrier === null) return head;
  const { host, port } = site.carrier;
  return `${head}
; The carrier, recognised by address and port.
[${CARRIER_ENDPOINT}]
type=endpoint
transport=wssp-udp
context=${CONTEXT.inbound}
disallow=all
allow=alaw,ulaw
direct_media=no
rtp_symmetric=yes
dtmf_mode=rfc4733
trust_id_inbound=yes
allow_transfer=no
aors=${CARRIER_ENDPOINT}
[${CARRIER_ENDPOINT}]
type=aor
contact=sip:${host}:${port}
qualify_frequency=0
[${CARRIER_ENDPOINT}]
type=identify
endpoint=${CARRIER_ENDPOINT}
match=${host}:${port}
`;
}

/** Phones come through ARI at run time: a memory wizard behind the files. Registrations are kept in Asterisk's database. */
const SORCERY = `[res_pjsip]
endpoint=config,pjsip.conf,criteria=type=endpoint
endpoint=memory
auth=config,pjsip.conf,criteria=type=auth
auth=memory
aor=config,pjsip.conf,criteria=type=aor
aor=memory
contact=astdb,registrar
`;

function musicConf(site: Site): string {
  const classes = Object.entries(site.music).map(
    ([name, directory]) => `[${name}]\nmode=files\ndirectory=${directory}\nsort=alpha\n`,
  );
  return `[general]\n\n${classes.join('\n')}`;
}

/** Frequencies in Hz and cadences in ms, as in the national plans. */
const TONES = `[cn]
description=China
ringcadence=1000,4000
dial=450
busy=450/350,0/350
ring=450/1000,0/4000
congestion=450/700,0/700
callwaiting=450/400,0/4000
dialrecall=450
record=950/400,0/10000
info=450/100,0/100,450/100,0/100,450/100,0/100,450/400,0/400
stutter=450+425

[us]
description=North America
ringcadence=2000,4000
dial=350+440
busy=480+620/500,0/500
ring=440+480/2000,0/4000
congestion=480+620/250,0/250
callwaiting=440/300,0/10000
dialrecall=!350+440/100,!0/100,!350+440/100,!0/100,!350+440/100,!0/100,350+440
record=1400/500,0/15000
info=!950/330,!1400/330,!1800/330,0
stutter=!350+440/100,!0/100,!350+440/100,!0/100,350+440
`;

/** Directories as Asterisk sees them (inside its root). */
export interface Directories {
  readonly etc: string;
  readonly modules: string;
  readonly run: string;
  readonly spool: string;
  readonly database: string;
  readonly log: string;
  readonly data: string;
}

/** What an Asterisk needs that does nothing but this: directories, modules, and empty files it would complain about. */
export function standaloneFiles(directories: Directories): Files {
  const files: Record<string, string> = {
    'asterisk.conf': `[directories]
astcachedir => ${directories.database}
astetcdir => ${directories.etc}
astmoddir => ${directories.modules}
astvarlibdir => ${directories.database}
astdbdir => ${directories.database}
astkeydir => ${directories.database}
astdatadir => ${directories.data}
astagidir => ${directories.data}/agi-bin
astspooldir => ${directories.spool}
astrundir => ${directories.run}
astlogdir => ${directories.log}
astsbindir => /usr/sbin

[options]
documentation_language=en_US
verbose=1
transmit_silence=yes
maxfiles=20000
`,
    'modules.conf': `[modules]\nautoload=no\n${MODULES.map((name) => `load=${name}.so`).join('\n')}\n`,
    'logger.conf': `[general]
dateformat=%F %T.%3q
[logfiles]
console => notice,warning,error
messages.log => notice,warning,error
`,
    'cdr.conf': '[general]\nenable=no\n',
    'cel.conf': '[general]\nenable=no\n',
    'manager.conf': '[general]\nenabled=no\n',
    'chan_websocket.conf': '[global]\ntype=global\ncontrol_message_format=json\n',
    'pjproject.conf': '[startup]\n',
    'acl.conf': '',
    'stasis.conf': '',
  };
  for (const name of ['ccss', 'features', 'udptl']) files[`${name}.conf`] = '[general]\n';
  return files;
}

const MODULES = [
  // Storage of configuration, timing, cryptography, media.
  'res_sorcery_config',
  'res_sorcery_memory',
  'res_sorcery_astdb',
  'res_timing_timerfd',
  'res_crypto',
  'res_srtp',
  'res_rtp_asterisk',
  'res_rtp_multicast',
  'res_musiconhold',
  'res_http_websocket',
  'res_websocket_client',
  // SIP.
  'res_pjproject',
  'res_pjsip',
  'res_pjsip_session',
  'res_pjsip_pubsub',
  'res_pjsip_sdp_rtp',
  'res_pjsip_registrar',
  'res_pjsip_outbound_registration',
  'res_pjsip_authenticator_digest',
  'res_pjsip_outbound_authenticator_digest',
  'res_pjsip_endpoint_identifier_ip',
  'res_pjsip_endpoint_identifier_user',
  'res_pjsip_caller_id',
  'res_pjsip_diversion',
  'res_pjsip_dtmf_info',
  'res_pjsip_header_funcs',
  'res_pjsip_logger',
  'res_pjsip_messaging',
  'res_pjsip_nat',
  'res_pjsip_path',
  'res_pjsip_rfc3326',
  'res_pjsip_transport_websocket',
  'chan_pjsip',
  'func_pjsip_endpoint',
  'func_pjsip_aor',
  'func_pjsip_contact',
  // ARI.
  'res_stasis',
  'res_stasis_answer',
  'res_stasis_device_state',
  'res_stasis_playback',
  'res_stasis_recording',
  'res_stasis_snoop',
  'app_stasis',
  'res_ari',
  'res_ari_model',
  'res_ari_applications',
  'res_ari_asterisk',
  'res_ari_bridges',
  'res_ari_channels',
  'res_ari_device_states',
  'res_ari_endpoints',
  'res_ari_events',
  'res_ari_playbacks',
  'res_ari_recordings',
  'res_ari_sounds',
  'chan_bridge_media',
  'chan_rtp',
  // Bridges.
  'bridge_simple',
  'bridge_softmix',
  'bridge_native_rtp',
  'bridge_holding',
  // Codecs and file formats.
  'codec_ulaw',
  'codec_alaw',
  'codec_a_mu',
  'codec_g722',
  'codec_gsm',
  'codec_resample',
  'codec_opus_open_source',
  'res_format_attr_opus',
  'format_pcm',
  'format_wav',
  'format_sln',
  'format_gsm',
  // Dialplan.
  'pbx_config',
  'app_mixmonitor',
  'func_callerid',
  'func_channel',
  'func_global',
  'func_hangupcause',
  'func_logic',
  'func_strings',
];
