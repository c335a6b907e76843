/** What can be done to a telephone, a customer or the line; each says whether it had an effect. */
import type { Exchange } from '../switch/virtual/exchange.ts';
import type { FarEnd, Telephone } from '../switch/virtual/far-ends.ts';
import type { VirtualSwitch } from '../switch/virtual/virtual-switch.ts';
import { LAB_LIMITS } from './limits.ts';
import { DIGITS, MS, object } from './schemas.ts';

/** Which of them is there is the action's schema to say. */
export interface LabBody {
  readonly digits?: string;
  readonly ms?: number | null;
  readonly count?: number;
}
export interface LabAction<T> {
  readonly body?: object;
  readonly run: (target: T, body: LabBody) => boolean;
}
type Actions<T> = Readonly<Record<string, LabAction<T>>>;

export function farEndActions(exchange: Exchange): Actions<FarEnd> {
  return {
    answer: { run: (far) => exchange.answer(far) },
    refuse: { run: (far) => exchange.refuse(far) },
    hangup: { run: (far) => exchange.hangup(far) },
    digits: { body: object({ digits: DIGITS }), run: (far, { digits = '' }) => exchange.press(far, digits) },
  };
}

export function phoneActions(exchange: Exchange): Actions<Telephone> {
  return {
    register: { run: (phone) => exchange.setRegistered(phone, true) },
    unregister: { run: (phone) => exchange.setRegistered(phone, false) },
    busy: { run: (phone) => exchange.setBusy(phone, true) },
    free: { run: (phone) => exchange.setBusy(phone, false) },
    'auto-answer': {
      body: object({ ms: { ...MS, type: ['integer', 'null'] } }),
      run: (phone, { ms = null }) => exchange.setAutoAnswer(phone, ms),
    },
  };
}

export function faultActions(): Actions<VirtualSwitch> {
  return {
    'lose-line': { run: always((port) => port.loseConnection()) },
    'mend-line': { run: always((port) => port.restoreConnection()) },
    restart: { run: always((port) => port.restart()) },
    delay: { body: object({ ms: MS }), run: always((port, { ms }) => port.delayEvents(ms ?? 0)) },
    'fail-dials': {
      body: object({ count: { type: 'integer', minimum: 0, maximum: LAB_LIMITS.failDials } }),
      run: always((port, { count = 0 }) => port.failNextDials(count)),
    },
  };
}

function always<T>(run: (target: T, body: LabBody) => void): LabAction<T>['run'] {
  return (target, body) => {
    run(target, body);
    return true;
  };
}
