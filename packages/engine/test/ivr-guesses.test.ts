/**
 * Secret digits are not found by guessing: a call has so many wrong ones, whatever its flows and agents would allow. A
 * checker that says nothing is not the customer's fault.
 */
import { describe, expect, it } from 'vitest';
import { LIMITS } from '../src/limits.ts';
import { baseConfig } from './support/config.ts';
import { Desk } from './support/desk.ts';

function scene(ivrFlows = baseConfig.ivrFlows ?? []) {
  const desk = new Desk({ ...baseConfig, ivrFlows, params: { ...baseConfig.params, playWorkerId: false } });
  desk.logOn('6001', '888');
  return { desk, ...desk.talk('6001') };
}
const asked = (desk: Desk) => desk.effects.flatMap((effect) => (effect.kind === 'verify' ? [effect] : []));
const send = (desk: Desk) => desk.tell('6001', 'TransferToIVR', { svn: '8888', checkPassword: true, attached: {} });
const key = (desk: Desk, leg: string, digits: string) => {
  for (const digit of `${digits}#`) desk.on({ on: 'digit', leg, digit });
};
/** Keys digits; they are checked, or not, and the verdict is this. True: they were checked. */
function guess(desk: Desk, leg: string, good: boolean | null): boolean {
  const before = asked(desk).length;
  key(desk, leg, '1111');
  const check = asked(desk)[before];
  if (check) desk.feed({ kind: 'verified', call: check.call, request: check.request, good });
  return check !== undefined;
}
/** The agent sends the customer into the check as long as that is of use, each time for all the tries it allows. */
function keepGuessing(desk: Desk, leg: string): void {
  for (let i = 0; i < LIMITS.wrongDigits * 2; i += 1) {
    if (desk.agentState('6001') === 6) send(desk);
    guess(desk, leg, false);
    // That the digits were not right is said at the end of each check.
    if (desk.agentState('6001') === 31 && desk.lastPlay())
      desk.on({ on: 'played', play: desk.lastPlay().play, ok: true });
  }
}

describe('wrong digits', () => {
  it('are checked so often in one call, and then not any more, not even after a restart', () => {
    const { desk, customer } = scene();
    keepGuessing(desk, customer);
    expect(asked(desk)).toHaveLength(LIMITS.wrongDigits);
    expect(desk.effects).toContainEqual(expect.objectContaining({ kind: 'notice', code: 'ivr-too-many-guesses' }));
    expect(desk.last('6001', 'IVRCheckReturn')).toMatchObject({ params: { result: '0' } });
    const legs = [...desk.state.legs.values()].map(({ leg }) => ({ leg: leg.id, phase: 'up' as const, room: null }));
    desk.restart();
    desk.sync(legs);
    desk.tell('6001', 'Init', { agentId: '888' });
    keepGuessing(desk, customer);
    expect(asked(desk)).toHaveLength(LIMITS.wrongDigits);
  });

  it('do not count when they are right, and are another call’s own', () => {
    const { desk, customer, agent } = scene();
    for (let i = 0; i < LIMITS.wrongDigits + 2; i += 1) {
      send(desk);
      expect(guess(desk, customer, true)).toBe(true);
      expect(desk.agentState('6001')).toBe(6);
    }
    keepGuessing(desk, customer);
    desk.ended(customer);
    desk.ended(agent);
    desk.tell('6001', 'FinishWrapup');
    const next = desk.talk('6001', 'next');
    send(desk);
    expect(guess(desk, next.customer, false)).toBe(true);
  });
});

describe('a checker that says nothing', () => {
  it('is told apart from wrong digits: the customer is back at once, and nothing is counted', () => {
    const { desk, customer } = scene();
    for (let i = 0; i < LIMITS.wrongDigits + 2; i += 1) {
      send(desk);
      expect(guess(desk, customer, null)).toBe(true);
      // Not asked for again, and not told that the digits were wrong.
      expect(desk.agentState('6001')).toBe(6);
      const back = desk.last('6001', 'IVRCheckReturn');
      expect(back).toMatchObject({ params: { result: '0' }, fault: { code: 'PasswordNotChecked' } });
      expect(back.call).toMatchObject({ IVRCHECKRESULT: '0' });
    }
    send(desk);
    expect(guess(desk, customer, true)).toBe(true);
    expect(desk.last('6001', 'IVRCheckReturn')).toMatchObject({ params: { result: '1' } });
    expect(desk.last('6001', 'IVRCheckReturn').fault).toBeUndefined();
  });

  it('is the same when its answer does not come at all, also over a restart', () => {
    for (const dies of [false, true]) {
      const { desk, customer } = scene();
      send(desk);
      key(desk, customer, '1111');
      if (dies) {
        const legs = [...desk.state.legs.values()].map(({ leg }) => ({
          leg: leg.id,
          phase: 'up' as const,
          room: null,
        }));
        desk.restart();
        desk.sync(legs);
        desk.tell('6001', 'Init', { agentId: '888' });
      }
      desk.pass(LIMITS.verifyMs);
      expect(desk.last('6001', 'IVRCheckReturn')).toMatchObject({ fault: { code: 'PasswordNotChecked' } });
    }
  });

  it('leads where the flow says, and without a word of it where other trouble leads', () => {
    const check = {
      do: 'verify',
      ...{
        prompts: [],
        key: 'PIN',
        least: 4,
        most: 4,
        timeoutSeconds: 5,
        retries: 2,
        next: 'right',
        otherwise: 'wrong',
      },
    } as const;
    const set = (data: string) => ({ do: 'set', data: { TOLD: data }, next: 'back' }) as const;
    for (const [unanswered, told] of [
      ['away', 'away'],
      [undefined, 'wrong'],
    ] as const) {
      const { desk, customer } = scene([
        {
          ...{ svn: '8888', name: 'PIN', start: 'check' },
          nodes: {
            check: unanswered === undefined ? check : { ...check, unanswered },
            ...{ right: set('right'), wrong: set('wrong'), away: set('away') },
            back: { do: 'return', key: 'PIN' },
          },
        },
      ]);
      send(desk);
      guess(desk, customer, null);
      const back = desk.last('6001', 'IVRCheckReturn');
      expect(back).toMatchObject({ call: { TOLD: told, PIN: '0' }, fault: { code: 'PasswordNotChecked' } });
    }
  });
});
