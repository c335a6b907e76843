/** The manual's two doors for pages without a socket (4.1 JSONP, 4.2 REST): any host could use them. */
import type { Host } from './link.ts';

export interface Answer {
  readonly errorCode: string;
  readonly errorDesc: string;
}
export type Door = 'rest' | 'jsonp';
const BASE = '/WSAgentServer/softphone';
const PATIENCE_MS = 10_000;

export function send(
  door: Door,
  host: Host,
  command: string,
  params: Readonly<Record<string, unknown>>,
): Promise<Answer> {
  const { ins, delegatorId } = host;
  const message = { command, objectClass: 'SPCommand', ins, delegatorId, params };
  return door === 'rest' ? byRest(message) : byJsonp(message);
}

async function byRest(message: object): Promise<Answer> {
  const response = await fetch(`${BASE}/processCommand.do`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(message),
  });
  return (await response.json()) as Answer;
}

let asked = 0;
/** The answer is a script that calls a function of this page. */
function byJsonp(message: object): Promise<Answer> {
  asked += 1;
  const callback = `wsspAnswer${asked}`;
  return new Promise((resolve, reject) => {
    const script = document.createElement('script');
    const calls = globalThis as unknown as Record<string, ((answer: Answer) => void) | undefined>;
    const done = () => {
      clearTimeout(late);
      delete calls[callback];
      script.remove();
    };
    const failed = () => {
      done();
      reject(new Error('no answer'));
    };
    const late = setTimeout(failed, PATIENCE_MS);
    calls[callback] = (answer) => {
      done();
      resolve(answer);
    };
    script.onerror = failed;
    script.src = `${BASE}/processJsonpCommand.do?${new URLSearchParams({ jsonCommand: JSON.stringify(message), callback })}`;
    document.head.append(script);
  });
}
