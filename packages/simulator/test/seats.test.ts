import { createState, type InputBody, step } from '@wssoftphone/engine';
import type { AddressedCommand } from '@wssoftphone/protocol';
import { describe, expect, it } from 'vitest';
import { Seats, WAIT_FOR_DISPATCH } from '../src/check/seats.ts';
import { createConfig, EPOCH } from '../src/config.ts';
import type { StepFacts } from '../src/host.ts';
import { createRandom } from '../src/random.ts';

/** A tenant of its own, and every step as the checkers are told it. */
function centre() {
  const random = createRandom(7);
  const state = createState(createConfig(random, 2));
  const seats = new Seats();
  let index = 0;
  const feed = (body: InputBody): StepFacts => {
    index += 1;
    const input = { at: EPOCH + index, entropy: random.hex(40), body };
    seats.stepping(input, state);
    return seats.named({ index, input, result: step(state, input) }, state);
  };
  const say = (command: 'Init' | 'Logon' | 'Logoff', conn: string | null, delegatorId = ''): StepFacts => {
    const said: AddressedCommand = { command, params: { agentId: '881' }, ins: WAIT_FOR_DISPATCH, delegatorId };
    return feed({ kind: 'command', ref: `r${index}`, conn, v4: true, lang: 'en', command: said });
  };
  feed({ kind: 'switch', event: { on: 'sync', legs: [], rooms: [], devices: [{ number: '6002', reachable: true }] } });
  return { state, feed, say };
}

const seatOf = ({ input: { body } }: StepFacts): string => (body.kind === 'command' ? body.command.ins : '');
const eventSeats = ({ result }: StepFacts): readonly string[] => [
  ...new Set(result.effects.flatMap((effect) => (effect.kind === 'event' ? [effect.event.ins] : []))),
];

describe('the seat that a step is about, told to the checkers', () => {
  it('is the waiting page’s own until the log-on, which leads to the one that was chosen', () => {
    const { state, say } = centre();
    const init = say('Init', 'p');
    const [waiting] = state.sessions.keys();
    expect(seatOf(init)).toBe(waiting);
    expect(eventSeats(init)).toEqual([waiting]);
    expect(init.choosesSeat).toBe(false);
    const logon = say('Logon', 'p');
    expect([seatOf(logon), logon.choosesSeat]).toEqual(['6002', true]);
  });

  it('is the agent’s also when a log-off by HTTP names none, after which the agent sits nowhere', () => {
    const { state, feed, say } = centre();
    say('Init', 'p');
    say('Logon', 'p');
    feed({ kind: 'switch', event: { on: 'device', number: '6002', reachable: true } });
    const secret = state.sessions.get('6002')?.delegatorId;
    const logoff = say('Logoff', null, secret);
    expect(logoff.result.effects).toContainEqual(
      expect.objectContaining({ kind: 'reply', reply: expect.objectContaining({ errorCode: 'Succ' }) }),
    );
    expect(state.agents.has('881')).toBe(false);
    expect(seatOf(logoff)).toBe('6002');
  });

  it('is chosen anew for a page whose seat another agent took', () => {
    const { state, feed, say } = centre();
    say('Init', 'p');
    say('Logon', 'p');
    feed({ kind: 'switch', event: { on: 'device', number: '6002', reachable: true } });
    const other: AddressedCommand = { command: 'Init', params: { agentId: '882' }, ins: '6002', delegatorId: '' };
    feed({ kind: 'command', ref: 'o', conn: 'q', v4: true, lang: 'en', command: other });
    expect(state.sessions.get('6002')?.agentId).toBe('882');
    expect(say('Logon', 'p').choosesSeat).toBe(true);
  });
});
