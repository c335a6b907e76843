/** The SIP account of the page's own extension, from the server that holds its session (docs/reference/http-api.md). */
import type { WSSoftPhone } from '../wssoftphone.ts';
import type { BrowserPhoneProblem } from './problems.ts';
import type { SipAccount } from './stack.ts';

export class NoAccount extends Error {
  readonly problem: BrowserPhoneProblem;
  constructor(problem: BrowserPhoneProblem) {
    super(problem.code);
    this.problem = problem;
  }
}

/** Rejects with NoAccount for what the server refuses, with anything else when it cannot be reached. */
export async function fetchAccount(phone: WSSoftPhone, lang: string): Promise<SipAccount> {
  const base = new URL(phone.ws?.url ?? '');
  const isSafe = base.protocol === 'wss:';
  base.protocol = isSafe ? 'https:' : 'http:';
  const url = new URL(`/api/v1/sessions/${encodeURIComponent(phone.ins)}/phone?lang=${lang}`, base);
  const response = await fetch(url, { headers: { 'x-delegator-id': phone.delegatorId }, cache: 'no-store' });
  const answer = (await response.json()) as SipAccount & { readonly error?: BrowserPhoneProblem };
  if (answer.error) throw new NoAccount(answer.error);
  const line = new URL(answer.line, base);
  line.protocol = isSafe ? 'wss:' : 'ws:';
  return { ...answer, line: line.href };
}
