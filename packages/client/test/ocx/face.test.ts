/** The control on the page's object: every name, any spelling, every way to hear an event. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { OCX_PROPERTIES } from '../../src/ocx/control.ts';
import { methodNames, putOn } from '../../src/ocx/face.ts';
import { serverAddress } from '../../src/ocx/values.ts';
import { type Face, OldPage } from '../support/old-page.ts';

/** What old pages call; the first spelling is the control's. */
const METHODS = `
  connectServer Logon Logoff Dial callout hold fetchHold dropCall finishWrapup Leave ResumeWork setWorkMode
  prepareDial cancelPrepareDial cancelDial prepareConsult prepareCallout cancelConsult finishConsult
  prepareCallInner cancelPrepareCallInner cancelCallInner prepareMonitor cancelPrepareMonitor finishMonitor
  consult consultTransfer consultConf consultSwap consultSwapBack dropConf oneStepTransfer transferToIVR monitorAgent
  intervene intercept forceDrop monitorControl callInner refreshAgentList answerCall sendAgentMsg
  getCOInfo setCOInfo getAgentInfo getQueueSize getQueueCOInfo getAgentListCount getAgentListInfo getDevListCount
  getDevListInfo getErrDesc SetInitParam setInitParam addEventListener removeEventListener attachEvent detachEvent`;
const PROPERTIES = ['ServerIP', 'DevNum', 'AgentINS', 'AgentID', 'AgentName', 'AgentType', 'SK'];

const page = new OldPage({ AgentID: '888' });
const { face, control } = page;

describe('the face has', () => {
  it.each(METHODS.trim().split(/\s+/))('%s', (name) => {
    expect(typeof face[name]).toBe('function');
    expect(typeof face[name.toLowerCase()]).toBe('function');
    expect(typeof face[name.toUpperCase()]).toBe('function');
    expect(name in face).toBe(true);
  });
  it.each(PROPERTIES)('property %s', (name) => {
    const old = new OldPage({});
    old.face[name] = '7';
    expect(old.face[name]).toBe('7');
    expect(old.face[name.toLowerCase()]).toBe('7');
    expect(Object.hasOwn(old.face, name)).toBe(false);
  });
  it('nothing of the inside', () => {
    expect(face.works).toBeUndefined();
    expect(face.inside).toBeUndefined();
    expect(face.toString).toBe(Object.prototype.toString);
  });
  it('what a page sets on it beside', () => {
    face.myOwn = 1;
    expect(face.myOwn).toBe(1);
    expect(Object.keys(face)).toEqual(['myOwn']);
  });
});

describe('an element', () => {
  class Element {
    readonly heard: string[] = [];
    width = 10;
    #title = '';
    get title(): string {
      return this.#title;
    }
    set title(value: string) {
      this.#title = value;
    }
    addEventListener(name: string): void {
      this.heard.push(name);
    }
  }
  it('stays one, and is the control too', () => {
    const element = new Element() as Element & Face;
    putOn(element, control);
    expect(element).toBeInstanceOf(Element);
    element.title = 'mine';
    expect(element.title).toBe('mine');
    element.ServerIP = '10.0.0.5';
    expect(face.serverip).toBe('10.0.0.5');
    element.addEventListener('click');
    (element as Face).addEventListener('evtStateChange', () => {});
    expect(element.heard).toEqual(['click']);
    expect(element.LOGON()).toBe(-3);
  });
});

describe('an event', () => {
  it('reaches every listener once, with the object as this, and one that throws stops none', async () => {
    const old = new OldPage({});
    const heard: unknown[] = [];
    const one = (): void => void heard.push('one');
    old.face.attachEvent('onevtPrepareConsultSucc', one);
    old.face.addEventListener('evtprepareconsultsucc', one);
    old.face.addEventListener('evtPrepareConsultSucc', () => {
      throw new Error('mine');
    });
    old.face.attachEvent('evtPrepareConsultSucc', function (this: unknown) {
      heard.push(this === old.face);
    });
    const gone = (): void => void heard.push('gone');
    old.face.attachEvent('evtPrepareConsultSucc', gone);
    old.face.detachEvent('evtPrepareConsultSucc', gone);
    expect(old.face.prepareConsult()).toBe(0);
    expect(heard).toEqual([]); // the method returns first
    await old.until('evtPrepareConsultSucc');
    expect(heard).toEqual(['one', true]);
    expect(old.problems.map(String)).toEqual(['Error: mine']);
    expect(old.told.at(-1)?.self).toBe(old.face);
  });
  it('has a bound on its listeners', () => {
    const old = new OldPage({});
    const taken = Array.from({ length: 100 }, () => old.face.attachEvent('evtStateChange', () => {}));
    expect(taken.filter(Boolean)).toHaveLength(64);
    expect(old.face.attachEvent('evtStateChange', 'no function')).toBe(false);
  });
});

it.each([
  ['10.0.0.5', '', false, 'ws://10.0.0.5:8887'],
  ['10.0.0.5', '8180', false, 'ws://10.0.0.5:8180'],
  ['cti.example.com:9000', '8180', true, 'wss://cti.example.com:9000'],
  ['cti.example.com/WSAgentServer/websocket', '8180', false, 'ws://cti.example.com:8180/WSAgentServer/websocket'],
  ['wss://cti.example.com', '1', false, 'wss://cti.example.com'],
  ['https://cti.example.com', '', true, 'wss://cti.example.com'],
])('server %s port %s secure %s is %s', (server, port, secure, address) => {
  expect(serverAddress(server, port, secure)).toBe(address);
});

describe('docs/guides/moving-from-ocx.md', () => {
  const guide = readFileSync(new URL('../../../../docs/guides/moving-from-ocx.md', import.meta.url), 'utf8');
  it('names every method and property', () => {
    const names = [...methodNames(control), ...OCX_PROPERTIES];
    expect(names.filter((name) => !new RegExp(`\\b${name}\\b`).test(guide))).toEqual([]);
  });
});
