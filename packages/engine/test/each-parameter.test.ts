/** What each row of SystemParam changes, from the text in the table to what an agent or a caller notices. */
import { describe, expect, it } from 'vitest';
import { parseParams, type TenantConfig } from '../src/index.ts';
import { dialTalk, pickUp } from './support/calls.ts';
import { baseConfig } from './support/config.ts';
import { Desk } from './support/desk.ts';

const NUMBER = '13800138000';

/** A call centre with these rows, all others absent; 888 is logged on. */
function withRows(rows: Readonly<Record<string, string>>, ins = '6001', config: TenantConfig = baseConfig): Desk {
  const { params, problems } = parseParams(new Map(Object.entries(rows)), config.params);
  expect(problems).toEqual([]);
  const desk = new Desk({ ...config, params });
  desk.logOn(ins, '888');
  return desk;
}
const enabled = (desk: Desk, ins: string, id: number, state = 3) =>
  desk
    .view(ins)
    .settings.stateSettings.find((row) => row.state === String(state))
    ?.functions.find((one) => one.id === id)?.enabled;
const wrapupOfTenant = { ...baseConfig, agents: baseConfig.agents.map((one) => ({ ...one, wrapupSeconds: null })) };

const BEHAVIOUR: Readonly<Record<string, () => void>> = {
  SOFTPHONELEAVEWORKMODESTATESYNC: () => {
    for (const [value, state] of [
      ['1', 23],
      ['0', 3],
    ] as const) {
      const desk = withRows({ SOFTPHONELEAVEWORKMODESTATESYNC: value });
      desk.tell('6001', 'SetWorkMode', { workMode: '6' });
      expect(desk.agentState('6001')).toBe(state);
    }
  },
  ONESTEPTRANSFERSUPPORT: () => {
    expect(enabled(withRows({ ONESTEPTRANSFERSUPPORT: '1' }), '6001', 9, 6)).toBe(true);
    expect(enabled(withRows({ ONESTEPTRANSFERSUPPORT: '0' }), '6001', 9, 6)).toBeUndefined();
  },
  AGENTTRANSFERSKILLINFO: () => {
    const desk = withRows({
      ONESTEPTRANSFERSUPPORT: '1',
      AGENTTRANSFERSKILLINFO: '1002,(中文)紧急问题|1003,(英语)英语服务',
    });
    expect(desk.view('6001').settings.transferAgentSkillInfo).toEqual([
      { skillCode: '1002', skillName: '(中文)紧急问题' },
      { skillCode: '1003', skillName: '(英语)英语服务' },
    ]);
    expect(desk.view('6001').settings.transferSubItems.map(({ type }) => type)).toContain('Skill');
  },
  AGENTTRANSFERIVRINFO: () => {
    const desk = withRows({ AGENTTRANSFERIVRINFO: '999,满意度|8888,验证密码,1' });
    expect(desk.view('6001').settings.transferIVRInfo).toEqual([
      { svn: '999', name: '满意度', checkPassword: false },
      { svn: '8888', name: '验证密码', checkPassword: true },
    ]);
    // The survey button offers the same.
    expect(desk.view('6001').settings.ivrButtonSettings).toEqual(desk.view('6001').settings.transferIVRInfo);
  },
  SOFTPHONEMASKENABLED: () => {
    const desk = withRows({ SOFTPHONEMASKENABLED: '33,34' });
    expect(enabled(desk, '6001', 33)).toBe(false);
    expect(enabled(withRows({}), '6001', 33)).toBe(true);
    desk.tell('6001', 'Leave', { leaveReason: '0' });
    expect(desk.last('6001', 'LeaveFailed').fault?.code).toBe('FunctionMasked');
  },
  SOFTPHONEMASKENABLED_RPN: () => {
    const ins = `RP_${NUMBER}`;
    expect(enabled(withRows({}, ins), ins, 6, 6)).toBe(false);
    expect(enabled(withRows({ SOFTPHONEMASKENABLED_RPN: '4,5' }, ins), ins, 6, 6)).toBe(true);
  },
  AGENTPLAYWORKERID: () => {
    for (const [value, state] of [
      ['1', 4],
      ['0', 6],
    ] as const) {
      const desk = withRows({ AGENTPLAYWORKERID: value });
      desk.incoming('c1');
      desk.answered('c1');
      pickUp(desk, '6001');
      expect(desk.agentState('6001')).toBe(state);
    }
  },
  AGENTRINGSECONDS: () => {
    const desk = withRows({ AGENTRINGSECONDS: '7' });
    desk.incoming('c1');
    expect(desk.dialled('6001').timeoutSeconds).toBe(7);
  },
  DIALSECONDS: () => {
    const desk = withRows({ DIALSECONDS: '33' });
    desk.tell('6001', 'Dial', { phoneNum: NUMBER, attached: {} });
    pickUp(desk, '6001');
    expect(desk.dialled(NUMBER).timeoutSeconds).toBe(33);
  },
  AGENTWRAPUPSECONDS: () => {
    const desk = withRows({ AGENTWRAPUPSECONDS: '4' }, '6001', wrapupOfTenant);
    const { customer, agent } = desk.talk('6001');
    desk.ended(customer);
    desk.ended(agent);
    expect(desk.view('6001').wrapupLeft).toBe(4);
    desk.pass(4_000);
    expect(desk.agentState('6001')).toBe(3);
  },
  AGENTMISSLIMIT: () => {
    const desk = withRows({ AGENTMISSLIMIT: '1' });
    desk.incoming('c1');
    desk.ended(desk.dialled('6001').leg, 'no-answer');
    expect(desk.agentState('6001')).toBe(23);
  },
  AGENTMISSLEAVEREASON: () => {
    const desk = withRows({ AGENTMISSLIMIT: '1', AGENTMISSLEAVEREASON: '2' });
    desk.incoming('c1');
    desk.ended(desk.dialled('6001').leg, 'no-answer');
    expect(desk.view('6001').agent.leaveReason).toBe('2');
  },
  SESSIONGRACESECONDS: () => {
    const desk = withRows({ SESSIONGRACESECONDS: '30' });
    desk.feed({ kind: 'connection-closed', conn: 'ws-6001' });
    desk.pass(29_999);
    expect(desk.agentState('6001')).toBe(3);
    desk.pass(1);
    expect(desk.agentState('6001')).toBeNull();
  },
  OUTSIDEPREFIX: () => {
    const desk = withRows({ OUTSIDEPREFIX: '9' });
    desk.tell('6001', 'Dial', { phoneNum: `9${NUMBER}`, attached: {} });
    pickUp(desk, '6001');
    expect(desk.dialled().target).toEqual({ kind: 'outside', number: NUMBER });
  },
  CALLERIDS: () => {
    const desk = withRows({ CALLERIDS: '4008110512,4008110513' });
    desk.tell('6001', 'Dial', { phoneNum: NUMBER, ani: '4008110599', attached: {} });
    expect(desk.last('6001', 'DialFailed').fault?.code).toBe('CallerIdForbidden');
    desk.tell('6001', 'Dial', { phoneNum: NUMBER, ani: '4008110513', attached: {} });
    pickUp(desk, '6001');
    expect(desk.dialled(NUMBER).callerNumber).toBe('4008110513');
  },
  NUMBERMASK: () => {
    for (const [value, ani] of [
      ['1', '138****8000'],
      ['0', NUMBER],
    ] as const) {
      const desk = withRows({ NUMBERMASK: value });
      desk.talk('6001');
      expect(desk.view('6001').call?.ANI).toBe(ani);
    }
  },
  UTCOFFSETMINUTES: () => {
    for (const [value, time] of [
      ['480', '2017-02-20 16:40:00'],
      ['0', '2017-02-20 08:40:00'],
    ] as const) {
      const desk = withRows({ UTCOFFSETMINUTES: value });
      desk.talk('6001');
      expect(desk.view('6001').call?.IT).toBe(time);
    }
  },
  VOICELANG: () => {
    for (const lang of ['en', 'zh-CN']) {
      const desk = withRows({ VOICELANG: lang });
      desk.talk('6001');
      expect(desk.lastPlay().lang).toBe(lang);
    }
  },
  RECORDCALLS: () => {
    for (const [value, recordings] of [
      ['1', 1],
      ['0', 0],
    ] as const) {
      const desk = withRows({ RECORDCALLS: value });
      desk.talk('6001');
      expect(desk.asked('record')).toHaveLength(recordings);
    }
  },
  MAXCALLS: () => {
    const desk = withRows({ MAXCALLS: '1' });
    dialTalk(desk, '6001');
    desk.incoming('c1');
    expect(desk.asked('hangup')).toEqual([{ do: 'hangup', leg: 'c1', cause: 'busy' }]);
  },
  MAXQUEUE: () => {
    const desk = withRows({ MAXQUEUE: '1' });
    desk.tell('6001', 'Leave', { leaveReason: '0' });
    for (const leg of ['c1', 'c2']) desk.incoming(leg);
    expect(desk.asked('hangup')).toEqual([{ do: 'hangup', leg: 'c2', cause: 'busy' }]);
  },
};

