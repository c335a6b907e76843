/**
 * Scenarios for sipp, which does the SIP: parsing, dialogs, retransmission. What to do next it is told by requests that
 * never come from a switch (XBYE, XANSWER, …), which the carrier sends into the call; `[last_*]` then repeats their headers.
 * The SDP names a media port that belongs to the test itself (rtp-party.ts).
 */

export interface ScenarioParts {
  /** Address that the switch knows the carrier by. */
  readonly carrierPort: number;
  readonly mediaPort: number;
  /** Unique for this call. */
  readonly tag: string;
}

const HOST = '127.0.0.1';
/** Final answers that end a call in; anything else is a surprise, which sipp reports. */
const REFUSALS = [400, 403, 404, 408, 480, 484, 486, 487, 488, 500, 503, 600, 603];
/** Commands to a called party, and the status they make it answer. */
export const CALLEE_STATUS = {
  XBUSY: '486 Busy Here',
  XREFUSE: '603 Decline',
  XUNKNOWN: '404 Not Found',
  XAWAY: '480 Temporarily Unavailable',
  XFULL: '503 Service Unavailable',
} as const;

function sdp({ mediaPort }: ScenarioParts): string {
  return `v=0
o=customer 1 1 IN IP4 ${HOST}
s=-
c=IN IP4 ${HOST}
t=0 0
m=audio ${mediaPort} RTP/AVP 0 101
a=rtpmap:0 PCMU/8000
a=rtpmap:101 telephone-event/8000
a=fmtp:101 0-16
a=ptime:20
a=sendrecv
`;
}

function send(message: string, attributes = ''): string {
  return `<send${attributes}><![CDATA[\n${message.trim()}\n\n]]></send>\n`;
}
function sendWithSdp(head: string, parts: ScenarioParts, attributes = ''): string {
  return `<send${attributes}><![CDATA[\n${head.trim()}\nContent-Type: application/sdp\nContent-Length: [len]\n\n${sdp(parts)}]]></send>\n`;
}
function document(name: string, body: string): string {
  return `<?xml version="1.0" encoding="UTF-8" ?>\n<scenario name="${name}">\n${body}</scenario>\n`;
}
function may(what: string, next: number): string {
  return `<recv ${what} optional="true" next="${next}"/>\n`;
}
const label = (id: number): string => `<label id="${id}"/>\n`;
const goTo = (id: number): string => ` next="${id}"`;

/** The same headers back: an answer to what came last. */
function answer(status: string, parts: ScenarioParts): string {
  return `SIP/2.0 ${status}
[last_Via:]
[last_Record-Route:]
[last_From:]
[last_To:]
[last_Call-ID:]
[last_CSeq:]
Contact: <sip:party@${HOST}:${parts.carrierPort}>
Content-Length: 0`;
}
/** As `answer`, for the first answer of a called party, which gives the dialog its tag. */
function ownAnswer(status: string, parts: ScenarioParts): string {
  return answer(status, parts).replace('[last_To:]', `[last_To:];tag=${parts.tag}`);
}
function withoutLength(head: string): string {
  return head.replace(/\nContent-Length: 0$/, '');
}
/** A request in the dialog whose From and To were told by the command before. */
function request(method: string, sequence: number, parts: ScenarioParts): string {
  return `${method} sip:[remote_ip]:[remote_port] SIP/2.0
Via: SIP/2.0/UDP [local_ip]:[local_port];branch=z9hG4bK-${parts.tag}-${method}-${sequence};rport
Max-Forwards: 70
[last_From:]
[last_To:]
[last_Call-ID:]
CSeq: ${sequence} ${method}
Contact: <sip:party@${HOST}:${parts.carrierPort}>
Content-Length: 0`;
}

/** Labels of a scenario; sipp knows them by number. */
const AT = {
  talk: 1,
  bye: 2,
  crossed: 3,
  reinvite: 4,
  ok: 5,
  waiting: 6,
  ring: 7,
  accept: 8,
  refused: 9,
  cancel: 10,
  glare: 11,
  end: 12,
  firstStatus: 20,
} as const;

