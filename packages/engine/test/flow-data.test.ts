/** What flows find in the call data, and what they leave there: nothing that is not the call's, and no old verdict. */
import { describe, expect, it } from 'vitest';
import type { FlowNode, HttpNode, IvrFlow } from '../src/index.ts';
import { baseConfig } from './support/config.ts';
import { Desk } from './support/desk.ts';

const OWN_SVN = '2000';
const ends: FlowNode = { do: 'hangup' };
const request: Omit<HttpNode, 'url'> = {
  do: 'http',
  method: 'GET',
  send: [],
  save: {},
  timeoutSeconds: 5,
  next: 'end',
  otherwise: 'end',
};

function withFlow(nodes: IvrFlow['nodes']): Desk {
  const flow = { svn: OWN_SVN, name: 'own', start: 'start', nodes };
  const desk = new Desk({
    ...baseConfig,
    dnisRoutes: [...baseConfig.dnisRoutes, { pattern: '30000', target: { type: 'ivr', svn: OWN_SVN }, priority: 0 }],
    ivrFlows: [flow],
  });
  desk.logOn('6001', '888');
  return desk;
}
function called(nodes: IvrFlow['nodes']): Desk {
  const desk = withFlow(nodes);
  desk.incoming('c1', '30000');
  desk.answered('c1');
  return desk;
}

describe('a datum that every JavaScript object has by its nature', () => {
  it('is none of the call, to be said', () => {
    const desk = called({
      start: { do: 'play', prompts: [{ kind: 'data', key: 'constructor' }], next: 'end' },
      end: ends,
    });
    expect(desk.asked('hangup')).toHaveLength(1);
  });

  it('is empty in an address', () => {
    const desk = called({ start: { ...request, url: 'https://crm.example.com/{toString}?a={valueOf}' }, end: ends });
    const asked = desk.effects.flatMap((effect) => (effect.kind === 'http' ? [effect.url] : []));
    expect(asked).toEqual(['https://crm.example.com/?a=']);
  });

  it('is empty as a result', () => {
    const desk = withFlow({ start: { do: 'return', key: 'constructor' } });
    desk.talk('6001');
    desk.tell('6001', 'TransferToIVR', { svn: OWN_SVN, checkPassword: true, attached: {} });
    expect(desk.last('6001', 'IVRCheckReturn')).toMatchObject({ params: { result: '' } });
  });
});

describe('the verdict on a password', () => {
  const check = (desk: Desk): void => {
    desk.tell('6001', 'TransferToIVR', { svn: '8888', checkPassword: true, attached: {} });
  };
  const good = (desk: Desk): void => {
    for (const digit of '1234#') desk.on({ on: 'digit', leg: 'customer-6001', digit });
    const asked = desk.effects.flatMap((effect) => (effect.kind === 'verify' ? [effect] : [])).at(-1);
    desk.feed({ kind: 'verified', call: asked?.call ?? '', request: asked?.request ?? '', good: true });
  };
  const shown = (desk: Desk): string | undefined => desk.view('6001').call?.IVRCHECKRESULT;

  function confirmedOnce(): Desk {
    const desk = new Desk();
    desk.logOn('6001', '888');
    desk.talk('6001');
    check(desk);
    good(desk);
    expect(desk.last('6001', 'IVRCheckReturn')).toMatchObject({ params: { result: '1' } });
    expect(shown(desk)).toBe('1');
    return desk;
  }

  it('is 0 for a caller who keys nothing, also when an earlier check of the same call went well', () => {
    const desk = confirmedOnce();
    check(desk);
    desk.pass(10 * 60_000);
    expect(desk.agentState('6001')).toBe(6);
    expect(desk.last('6001', 'IVRCheckReturn')).toMatchObject({ params: { result: '0' } });
    expect(shown(desk)).toBe('0');
  });

  it('is 0 when the agent fetches the caller back before there is one', () => {
    const desk = confirmedOnce();
    check(desk);
    desk.tell('6001', 'CancelWait');
    expect(shown(desk)).toBe('0');
  });

  it('is 0 until there is one, whatever a page had attached under the name', () => {
    const ask: FlowNode = {
      do: 'verify',
      prompts: [],
      key: 'CardOk',
      least: 4,
      most: 4,
      timeoutSeconds: 5,
      retries: 0,
      next: 'back',
      otherwise: 'back',
    };
    const desk = withFlow({ start: ask, back: { do: 'return', key: 'CardOk' } });
    desk.talk('6001');
    desk.tell('6001', 'TransferToIVR', { svn: OWN_SVN, checkPassword: true, attached: { CardOk: '1' } });
    desk.pass(60_000);
    expect(desk.last('6001', 'IVRCheckReturn')).toMatchObject({ params: { result: '0' } });
  });
});
