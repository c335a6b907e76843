/**
 * Keys that an agent presses go to whoever talks in the agent's room, to all of them and to nobody else; they go when
 * they are asked for, and are told to nobody: they may be the number of a card.
 */
import { type Checker, IN_CALL, type Look } from './checker.ts';
import { fail } from './violation.ts';

export class DigitChecker implements Checker {
  step(look: Look): void {
    const { body } = look.facts.input;
    const { effects } = look.facts.result;
    const asked = body.kind === 'command' && body.command.command === 'SendDigits' ? body.command : null;
    const sent = effects.flatMap((one) =>
      one.kind === 'switch' && one.command.do === 'send-digits' ? [one.command] : [],
    );
    if (!asked) {
      if (sent.length > 0) fail('digits', 'keys were sent that nobody pressed');
      return;
    }
    const { digits } = asked.params;
    if (sent.some((one) => one.digits !== digits)) fail('digits', 'other keys were sent than were pressed');
    const told = JSON.stringify(effects.filter(({ kind }) => kind !== 'switch'));
    if (digits.length > SECRET_CHARS && told.includes(digits)) fail('digits', 'the keys are told to somebody');
    if (sent.length === 0 || look.blind) return;
    const session = look.state.sessions.get(asked.ins);
    const mine = look.shadow.legs.get(session?.leg?.id ?? '');
    if (!session || !IN_CALL.has(session.state) || mine?.mode?.kind !== 'talk' || mine.room === null) {
      fail('digits', `${asked.ins} talks with nobody and sent keys`);
      return;
    }
    const others = [...look.shadow.legs.values()].filter(
      (leg) => leg !== mine && leg.room === mine.room && leg.mode?.kind === 'talk' && leg.phase === 'up' && !leg.hungUp,
    );
    const wanted = others.map(({ id }) => id).sort();
    const got = sent.map(({ leg }) => leg).sort();
    if (wanted.join() !== got.join())
      fail('digits', `${wanted.join()} talk with ${asked.ins}, keys went to ${got.join()}`);
  }
}

/** Shorter ones are found in numbers and times by chance. */
const SECRET_CHARS = 8;
