/** A conference whose maker consults a further one aside. */
import { expect } from 'vitest';
import { consult, consultOutside, hears } from './calls.ts';
import { Desk } from './desk.ts';

export interface Three {
  readonly desk: Desk;
  readonly customer: string;
  readonly agent: string;
  readonly other: string;
  readonly room: string;
}
/** 6001 has customer and 6002, or a number, in a conference; 6003 is idle. */
export function three(outside = false): Three {
  const desk = new Desk();
  desk.logOn('6001', '888', {}, { v4: true });
  desk.logOn('6002', '777', { agentWorkMode: '3' });
  desk.logOn('6003', '999', { agentWorkMode: '3' });
  const { customer, agent } = desk.talk('6001');
  const room = hears(desk, agent);
  const other = outside ? consultOutside(desk, '6001') : consult(desk, '6001', '6002');
  desk.tell('6001', 'ConsultConf');
  return { desk, customer, agent, other, room };
}
/** 6003 is rung for it. */
export function ringing(outside = false): Three & { readonly adviser: string } {
  const made = three(outside);
  const { desk } = made;
  desk.tell('6001', 'Consult', { destSPType: 'AGT', destSPIns: '6003' }, { id: 'c' });
  const { leg } = desk.dialled('6003');
  desk.ringing(leg);
  return { ...made, adviser: leg };
}
/** 6003 speaks with 6001 aside. */
export function aside(outside = false): Three & { readonly adviser: string; readonly corner: string } {
  const made = ringing(outside);
  const { desk, adviser } = made;
  desk.answered(adviser);
  return { ...made, corner: hears(desk, adviser) };
}
export const states = (desk: Desk) => ['6001', '6002', '6003'].map((ins) => desk.agentState(ins));
export const ears = (desk: Desk, ...legs: string[]) => legs.map((leg) => hears(desk, leg));
/** Everything the engine hung up goes down. */
export function goDown(desk: Desk): void {
  for (const { leg } of desk.asked('hangup')) desk.ended(leg);
}
export function expectEmpty(desk: Desk): void {
  goDown(desk);
  expect([desk.state.calls.size, desk.state.legs.size]).toEqual([0, 0]);
  expect(desk.calls()).toHaveLength(1);
}