/** Everything after the call is up: told to hang up, hung up on, asked again (re-INVITE, UPDATE, OPTIONS). */
function talk(parts: ScenarioParts): string {
  return (
    label(AT.talk) +
    may('request="XBYE"', AT.bye) +
    may('request="INVITE"', AT.reinvite) +
    may('request="UPDATE"', AT.ok) +
    may('request="OPTIONS"', AT.ok) +
    '<recv request="BYE"/>\n' +
    send(answer('200 OK', parts), goTo(AT.end)) +
    label(AT.reinvite) +
    sendWithSdp(withoutLength(answer('200 OK', parts)), parts, ' retrans="500"') +
    `<recv request="ACK"${goTo(AT.talk)}/>\n` +
    label(AT.ok) +
    send(answer('200 OK', parts), goTo(AT.talk)) +
    label(AT.bye) +
    send(request('BYE', 2, parts), ' retrans="500"') +
    // Both may hang up in the same instant.
    may('request="BYE"', AT.crossed) +
    may('response="481"', AT.end) +
    `<recv response="200"${goTo(AT.end)}/>\n` +
    label(AT.crossed) +
    send(answer('200 OK', parts), goTo(AT.end))
  );
}

/** A customer calls `dnis` from `ani`. Commands: XCANCEL before the answer, XBYE after it. */
export function callerScenario(parts: ScenarioParts, ani: string, dnis: string): string {
  const head = (method: string, branch: string, to = '') => `${method} sip:${dnis}@[remote_ip]:[remote_port] SIP/2.0
Via: SIP/2.0/UDP [local_ip]:[local_port];branch=z9hG4bK-${parts.tag}-${branch};rport
Max-Forwards: 70
From: "${ani}" <sip:${ani}@${HOST}:${parts.carrierPort}>;tag=${parts.tag}
To: <sip:${dnis}@[remote_ip]:[remote_port]>${to}
Call-ID: [call_id]
CSeq: 1 ${method}
Contact: <sip:${ani}@${HOST}:${parts.carrierPort}>`;
  // The ACK to a refusal belongs to the INVITE's transaction, that to a 200 stands alone.
  const ack = (branch: string) => `${head('ACK', branch, '[peer_tag_param]')}\nContent-Length: 0`;
  return document(
    'caller',
    sendWithSdp(head('INVITE', 'invite'), parts, ' retrans="500"') +
      '<recv response="100" optional="true"/>\n' +
      '<recv response="180" optional="true"/>\n' +
      '<recv response="183" optional="true"/>\n' +
      may('request="XCANCEL"', AT.cancel) +
      REFUSALS.map((status) => may(`response="${status}"`, AT.refused)).join('') +
      '<recv response="200"/>\n' +
      send(ack('ack')) +
      talk(parts) +
      label(AT.refused) +
      send(ack('invite'), goTo(AT.end)) +
      label(AT.cancel) +
      send(`${head('CANCEL', 'invite')}\nContent-Length: 0`, ' retrans="500"') +
      '<recv response="200" optional="true"/>\n' +
      may('response="481"', AT.end) +
      // The switch answered in the same instant: take the call, then hang up.
      may('request="XBYE"', AT.glare) +
      '<recv response="487"/>\n' +
      send(ack('invite'), goTo(AT.end)) +
      label(AT.glare) +
      send(request('ACK', 1, parts)) +
      send(request('BYE', 2, parts), ' retrans="500"') +
      '<recv response="200"/>\n' +
      label(AT.end),
  );
}

/** An outside number that is called. Commands: XRING, XANSWER, those of CALLEE_STATUS, XGONE after a CANCEL, XBYE. */
export function calleeScenario(parts: ScenarioParts): string {
  const statuses = Object.entries(CALLEE_STATUS);
  return document(
    'callee',
    '<recv request="INVITE"/>\n' +
      send(answer('100 Trying', parts)) +
      label(AT.waiting) +
      may('request="XRING"', AT.ring) +
      may('request="XANSWER"', AT.accept) +
      statuses.map(([command], i) => may(`request="${command}"`, AT.firstStatus + i)).join('') +
      '<recv request="CANCEL"/>\n' +
      send(ownAnswer('200 OK', parts)) +
      '<recv request="XGONE"/>\n' +
      send(ownAnswer('487 Request Terminated', parts), ' retrans="500"') +
      `<recv request="ACK"${goTo(AT.end)}/>\n` +
      label(AT.ring) +
      send(ownAnswer('180 Ringing', parts), goTo(AT.waiting)) +
      statuses
        .map(
          ([, status], i) =>
            label(AT.firstStatus + i) +
            send(ownAnswer(status, parts), ' retrans="500"') +
            `<recv request="ACK"${goTo(AT.end)}/>\n`,
        )
        .join('') +
      label(AT.accept) +
      sendWithSdp(withoutLength(ownAnswer('200 OK', parts)), parts, ' retrans="500"') +
      '<recv request="ACK"/>\n' +
      talk(parts) +
      label(AT.end),
  );
}
