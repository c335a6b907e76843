/** The script file for pages without modules: its globals, and its weight. */
import { runInNewContext } from 'node:vm';
import { gzipSync } from 'node:zlib';
import * as protocol from '@wssoftphone/protocol/enums';
import { eventTip, functionName, stateName, TIP_TEXTS, workModeName } from '@wssoftphone/protocol/texts';
import { build } from 'esbuild';
import { beforeAll, describe, expect, it } from 'vitest';
// @ts-expect-error -- plain JavaScript, without types
import { OCX_SCRIPT, SCRIPT } from '../../../scripts/build-client.mjs';
import { OWN_CODES } from '../src/errors.ts';

/** What pages without modules find; as in docs/reference/client.md. */
const GLOBALS = [
  'WSSoftPhone',
  'WSSoftPhoneError',
  'SPCommand',
  'SPTransferIVRInfo',
  'SPOneStepTransferInfo',
  'CustomInitParms',
  'EmployeeSkill',
  'WSLocalLogger',
  'ESPCommand',
  'ESPEvent',
  'ESPFunc',
  'ESPState',
  'ESPAttr',
  'ESPError',
  'EAgentListType',
  'EEncryptMode',
  'getWSSoftPhoneText',
  'getStateName',
  'getWorkModeName',
  'getWorkModeStateName',
];

describe('wssoftphone.js', () => {
  let code = '';
  // biome-ignore lint/suspicious/noExplicitAny: a page's window
  const window: Record<string, any> = {};
  beforeAll(async () => {
    const result = await build({ ...SCRIPT, write: false, sourcemap: false });
    code = result.outputFiles?.[0]?.text ?? '';
    runInNewContext(code, window);
  });

  it('weighs at most 15 kB on the wire', () => {
    const bytes = gzipSync(code, { level: 9 }).length;
    expect(bytes).toBeGreaterThan(5_000);
    expect(bytes).toBeLessThanOrEqual(15_000);
  });

  it('sets these globals and no others', () => {
    expect(Object.keys(window).sort()).toEqual([...GLOBALS].sort());
  });

  it('has the protocol’s own enumerations', () => {
    const own = new Map<string, unknown>(Object.entries(protocol));
    const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
    for (const name of [
      'ESPCommand',
      'ESPEvent',
      'ESPFunc',
      'ESPState',
      'ESPError',
      'EAgentListType',
      'EEncryptMode',
    ] as const) {
      expect(plain(window[name]), name).toEqual(plain(own.get(name)));
    }
  });

  it('has the protocol’s own words', () => {
    for (const lang of ['zh-CN', 'en'] as const) {
      for (const state of Object.values(protocol.ESPState)) {
        expect(window.getStateName(state, lang)).toBe(stateName(state, lang));
      }
      for (const func of Object.values(protocol.ESPFunc)) {
        expect(window.getWSSoftPhoneText(`SPFunc_${func}`, lang)).toBe(functionName(func, lang));
      }
      for (const mode of Object.values(protocol.BasicWorkMode)) {
        expect(window.getWorkModeName(mode, lang)).toBe(workModeName(mode, lang));
      }
    }
    expect(window.getWSSoftPhoneText('Hold')).toBe('保持');
    expect(window.getWSSoftPhoneText('nonsense')).toBe('nonsense');
    expect(window.getWorkModeStateName('0', '3')).toBe('空闲-普通模式');
    expect(Object.keys(TIP_TEXTS).every((key) => code.includes(key))).toBe(true);
  });

  it('has the texts of the errors it raises itself, and leaves the server’s to the server', () => {
    for (const one of OWN_CODES) expect(code).toContain(one);
    expect(code).not.toContain('AgentLoggedOnElsewhere:');
  });

  it('makes the commands of non-host pages', () => {
    const command = new window.SPCommand(null, window.ESPCommand.Dial, '6002', 'D1');
    command.pushParams('phoneNum', '13800138000');
    expect(JSON.parse(JSON.stringify(command))).toEqual({
      command: 'Dial',
      objectClass: 'SPCommand',
      ins: '6002',
      delegatorId: 'D1',
      params: { phoneNum: '13800138000' },
    });
  });

  it('makes a softphone', () => {
    const phone = new window.WSSoftPhone({ agentId: '888', ins: '6002' }, {});
    expect(phone.getCurStateName()).toBe('未连接');
    expect(phone.agentState).toBe('0');
  });
});

describe('wssoftphone-ocx.js', () => {
  it('weighs at most 20 kB on the wire', async () => {
    const result = await build({ ...OCX_SCRIPT, write: false, sourcemap: false });
    const bytes = gzipSync(result.outputFiles?.[0]?.text ?? '', { level: 9 }).length;
    expect(bytes).toBeGreaterThan(5_000);
    expect(bytes).toBeLessThanOrEqual(20_000);
  });
});

describe('words', () => {
  it('name every state and function in both languages', () => {
    for (const state of Object.values(protocol.ESPState)) {
      expect(stateName(state)).toMatch(/\p{Script=Han}/u);
      expect(stateName(state, 'en')).toMatch(/[a-z]/i);
    }
    for (const func of Object.values(protocol.ESPFunc).filter((one) => one > 0)) {
      expect(functionName(func)).toMatch(/\p{Script=Han}/u);
      expect(functionName(func, 'en')).toMatch(/[a-z]/i);
    }
    expect(stateName('99')).toBe('99');
    expect(stateName('constructor')).toBe('constructor');
  });
  it('keep 成功 and 失败 in the Chinese tips of events that succeeded or failed', () => {
    const quiet = /^(Refresh|SetCOInfo|SendDigits|Prepare|CancelPrepare|HB|SetWorkModeOffline|SetFunctionSwitch)/;
    for (const event of Object.keys(protocol.ESPEvent).filter((one) => !quiet.test(one))) {
      if (event.endsWith('Succ')) expect(eventTip(event), event).toContain('成功');
      if (/(Failed|Denied)$/.test(event)) {
        expect(eventTip(event), event).toContain('失败');
        expect(eventTip(event, 'zh-CN', {}, '对方忙,外拨失败')).toBe('对方忙,外拨失败');
        expect(eventTip(event, 'zh-CN', {}, '对方忙')).toContain('对方忙');
      }
    }
  });
});
