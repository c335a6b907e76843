import { describe, expect, it } from 'vitest';
import { baseConfig } from './support/config.ts';
import { Desk } from './support/desk.ts';

const WAIT = 'INS_WAIT_FOR_DISPATCH';
const eventsOf = (desk: Desk, conn: string) => desk.said(conn).map(({ event }) => `${event.event} ${event.ins}`);

/** A page that lets the server choose: Init, then Logon. */
function page(desk: Desk, conn: string, agentId: string, id?: string) {
  desk.tell(WAIT, 'Init', { agentId }, { conn });
  return desk.tell(WAIT, 'Logon', { agentId }, { conn, ...(id === undefined ? {} : { id }) });
}

describe('INS_WAIT_FOR_DISPATCH', () => {
  it('is the name of the seat until Logon, and the extension from its reply on', () => {
    const desk = new Desk();
    const init = desk.tell(WAIT, 'Init', { agentId: '888' }, { conn: 'p' });
    expect(init).toMatchObject({ errorCode: 'Succ', ins: WAIT, agent: { ins: WAIT, agentState: 1 } });
    expect(eventsOf(desk, 'p')).toEqual([`SettingsNotify ${WAIT}`]);
    desk.clear();
    const reply = desk.tell(
      WAIT,
      'Logon',
      { agentId: '888' },
      { conn: 'p', delegatorId: init.agent?.delegatorId ?? '' },
    );
    expect(reply).toMatchObject({ errorCode: 'Succ', ins: '6001', agent: { ins: '6001' } });
    expect(desk.asked('check-device')).toEqual([{ do: 'check-device', number: '6001' }]);
    desk.device('6001');
    expect(eventsOf(desk, 'p').every((event) => event.endsWith(' 6001'))).toBe(true);
    expect(desk.agentState('6001')).toBe(3);
    desk.incoming('c1');
    expect(desk.dialled().target).toEqual({ kind: 'extension', number: '6001' });
  });

  it('brings the buttons of the telephone that was chosen, also to pages that know buttons by state alone', () => {
    const desk = new Desk();
    for (const number of ['6001', '6002', '6003']) desk.device(number, false);
    const init = desk.tell(WAIT, 'Init', { agentId: '888' }, { conn: 'p' });
    const answers = () =>
      desk
        .said('p')
        .flatMap(({ event }) =>
          event.event === 'SettingsNotify'
            ? [event.params.stateSettings.find(({ state }) => state === '5')?.functions.some(({ id }) => id === 42)]
            : [],
        );
    expect(answers()).toEqual([false]);
    desk.tell(WAIT, 'Logon', { agentId: '888' }, { conn: 'p', delegatorId: init.agent?.delegatorId ?? '' });
    expect(answers()).toEqual([false, true]);
  });

  it('gives several pages an extension each, and none that is taken or not there', () => {
    const desk = new Desk();
    desk.logOn('6002', '999');
    desk.device('6003', false);
    expect(page(desk, 'a', '888').ins).toBe('6001');
    expect(page(desk, 'b', '777').ins).toBe('6004');
  });

  it('passes over an extension that was called in vain a moment ago, until the switch says it is there', () => {
    const desk = new Desk();
    for (const number of ['6001', '6002', '6003']) desk.device(number);
    desk.logOn('6001', '999');
    desk.tell('6001', 'CallInner', { destSPType: 'EXT', destSPIns: '6002' });
    desk.answered(desk.dialled('6001').leg);
    const { leg } = desk.dialled('6002');
    desk.clear();
    desk.ended(leg, 'unreachable');
    expect(desk.asked('check-device')).toEqual([{ do: 'check-device', number: '6002' }]);
    expect(page(desk, 'a', '888').ins).toBe('6003');
    desk.device('6002');
    expect(page(desk, 'b', '777').ins).toBe('6002');
  });

  it('says NoExtensionFree when all are taken, and can be asked again', () => {
    const desk = new Desk({ ...baseConfig, extensions: baseConfig.extensions.slice(0, 1) });
    desk.logOn('6001', '999');
    expect(page(desk, 'p', '888', 'on').ins).toBe(WAIT);
    const failed = desk.said('p').at(-1)?.event;
    expect(failed).toMatchObject({
      event: 'LogonFailed',
      ins: WAIT,
      fault: { code: 'NoExtensionFree' },
      replyTo: 'on',
    });
    desk.tell('6001', 'Logoff');
    desk.feed({ kind: 'connection-closed', conn: 'ws-6001' });
    expect(desk.tell(WAIT, 'Logon', { agentId: '888' }, { conn: 'p', id: 'again' }).ins).toBe('6001');
  });

  it('goes on to another extension when the telephone of the first is gone before the log-on is done', () => {
    const desk = new Desk();
    for (const number of ['6001', '6002']) desk.device(number);
    page(desk, 'p', '888');
    desk.device('6001', false);
    expect(desk.said('p').at(-1)?.event).toMatchObject({ event: 'LogonFailed', fault: { code: 'DeviceUnreachable' } });
    const { delegatorId } = desk.state.sessions.get('6001') ?? { delegatorId: '' };
    expect(desk.tell(WAIT, 'Logon', { agentId: '888' }, { conn: 'p', delegatorId }).ins).toBe('6002');
    desk.device('6002');
    expect([desk.agentState('6002'), [...desk.state.sessions.keys()]]).toEqual([3, ['6002']]);
    // The one that was left is there for the next, when its telephone is.
    desk.device('6001');
    expect(page(desk, 'q', '777').ins).toBe('6001');
  });

  it('goes on to another extension when the switch said nothing of the telephone of the first', () => {
    const desk = new Desk();
    page(desk, 'p', '888');
    desk.clear();
    desk.pass(5_000);
    expect(desk.said('p').at(-1)?.event).toMatchObject({ event: 'LogonFailed', fault: { code: 'DeviceUnreachable' } });
    // It is asked after once more: until it answers, nobody is sent there.
    expect(desk.asked('check-device')).toEqual([{ do: 'check-device', number: '6001' }]);
    expect(desk.tell(WAIT, 'Logon', { agentId: '888' }, { conn: 'p' }).ins).toBe('6002');
  });

  it('is found at the other extension by a page that it was taken from, and that takes it back', () => {
    const desk = new Desk();
    page(desk, 'p', '888');
    desk.device('6001', false);
    const { delegatorId } = desk.state.sessions.get('6001') ?? { delegatorId: '' };
    desk.tell('6001', 'Init', { agentId: '888' }, { conn: 'q', delegatorId });
    expect(desk.tell(WAIT, 'Logon', { agentId: '888' }, { conn: 'q' }).ins).toBe('6002');
    desk.device('6002');
    const back = desk.tell(WAIT, 'Init', { agentId: '888' }, { conn: 'p', delegatorId });
    expect(back).toMatchObject({ errorCode: 'Succ', ins: '6002', datas: { delegatorId, agentState: '3' } });
    expect(desk.state.sessions.size).toBe(1);
  });

  it('stays where it is when no other is free, or when it names its extension', () => {
    const desk = new Desk({ ...baseConfig, extensions: baseConfig.extensions.slice(0, 1) });
    page(desk, 'p', '888');
    desk.device('6001', false);
    expect(desk.tell(WAIT, 'Logon', { agentId: '888' }, { conn: 'p' }).ins).toBe('6001');
    desk.device('6001');
    expect(desk.agentState('6001')).toBe(3);
    const two = new Desk();
    page(two, 'p', '888');
    two.device('6001', false);
    expect(two.tell('6001', 'Logon', { agentId: '888' }, { conn: 'p' }).ins).toBe('6001');
  });

  it('is taken from a page that goes on using the name, and from one that uses the extension', () => {
    const desk = new Desk();
    page(desk, 'p', '888');
    desk.device('6001');
    desk.tell(WAIT, 'Leave', { leaveReason: '1' }, { conn: 'p' });
    expect(desk.agentState('6001')).toBe(23);
    desk.tell('6001', 'ResumeWork', {}, { conn: 'p' });
    expect(desk.agentState('6001')).toBe(3);
  });

  it('leads a page that reloads back to its extension', () => {
    const desk = new Desk();
    page(desk, 'p', '888');
    desk.device('6001');
    const delegatorId = desk.delegatorId('6001');
    desk.feed({ kind: 'connection-closed', conn: 'p' });
    const back = desk.tell(WAIT, 'Init', { agentId: '888' }, { conn: 'q', delegatorId });
    expect(back).toMatchObject({ errorCode: 'Succ', ins: '6001', datas: { delegatorId, agentState: '3' } });
  });

  it('leaves nothing behind when its page goes before Logon, nor after a restart', () => {
    const desk = new Desk();
    desk.tell(WAIT, 'Init', { agentId: '888' }, { conn: 'p' });
    desk.feed({ kind: 'connection-closed', conn: 'p' });
    expect([desk.state.sessions.size, desk.docs.size]).toEqual([0, 0]);
    page(desk, 'q', '888');
    desk.device('6001');
    expect([...desk.docs.keys()]).toEqual(['agent:6001']);
    desk.restart();
    desk.sync();
    expect(desk.agentState('6001')).toBe(3);
  });

  it('works for a page that sends Logon without Init', () => {
    const desk = new Desk();
    expect(desk.tell(WAIT, 'Logon', { agentId: '888' }, { conn: 'p' }).ins).toBe('6001');
    desk.device('6001');
    expect(desk.agentState('6001')).toBe(3);
  });
});
