/** Brings agents into calls with more than two, in the fewest words. */
import type { Desk } from './desk.ts';

/** The phone of that number rings and is picked up. */
export function pickUp(desk: Desk, number: string): string {
  const { leg } = desk.dialled(number);
  desk.ringing(leg);
  desk.answered(leg);
  return leg;
}

/** An inner call up to the talk. Gives the legs. */
export function innerTalk(desk: Desk, from: string, to: string): { from: string; to: string } {
  desk.tell(from, 'CallInner', { destSPType: 'AGT', destSPIns: to });
  return { from: pickUp(desk, from), to: pickUp(desk, to) };
}

/** The agent dials a customer, who answers. */
export function dialTalk(desk: Desk, ins: string, phoneNum = '13800138000'): { customer: string; agent: string } {
  desk.tell(ins, 'Dial', { phoneNum, attached: {} });
  const agent = pickUp(desk, ins);
  return { customer: pickUp(desk, phoneNum), agent };
}

/** With a customer up: a colleague is consulted, and answers. */
export function consult(desk: Desk, ins: string, colleague: string): string {
  desk.tell(ins, 'Consult', { destSPType: 'AGT', destSPIns: colleague });
  return pickUp(desk, colleague);
}
export function consultOutside(desk: Desk, ins: string, number = '13900139000'): string {
  desk.tell(ins, 'Consult', { destSPType: 'OUT', destSPIns: number });
  return pickUp(desk, number);
}

/** What a leg hears by the last word to the switch: a room it talks in, music, or nothing. */
export function hears(desk: Desk, leg: string): string {
  let now = 'nothing';
  for (const effect of desk.effects) {
    if (effect.kind !== 'switch') continue;
    const { command } = effect;
    if (command.do === 'join' && command.leg === leg) now = command.room;
    else if (command.do === 'part' && command.leg === leg) now = 'nothing';
    else if (command.do === 'music' && command.leg === leg) now = command.musicClass ?? 'nothing';
    else if (command.do === 'hangup' && command.leg === leg) now = 'hung up';
    else if (command.do === 'close-room' && command.room === now) now = 'nothing';
  }
  return now;
}
