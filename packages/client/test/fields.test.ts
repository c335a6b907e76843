/** What each field of the softphone holds once the server has spoken (protocol 8), and what each attribute of a page does. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ESPAttr } from '../src/globals.ts';
import type { WSSoftPhone } from '../src/index.ts';
import { FakeServer } from './support/fake-server.ts';
import { Page } from './support/page.ts';

let server: FakeServer;
const pages: Page[] = [];
const open = async (attrs: Partial<ConstructorParameters<typeof Page>[0]> = {}): Promise<Page> => {
  const page = new Page({ serverUri: server.uri, ...attrs });
  pages.push(page);
  await page.phone.connectServer();
  return page;
};
beforeEach(async () => {
  server = await FakeServer.start('deployed');
});
afterEach(async () => {
  for (const page of pages.splice(0)) page.phone.close();
  await server.stop();
});

const call = { COID: 'BC_1_58aaabff_4001', ANI: '13800138000', '17': '0' };
const waiting = [{ coid: 'BC_1_58aaabff_4002', ani: '13900139000', qtm: 3 }];
const settings = {
  stateSettings: [{ state: '5', functions: [{ id: 10, enabled: true }] }],
  workModeSettings: [{ serviceWorkMode: '3', serviceWorkModeName: '示忙', basicWorkMode: '3', visible: true }],
  leaveReasonSettings: [{ reasonId: '2', reasonName: '就餐', visible: true }],
  transferSubItems: [{ type: 'Skill', name: '转技能' }],
  transferIVRInfo: [{ svn: '8888', name: '验证密码', checkPassword: true }],
  transferAgentSkillInfo: [{ skillCode: '1002', skillName: '紧急' }],
  ivrButtonSettings: [{ svn: '999', name: '满意度', checkPassword: false }],
};
const agentInfos = {
  ...{ agentId: '889', agentName: '王', agentState: '5', agentWorkMode: '3', leaveReason: '2', delegatorId: 'D1' },
  ...{ isMonitor: 'true', monitorDepts: '1,2', canKeepLogon: 'true', isKeepLogon: 'true', isDigitalDevice: 'true' },
};

/** The server says something of everything. */
function tellAll(): void {
  const packed = Object.entries(settings).map(([key, list]) => [key, JSON.stringify(list)]);
  server.now.event('SettingsNotify', { params: Object.fromEntries(packed) });
  server.now.event('QueueChange', { params: { queueList: JSON.stringify(waiting) } });
  server.now.event('StateChange', { agentInfos });
  server.now.event('CallArrive', { coInfos: call });
}

describe('the field', () => {
  it.each([
    ...Object.entries(settings),
    ['agentId', '889'],
    ['agentName', '王'],
    ['ins', '6002'],
    ['delegatorId', 'D1'],
    ['agentState', '5'],
    ['agentWorkMode', '3'],
    ['leaveReason', '2'],
    ['coInfos', call],
    ['queueList', waiting],
    ['isMonitor', true],
    ['monitorDepts', '1,2'],
    ['canAutoAnswer', true],
    ['isAutoAnswer', false],
    ['canKeepLogon', true],
    ['isKeepLogon', true],
    ['wrapupLeft', 7],
  ] as [keyof WSSoftPhone, unknown][])('%s is what the server said', async (field, value) => {
    const page = await open();
    tellAll();
    if (field === 'wrapupLeft') server.now.event('WrapupTick', { params: { tick: '7' } });
    server.now.event('HBSucc');
    await page.until('onHBSucc');
    expect(page.phone[field]).toEqual(value);
  });

  it('ws is the open socket, and none once closed', async () => {
    const { phone } = await open();
    expect(phone.ws?.readyState).toBe(1);
    phone.close();
    expect(phone.ws).toBeNull();
  });
});

describe('the getter', () => {
  it.each([
    ['getCoInfos', (phone: WSSoftPhone) => phone.getCoInfos(), call],
    ['getQueueList', (phone: WSSoftPhone) => phone.getQueueList(), waiting],
    ['getAgentInfos', (phone: WSSoftPhone) => phone.getAgentInfos().agentName, '王'],
    ['getCurStateName', (phone: WSSoftPhone) => phone.getCurStateName(), '通话准备'],
    ['getCurWorkModeName', (phone: WSSoftPhone) => phone.getCurWorkModeName(), '示忙'],
    ['getStateSetting', (phone: WSSoftPhone) => phone.getStateSetting(), settings.stateSettings[0]],
  ])('%s() gives what is there now', async (_name, get, value) => {
    const page = await open();
    tellAll();
    await page.until('onCallArrive');
    expect(get(page.phone)).toEqual(value);
  });
});

