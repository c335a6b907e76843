import type { SwitchEvent } from '@wssoftphone/engine';
import { beforeEach, describe, expect, it } from 'vitest';
import { Agenda } from '../src/agenda.ts';
import { createRandom } from '../src/random.ts';
import type { ModelLeg } from '../src/switch/leg.ts';
import { SwitchModel, type SwitchTuning } from '../src/switch/model.ts';

const AT_ONCE = { mean: 0, late: 0, lateMs: 0 };
const LEG = 'l0000000000000000000001';
const ROOM = 'r0000000000000000000001';

let agenda: Agenda;
let heard: SwitchEvent[];
let misuse: string[];
let model: SwitchModel;

function make(tuning: Partial<SwitchTuning> = {}): void {
  agenda = new Agenda(0);
  heard = [];
  misuse = [];
  model = new SwitchModel({
    agenda,
    random: createRandom(1),
    tuning: { commands: AT_ONCE, events: AT_ONCE, duplicate: 0, deafCheck: 0, ...tuning },
    sink: (event) => heard.push(event),
    misuse: (message) => misuse.push(message),
  });
  model.inhabit({ dialled() {}, prompted() {}, connected() {}, joined() {}, gone() {} });
  model.connect();
}
const settle = (): void => {
  while (agenda.next());
};
const said = (): string[] => heard.map((event) => event.on);
const dial = (leg = LEG): ModelLeg => {
  model.execute({
    do: 'dial',
    leg,
    target: { kind: 'extension', number: '6001' },
    callerNumber: '',
    callerName: '',
    timeoutSeconds: 5,
    autoAnswer: false,
    call: 'c1',
  });
  while (agenda.next(agenda.now));
  const made = model.legs.get(leg);
  if (!made) throw new Error('nothing was dialled');
  return made;
};

beforeEach(() => make());

describe('the simulated switch', () => {
  it('says first what exists', () => {
    expect(heard).toEqual([{ on: 'sync', legs: [], rooms: [], devices: [] }]);
  });

  it('ends an unanswered dial once, with no-answer', () => {
    dial();
    settle();
    expect(heard.slice(1)).toEqual([{ on: 'ended', leg: LEG, cause: 'no-answer' }]);
    model.execute({ do: 'hangup', leg: LEG, cause: 'normal' });
    settle();
    expect(said().filter((on) => on === 'ended')).toHaveLength(1);
  });

  it('lets two legs in a room hear each other, and nobody when one is parted', () => {
    model.pickUp(dial());
    const customer = model.callIn('138', '10010', '');
    model.execute({ do: 'answer', leg: customer.id });
    model.execute({ do: 'open-room', room: ROOM, call: 'c1' });
    for (const leg of [LEG, customer.id]) model.execute({ do: 'join', leg, room: ROOM, mode: { kind: 'talk' } });
    settle();
    expect(model.hears(customer).map(({ id }) => id)).toEqual([LEG]);
    model.execute({ do: 'part', leg: LEG });
    settle();
    expect(model.hears(customer)).toEqual([]);
    expect(misuse).toEqual([]);
  });

  it('complains of what the contract does not allow', () => {
    const leg = dial();
    model.execute({ do: 'join', leg: LEG, room: ROOM, mode: { kind: 'talk' } });
    model.execute({ do: 'music', leg: LEG, musicClass: 'default' });
    while (agenda.next(agenda.now));
    model.pickUp(leg);
    model.execute({ do: 'join', leg: LEG, room: ROOM, mode: { kind: 'talk' } });
    settle();
    expect(misuse).toHaveLength(3);
  });

  it('says of every prompt that it was played, also when the leg goes', () => {
    model.pickUp(dial());
    model.execute({ do: 'play', leg: LEG, play: 'p1', prompts: [{ kind: 'sound', name: 'beep' }], lang: 'en' });
    model.execute({ do: 'hangup', leg: LEG, cause: 'normal' });
    settle();
    model.execute({ do: 'play', leg: LEG, play: 'p2', prompts: [], lang: 'en' });
    settle();
    expect(heard.filter((event) => event.on === 'played')).toEqual([
      { on: 'played', play: 'p1', ok: false },
      { on: 'played', play: 'p2', ok: false },
    ]);
  });

  it('drops what is said while the connection is lost, and reports what is left', () => {
    model.pickUp(dial());
    model.disconnect(true);
    const customer = model.callIn('138', '10010', '');
    model.execute({ do: 'hangup', leg: LEG, cause: 'normal' });
    model.connect();
    expect(said()).toEqual(['sync', 'down', 'sync']);
    expect(heard.at(-1)).toMatchObject({
      legs: [
        { leg: LEG, phase: 'up', room: null },
        { leg: customer.id, phase: 'incoming', incoming: { ani: '138', dnis: '10010' } },
      ],
    });
  });

  it('forgets every call when it restarts', () => {
    dial();
    model.restart(true);
    model.connect();
    expect(heard.at(-1)).toMatchObject({ on: 'sync', legs: [], rooms: [] });
  });

  it('repeats events when told to, but never the end of a leg', () => {
    make({ duplicate: 1 });
    model.pickUp(dial());
    model.execute({ do: 'hangup', leg: LEG, cause: 'normal' });
    settle();
    expect(said()).toEqual(['sync', 'answered', 'answered', 'ended']);
  });
});
