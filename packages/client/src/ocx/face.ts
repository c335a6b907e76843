/**
 * The control as pages see it: its methods and properties on an object of the page's, under any spelling of upper and
 * lower case, because an ActiveX control had no case either.
 */
import { OCX_PROPERTIES, type OcxControl } from './control.ts';
import { isOcxEvent } from './events.ts';

interface Member {
  get(): unknown;
  set?(value: unknown): void;
}
type Method = (...args: readonly unknown[]) => unknown;

/** Other names that pages have for a method. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  takeBack: 'connectServer',
  disconnect: 'disconnectServer',
  resume: 'ResumeWork',
  unhold: 'fetchHold',
  softHookOff: 'answerCall',
  cancelDialOut: 'cancelDial',
  cancelCallout: 'cancelConsult',
  finishCallout: 'finishConsult',
  calloutTransfer: 'consultTransfer',
  calloutConf: 'consultConf',
  holdConsult: 'consultSwap',
  holdOutLine: 'consultSwap',
  fetchConsult: 'consultSwapBack',
  fetchOutLine: 'consultSwapBack',
  finishConf: 'dropConf',
  cancelMonitor: 'cancelPrepareMonitor',
  intervence: 'intervene',
};

/** By name in lower case. The prototypes of the control are the list: what stands there, pages may call. */
function membersOf(control: OcxControl): ReadonlyMap<string, Member> {
  const members = new Map<string, Member>();
  for (const name of OCX_PROPERTIES) {
    members.set(name.toLowerCase(), {
      get: () => control.inside.get(name),
      set: (value) => control.inside.set(name, value),
    });
  }
  const methods = control as unknown as Readonly<Record<string, Method>>;
  for (const name of methodNames(control)) {
    const method: Method = (...args) => methods[name]?.call(control, ...args);
    members.set(name.toLowerCase(), { get: () => method });
  }
  for (const [name, method] of Object.entries(OTHER_NAMES)) {
    const same = members.get(method.toLowerCase());
    if (same) members.set(name.toLowerCase(), same);
  }
  return members;
}

/** Every method of the control that pages may call, under its own name. */
export function methodNames(control: OcxControl): readonly string[] {
  const names: string[] = [];
  for (let one = Object.getPrototypeOf(control); one !== Object.prototype; one = Object.getPrototypeOf(one)) {
    names.push(...Object.getOwnPropertyNames(one).filter((name) => name !== 'constructor'));
  }
  return names;
}

/** Something that has the control's members before those of `proto`, for an object to inherit from. */
function prototypeWith(control: OcxControl, proto: object): object {
  const members = membersOf(control);
  const memberOf = (key: string | symbol) => (typeof key === 'string' ? members.get(key.toLowerCase()) : undefined);
  const native = (name: string, target: object, own: object): unknown => {
    const theirs: unknown = Reflect.get(target, name, own);
    const ours = members.get(name.toLowerCase())?.get() as Method;
    return (event: unknown, ...rest: readonly unknown[]) =>
      isOcxEvent(event) || typeof theirs !== 'function' ? ours(event, ...rest) : theirs.call(own, event, ...rest);
  };
  return new Proxy(Object.create(proto) as object, {
    has: (target, key) => memberOf(key) !== undefined || Reflect.has(target, key),
    get(target, key, own) {
      // An element of the page has other events too, and goes on telling them.
      if (key === 'addEventListener' || key === 'removeEventListener') return native(key, target, own);
      const member = memberOf(key);
      return member ? member.get() : Reflect.get(target, key, own);
    },
    set(target, key, value, own) {
      const member = memberOf(key);
      if (!member) return Reflect.set(target, key, value, own);
      member.set?.(value);
      return member.set !== undefined;
    },
  });
}

/** An object of its own with the control's members. */
export const standAlone = (control: OcxControl): object =>
  Object.create(prototypeWith(control, Object.prototype)) as object;

/** Gives an object that is there (an element of the page) the control's members; it stays what it is. */
export function putOn(object: object, control: OcxControl): void {
  Object.setPrototypeOf(object, prototypeWith(control, Object.getPrototypeOf(object)));
}
