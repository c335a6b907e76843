/** AnswerCall (function 42) asks the switch to pick the phone up; the asking can get lost with the connection. */
import { describe, expect, it } from 'vitest';
import { Desk } from './support/desk.ts';

function asked() {
  const desk = new Desk();
  desk.logOn('6004', '888');
  desk.incoming('c1');
  desk.answered('c1');
  const { leg } = desk.dialled('6004');
  desk.ringing(leg);
  desk.tell('6004', 'AnswerCall');
  const answers = () => desk.asked('answer').filter((command) => command.leg === leg).length;
  return { desk, leg, answers };
}

describe('an answer that was lost with the connection to the switch', () => {
  it('is given again when the phone still rings', () => {
    const { desk, leg, answers } = asked();
    expect(answers()).toBe(1);
    desk.on({ on: 'down' });
    desk.sync([
      { leg: 'c1', phase: 'up', room: null },
      { leg, phase: 'ringing', room: null },
    ]);
    expect(answers()).toBe(2);
    desk.answered(leg);
    expect(desk.heard('6004')).toContain('AnswerCallSucc');
  });

  it('is not given for a phone whose agent has not asked', () => {
    const desk = new Desk();
    desk.logOn('6004', '888');
    desk.incoming('c1');
    desk.answered('c1');
    const { leg } = desk.dialled('6004');
    desk.ringing(leg);
    desk.on({ on: 'down' });
    desk.sync([
      { leg: 'c1', phase: 'up', room: null },
      { leg, phase: 'ringing', room: null },
    ]);
    expect(desk.asked('answer').map((command) => command.leg)).toEqual(['c1']);
  });
});
