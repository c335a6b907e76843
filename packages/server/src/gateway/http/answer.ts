/** One command by HTTP, from decoded to answered: the same for every way in. */
import type { Decoded, Lang, Reply } from '@wssoftphone/protocol';
import type { Clock } from '../../ports/clock.ts';
import type { Desk } from '../../ports/desk.ts';
import { judgeHttp } from '../auth/admission.ts';
import type { Tokens } from '../auth/tokens.ts';
import type { GatewayMetrics } from '../metrics.ts';
import type { PendingAnswers } from '../pending.ts';

export interface AnswerParts {
  readonly desk: Desk;
  readonly tokens: Tokens | null;
  readonly pending: PendingAnswers;
  readonly clock: Clock;
  readonly metrics: GatewayMetrics;
}

/** Resolves always, at the latest when the gateway gives up on the desk. `command` is the name as the caller wrote it. */
export async function answer(decoded: Decoded, lang: Lang, parts: AnswerParts): Promise<Reply> {
  const { desk, tokens, pending, clock, metrics } = parts;
  const since = clock.now();
  if (!decoded.ok) {
    metrics.commands.inc({ command: 'refused', result: decoded.fault.code });
    const { errorCode, fault, command, ins } = decoded;
    return { command, ins, errorCode, fault, datas: {}, at: since };
  }
  const { command, written } = decoded;
  const verdict = await judgeHttp(tokens, command);
  const refuse = (code: string): Reply => ({ ...refusal(code, since), command: written, ins: command.ins });
  const reply = verdict.ok
    ? await new Promise<Reply>((resolve) => {
        const ref = pending.open({ ins: command.ins, since, answer: resolve });
        if (ref === null) resolve(refuse('LimitReached'));
        else desk.submit({ ref, conn: null, v4: false, lang, command: verdict.command });
      })
    : refuse(verdict.fault.code);
  metrics.commands.inc({ command: command.command, result: reply.fault?.code ?? reply.errorCode });
  metrics.answerSeconds.observe({ transport: 'http' }, Math.max(0, clock.now() - since) / 1000);
  return { ...reply, command: written };
}

/** The answer to a request in which no command could be read. */
export const refusal = (code: string, at: number): Reply => ({
  command: '',
  ins: '',
  errorCode: 'ProcessFailed',
  fault: { code },
  datas: {},
  at,
});

/** The first of a query parameter that was given several times. */
export const one = (value: string | readonly string[] | undefined): string | undefined =>
  typeof value === 'string' ? value : value?.[0];