describe('the row of SystemParam', () => {
  it.each(Object.entries(BEHAVIOUR))('%s does what it says', (_key, show) => show());
});

/** Columns of AgentWorkMode: what an agent in a mode of each basic kind may be given. */
describe('a basic work mode', () => {
  it.each([
    [-1, 'no calls', 3],
    [0, 'calls', 27],
    [1, 'no calls', 3],
    [2, 'pieces of work', 29],
    [3, 'no calls', 3],
    [4, 'no calls', 3],
    [5, 'numbers to dial', 28],
    [6, 'no calls', 3],
    [7, 'no calls', 3],
  ] as const)('%i is given %s', (basic, _what, state) => {
    const mode = { serviceWorkMode: '42', name: 'x', basic, visible: true, bindSkillCode: '', sortOrder: 9 };
    const desk = new Desk({ ...baseConfig, workModes: [...baseConfig.workModes, mode] });
    desk.logOn('6003', '555');
    desk.logOn('6001', '888', { agentWorkMode: '42' });
    desk.incoming('c1');
    for (const kind of ['dial', 'work'] as const) {
      desk.tell('6003', 'ImportTasks', { kind, skillCode: '1001', items: NUMBER, attached: {} });
    }
    expect(desk.agentState('6001')).toBe(state);
  });
});