it.each(Object.values(ESPAttr))('ESPAttr.%s names what getAgentInfos() has', async (name) => {
  const page = await open();
  server.now.event('StateChange', { agentInfos });
  await page.state('5');
  expect(page.phone.getAgentInfos()[name]).toBe(agentInfos[name]);
});

describe('the attribute', () => {
  it.each([
    ['agentId', '777', 'Init', { agentId: '777' }],
    ['agentName', '李', 'Init', { agentName: '李' }],
    ['agentWorkMode', '3', 'Logon', { agentWorkMode: '3' }],
    ['softPhoneCode', 'secret', 'Logon', { softPhoneCode: 'secret' }],
    [
      'customInitParams',
      { agentWrapupSeconds: 10, skills: [{ skillCode: '1001', skillLevel: '5' }] },
      'Logon',
      { customInitParams: '{"agentWrapupSeconds":10,"skills":[{"skillCode":"1001","skillLevel":"5"}]}' },
    ],
  ])('%s goes to the server', async (name, value, command, params) => {
    const page = await open({ [name]: value });
    page.phone.logon();
    expect((await server.command(command)).params).toMatchObject(params);
  });

  it('ins names the seat in every command', async () => {
    await open({ ins: 'RP_13800138000' });
    expect(server.received.map((one) => one.ins)).toEqual(['RP_13800138000', 'RP_13800138000']);
  });
  it('delegatorId brings a running session back', async () => {
    await open({ delegatorId: 'D7' });
    expect((await server.command('Init')).delegatorId).toBe('D7');
  });
  it.each(['stateSettings', 'workModeSettings', 'leaveReasonSettings'] as const)(
    '%s holds until the server tells its own',
    async (name) => {
      const page = new Page({ serverUri: server.uri, [name]: settings[name] });
      pages.push(page);
      expect(page.phone[name]).toEqual(settings[name]);
      await page.phone.connectServer();
      expect(page.phone[name]).not.toEqual(settings[name]);
    },
  );
  it('language chooses the words', async () => {
    const page = await open({ language: 'en' });
    server.now.state(3);
    await page.state('3');
    expect(page.phone.getCurStateName()).toBe('Idle');
  });
});

describe('the handler', () => {
  it('onTrace is told every line', async () => {
    const page = await open();
    expect(page.told('onTrace').flat().join('\n')).toContain('→ Init');
  });
  it('onWSHello is told what a WSHello is answered', async () => {
    server.script = ({ command }) => (command === 'WSHello' ? { datas: { stateTimeLength: '00:00:07' } } : undefined);
    const page = await open();
    const told = page.until('onWSHello');
    for (let i = 0; i < 4; i++) page.time.advance(30_000);
    expect(await told).toMatchObject([{ command: 'WSHello', datas: { stateTimeLength: '00:00:07' } }]);
  });
  it('onWrapupTick is told the seconds left', async () => {
    const page = await open();
    server.now.event('WrapupTick', { params: { tick: '7' } });
    expect(await page.until('onWrapupTick')).toEqual([7]);
  });
  it('onFunctionSwitch is told what a switch became', async () => {
    server.script = ({ command }) =>
      command === 'SetFunctionSwitch' ? { datas: { functionCode: 'KeepLogon', isOn: 'true' } } : undefined;
    const page = await open();
    page.phone.setFunctionSwitch('KeepLogon', true);
    expect(await page.until('onFunctionSwitch')).toEqual(['KeepLogon', true, true]);
  });
  it('onWSConnectFailed is told when nobody listens', async () => {
    const { uri } = server;
    await server.stop();
    const page = new Page({ serverUri: uri });
    pages.push(page);
    page.phone.connectServer().catch(() => {});
    expect(await page.until('onWSConnectFailed')).toEqual([]);
    server = await FakeServer.start('deployed');
  });
});
