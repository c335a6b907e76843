/**
 * Faults put into the engine on purpose. Each wraps the real one and spoils its effects or its state the way a
 * programmer's slip would; a checker that does not find it within its steps is asleep.
 */
import type { DocKey, Effect } from '@wssoftphone/engine';
import * as real from '@wssoftphone/engine';
import type { ButtonView } from '@wssoftphone/protocol';
import { WAIT_FOR_DISPATCH as ANY_SEAT } from '../src/check/seats.ts';
import { asks, dropping, droppingWith, type Planted, spoiling } from './planting.ts';

export const PLANTED: readonly Planted[] = [
  {
    name: 'forgets to hang a leg up',
    rules: ['3', '10', '11', '2'],
    engine: dropping(20, (effect) => asks(effect, 'hangup')),
  },
  {
    name: 'forgets to close a room',
    rules: ['10'],
    engine: dropping(10, (effect) => asks(effect, 'close-room')),
  },
  {
    name: 'forgets the hold music',
    rules: ['10'],
    engine: dropping(10, (effect) => asks(effect, 'music')),
  },
  {
    name: 'joins one side only',
    rules: ['10', '6'],
    engine: dropping(15, (effect) => asks(effect, 'join')),
  },
  {
    name: 'writes a call record twice',
    rules: ['6', '15'],
    engine: spoiling(() => {
      let seen = 0;
      return (result) => {
        const made = result.effects.find((effect) => effect.kind === 'record' && effect.record.type === 'call');
        if (!made) return result;
        seen += 1;
        return seen % 10 === 0 ? { ...result, effects: [...result.effects, made] } : result;
      };
    }),
  },
  {
    name: 'does not pause a recording',
    rules: ['recording'],
    engine: dropping(
      3,
      (effect) => effect.kind === 'switch' && effect.command.do === 'record' && effect.command.paused,
    ),
  },
  {
    name: 'forgets to stop a recording',
    rules: ['recording', '17', '15'],
    engine: dropping(3, (effect) => asks(effect, 'stop-record')),
  },
  {
    name: 'forgets to record a talk',
    rules: ['recording'],
    engine: dropping(10, (effect) => asks(effect, 'record')),
  },
  {
    name: 'writes a recording down twice',
    rules: ['recording', '15'],
    engine: spoiling(() => (result) => {
      const made = result.effects.find((effect) => effect.kind === 'record' && effect.record.type === 'recording');
      return made ? { ...result, effects: [...result.effects, made] } : result;
    }),
  },
  {
    name: 'loses a stretch of an agent’s shift',
    rules: ['16'],
    engine: dropping(50, (effect) => effect.kind === 'record' && effect.record.type === 'agent-state'),
  },
  {
    name: 'ignores the epoch of timers',
    rules: ['5'],
    engine: () => {
      const epochs = new Map<string, number>();
      return {
        ...real,
        step: (state, input) => {
          const { body } = input;
          const epoch = body.kind === 'timer' ? epochs.get(body.key) : undefined;
          const late = body.kind === 'timer' && epoch !== undefined ? { ...input, body: { ...body, epoch } } : input;
          const result = real.step(state, late);
          for (const effect of result.effects) if (effect.kind === 'timer') epochs.set(effect.key, effect.epoch);
          return result;
        },
      };
    },
  },
  {
    name: 'does not cancel a timer',
    rules: ['17', '5'],
    engine: dropping(10, (effect) => effect.kind === 'timer-cancel'),
  },
  {
    name: 'does not answer a command',
    rules: ['one reply'],
    engine: dropping(100, (effect) => effect.kind === 'reply'),
  },
  {
    name: 'loses an event to a page',
    rules: ['seq', '14', 'protocol 4', 'one outcome'],
    engine: dropping(200, (effect) => effect.kind === 'event'),
  },
  {
    name: 'forgets a call that comes back from a missed offer',
    rules: ['7', 'throws'],
    engine: spoiling(() => {
      let offered = new Set<string>();
      return (result, state) => {
        for (const queue of state.queues.values()) {
          const back = queue.waiting.findIndex((call) => offered.has(call.id));
          if (back >= 0) queue.waiting.splice(back, 1);
        }
        offered = new Set([...state.calls.values()].filter((call) => call.phase === 'offered').map((call) => call.id));
        return result;
      };
    }),
  },
  {
    name: 'gives a returning call a new place',
    rules: ['7', 'throws'],
    engine: spoiling(() => {
      let offered = new Set<string>();
      return (result, state, input) => {
        for (const call of state.calls.values())
          if (call.phase === 'queued' && call.place && offered.has(call.id))
            call.place = { ...call.place, enteredAt: input.at };
        offered = new Set([...state.calls.values()].filter((call) => call.phase === 'offered').map((call) => call.id));
        return result;
      };
    }),
  },
  {
    name: 'does not say that a call changed',
    rules: ['15', '10', '11', '6', '17'],
    engine: spoiling(() => {
      let seen = 0;
      return (result) => {
        seen += 1;
        if (seen % 3 !== 0) return result;
        return { ...result, changed: result.changed.filter((key: DocKey) => !key.startsWith('call:')) };
      };
    }),
  },
  {
    name: 'enables a button that the state does not allow',
    rules: ['buttons'],
    engine: () => {
      const wrong = (state: number, buttons: readonly ButtonView[]): readonly ButtonView[] =>
        state === 19 ? [...buttons, { id: 3, enabled: true }] : buttons;
      return {
        ...real,
        sessionView: (state, ins) => {
          const view = real.sessionView(state, ins);
          return view && { ...view, buttons: wrong(view.agent.agentState, view.buttons) };
        },
        step: (state, input) => {
          const result = real.step(state, input);
          const effects = result.effects.map((effect) => {
            if (effect.kind !== 'event' || !effect.event.agent || !effect.event.buttons) return effect;
            const buttons = wrong(effect.event.agent.agentState, effect.event.buttons);
            return { ...effect, event: { ...effect.event, buttons } };
          });
          return { ...result, effects };
        },
      };
    },
  },
  {
    name: 'obeys a socket that was replaced',
    rules: ['12'],
    engine: () => ({
      ...real,
      step: (state, input) => {
        const { body } = input;
        if (body.kind !== 'command' || body.conn === null || body.command.command === 'Init')
          return real.step(state, input);
        const seat = state.conns.get(body.conn);
        const conn = (seat === undefined ? null : state.sessions.get(seat)?.conn) ?? body.conn;
        const result = real.step(state, { ...input, body: { ...body, conn } });
        const effects = result.effects.map((effect) =>
          effect.kind === 'reply' ? { ...effect, conn: body.conn } : effect,
        );
        return { ...result, effects };
      },
    }),
  },
  {
    name: 'does a repeated command again',
    rules: ['13'],
    engine: () => {
      let ids = 0;
      return {
        ...real,
        step: (state, input) => {
          const { body } = input;
          if (body.kind !== 'command' || body.command.id === undefined) return real.step(state, input);
          const { id } = body.command;
          ids += 1;
          const result = real.step(state, {
            ...input,
            body: { ...body, command: { ...body.command, id: `${id}/${ids}` } },
          });
          const effects = result.effects.map((effect): Effect => {
            if (effect.kind === 'reply') return { ...effect, reply: { ...effect.reply, replyTo: id } };
            return effect;
          });
          return { ...result, effects };
        },
      };
    },
  },
  {
    name: 'leaves the customer with the music when a consult is over',
    rules: ['10', 'recording'],
    engine: droppingWith('ConsultOver', (effect) => asks(effect, 'join')),
  },
  {
    name: 'swaps in a consult without moving anybody',
    rules: ['10', 'recording'],
    engine: droppingWith('ConsultSwapSucc', (effect) => asks(effect, 'join') || asks(effect, 'music')),
  },
  {
    name: 'makes a conference and leaves somebody out of the room',
    rules: ['10', 'recording'],
    engine: droppingWith('ConsultConfSucc', (effect) => asks(effect, 'join')),
  },
  {
    name: 'consults from a conference and leaves its maker in it',
    rules: ['10', 'recording'],
    engine: droppingWith('ConsultStart', (effect) => asks(effect, 'join')),
  },
  {
    name: 'keeps the agent’s phone up after a consult transfer',
    rules: ['3', '10', '11'],
    engine: droppingWith('ConsultTransferSucc', (effect) => asks(effect, 'hangup')),
  },
  {
    name: 'lets the target’s phone ring on when an inner call is cancelled',
    rules: ['3', '10', '11'],
    engine: droppingWith('CancelCallInnerSucc', (effect) => asks(effect, 'hangup')),
  },
  {
    name: 'lets both sides of an inner call on hold hear silence',
    rules: ['10'],
    engine: spoiling(() => (result, state) => {
      const inner = new Set([...state.calls.values()].filter(({ phase, inner }) => inner && phase === 'hold'));
      const held = (leg: string): boolean => {
        const owner = state.legs.get(leg)?.owner;
        const call = owner?.kind === 'agent' ? state.sessions.get(owner.ins)?.callId : owner?.callId;
        return [...inner].some(({ id }) => id === call);
      };
      if (inner.size === 0) return result;
      const effects = result.effects.filter(
        (effect) => !(effect.kind === 'switch' && effect.command.do === 'music' && held(effect.command.leg)),
      );
      return { ...result, effects };
    }),
  },
  {
    name: 'sends a transferred call to the end of the queue',
    rules: ['7', 'throws'],
    engine: spoiling(() => (result, state) => {
      for (const call of state.calls.values()) {
        if (!call.urgent || call.phase !== 'queued' || !call.place) continue;
        call.place = { ...call.place, level: 0 };
        const waiting = state.queues.get(call.place.skill)?.waiting;
        waiting?.splice(waiting.indexOf(call), 1);
        waiting?.push(call);
      }
      return result;
    }),
  },
  {
    name: 'forgets who was consulted when the customer hangs up',
    rules: ['1', '2', '3', '10', '11', 'throws'],
    engine: spoiling(() => {
      let seen = 0;
      return (result, state) => {
        for (const call of state.calls.values()) {
          if (call.phase !== 'ending') continue;
          const index = call.parties.findIndex(({ role }) => role === 'colleague');
          if (index < 0) continue;
          seen += 1;
          if (seen % 5 === 0) call.parties.splice(index, 1);
        }
        return result;
      };
    }),
  },
  {
    name: 'lets everybody hear a supervisor who only listens',
    rules: ['10'],
    engine: spoiling(() => (result) => {
      const effects = result.effects.map((effect): Effect => {
        if (effect.kind !== 'switch' || effect.command.do !== 'join') return effect;
        const { command } = effect;
        return command.mode.kind === 'listen' ? { ...effect, command: { ...command, mode: { kind: 'talk' } } } : effect;
      });
      return { ...result, effects };
    }),
  },
  {
    name: 'keeps the supervisor’s phone up when the monitoring is finished',
    rules: ['3', '10', '11'],
    engine: droppingWith('FinishMonitorSucc', (effect) => asks(effect, 'hangup')),
  },
  {
    name: 'leaves the agent on the phone whose call was intercepted',
    rules: ['3', '10', '11'],
    engine: droppingWith('InterceptSucc', (effect) => asks(effect, 'hangup')),
  },
  {
    name: 'shows a task to two agents',
    rules: ['tasks'],
    engine: spoiling(() => (result, state) => {
      for (const task of state.tasks.values()) task.ins = null;
      return result;
    }),
  },
  {
    name: 'takes a number off its list that was never called',
    rules: ['tasks'],
    engine: spoiling(() => (result, state) => {
      for (const effect of result.effects) {
        // The agent's own phone was not picked up: back on the list, says the engine.
        if (effect.kind !== 'record' || effect.record.type !== 'call') continue;
        const id = effect.record.data.TASKID;
        if (id !== undefined && effect.record.answeredAt === null) state.tasks.delete(id);
      }
      return result;
    }),
  },
  {
    name: 'tells the agent’s page a number that it dialled in cipher',
    rules: ['hidden number', '14'],
    engine: spoiling(() => (result, state) => {
      const effects = result.effects.map((effect): Effect => {
        if (effect.kind !== 'event' || effect.event.event !== 'DialSucc' || !effect.event.call) return effect;
        const { COID } = effect.event.call;
        const call = [...state.calls.values()].find(({ coid }) => coid === COID);
        if (!call?.numberHidden) return effect;
        return { ...effect, event: { ...effect.event, call: { ...effect.event.call, DNIS: call.dnis } } };
      });
      return { ...result, effects };
    }),
  },
  {
    name: 'shows a masked caller’s number on the next agent’s telephone',
    rules: ['hidden number'],
    engine: spoiling(() => (result, state) => {
      if (!state.config.params.maskNumbers) return result;
      const effects = result.effects.map((effect): Effect => {
        if (effect.kind !== 'switch' || effect.command.do !== 'dial' || effect.command.target.kind !== 'extension')
          return effect;
        const call = state.calls.get(effect.command.call);
        if (call?.direction !== '0' || call.phase !== 'offered') return effect;
        return { ...effect, command: { ...effect.command, callerNumber: call.ani } };
      });
      return { ...result, effects };
    }),
  },
  {
    name: 'says that messages are unread which the agent has read',
    rules: ['buttons', '14', '15', '6'],
    engine: () => ({
      ...real,
      sessionView: (state, ins) => {
        const view = real.sessionView(state, ins);
        if (view?.agent.agentState !== 3) return view;
        const buttons = view.buttons.map((button) => (button.id === 37 ? { ...button, id: 51 as const } : button));
        return { ...view, buttons };
      },
    }),
  },
  {
    name: 'leaves the customer out of the talk after a password check',
    rules: ['10', 'recording'],
    engine: droppingWith('IVRCheckReturn', (effect) => asks(effect, 'join')),
  },
  {
    name: 'leaves a page whose seat the server chose with the buttons it had before',
    rules: ['14'],
    engine: spoiling(() => (result, _state, { body }) => {
      if (body.kind !== 'command' || body.command.command !== 'Logon' || body.command.ins !== ANY_SEAT) return result;
      const answered = result.effects.findIndex((effect) => effect.kind === 'reply');
      const effects = result.effects.filter(
        (effect, index) => index < answered || effect.kind !== 'event' || effect.event.event !== 'SettingsNotify',
      );
      return { ...result, effects };
    }),
  },
  {
    name: 'chooses an extension at which somebody sits',
    rules: ['seat'],
    engine: () => ({
      ...real,
      step: (state, input) => {
        const { body } = input;
        const chooses = body.kind === 'command' && body.command.command === 'Logon' && body.command.ins === ANY_SEAT;
        const ins = state.config.extensions.find(({ number }) => state.sessions.has(number))?.number ?? '';
        const session = chooses ? state.sessions.get(ins) : undefined;
        if (!session) return real.step(state, input);
        state.sessions.delete(ins);
        const result = real.step(state, input);
        if (!state.sessions.has(ins)) state.sessions.set(ins, session);
        return result;
      },
    }),
  },
  {
    name: 'goes on naming no seat to a page that has been given one',
    rules: ['seat'],
    engine: spoiling(() => {
      const given = new Set<string>();
      return (result, _state, { body }) => {
        if (body.kind === 'command' && body.conn !== null && body.command.ins === ANY_SEAT) given.add(body.conn);
        const effects = result.effects.map((effect): Effect => {
          if (effect.kind !== 'event' || effect.event.event !== 'CallArrive' || !given.has(effect.conn)) return effect;
          return { ...effect, event: { ...effect.event, ins: ANY_SEAT } };
        });
        return { ...result, effects };
      };
    }),
  },
];
