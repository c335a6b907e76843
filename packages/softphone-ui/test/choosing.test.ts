import { describe, expect, it } from 'vitest';
import type { AgentListItem } from 'wssoftphone';
import { UI_LIMITS } from '../src/model/limits.ts';
import { agentTab, CONTROLS, extensionTab, ivrTab, search, skillTab } from '../src/model/targets.ts';

const row = (more: Partial<AgentListItem>): AgentListItem => ({
  state: null,
  itemType: '0',
  ins: '6001',
  workID: null,
  agentName: '',
  workMode: null,
  leaveReason: null,
  dept: null,
  extnum: null,
  devowner: null,
  calst: null,
  dworkID: null,
  ...more,
});
const agent = (ins: string, name: string, state: string, workID = '') =>
  row({ itemType: '1', ins, agentName: name, state, workID, workMode: '0' });

describe('the list of the server', () => {
  const items = [
    agent('6010', '王芳', '6', '801'),
    agent('6003', '测试工号', '3', '999'),
    row({ ins: '6020', calst: '32' }),
    row({ ins: '6001', calst: '4' }),
    agent('6002', '李伟', '3', '802'),
  ];
  it('has agents and extensions in tabs of their own', () => {
    expect(agentTab(items).targets.map(({ type }) => type)).toEqual(['AGT', 'AGT', 'AGT']);
    expect(extensionTab(items).targets.map(({ ins, type }) => `${type} ${ins}`)).toEqual(['EXT 6020', 'EXT 6001']);
  });
  it('begins with whoever is free, by extension', () => {
    expect(agentTab(items).targets.map(({ ins }) => ins)).toEqual(['6002', '6003', '6010']);
  });
});

it('skills and flows are targets too', () => {
  expect(skillTab([{ skillCode: '1001', skillName: '普通服务' }]).targets[0]).toMatchObject({
    type: 'SK',
    ins: '1001',
    name: '普通服务',
  });
  expect(ivrTab([{ svn: '8888', name: '验证密码', checkPassword: true }]).targets[0]).toMatchObject({
    type: 'IVR',
    ins: '8888',
    checkPassword: true,
  });
});

describe('searching', () => {
  const { targets } = agentTab([agent('6002', '李伟', '3', '802'), agent('6003', 'Mary Smith', '23', '999')]);
  const states = (state: string) => (state === '3' ? '空闲' : '离席');
  const find = (text: string) => search(targets, text, ({ state }) => states(state)).targets.map(({ ins }) => ins);
  it.each([
    ['', ['6002', '6003']],
    ['李', ['6002']],
    ['mary', ['6003']],
    ['999', ['6003']],
    ['９９９', ['6003']],
    ['离席', ['6003']],
    ['600 空闲', ['6002']],
    ['nobody', []],
  ])('“%s” finds %j', (text, found) => {
    expect(find(text)).toEqual(found);
  });
  it('shows no more than can be looked at, and says how many are left', () => {
    const many = agentTab(Array.from({ length: 500 }, (_, n) => agent(String(6000 + n), '', '3'))).targets;
    const found = search(many, '', () => '');
    expect(found.targets).toHaveLength(UI_LIMITS.rows);
    expect(found.hidden).toBe(500 - UI_LIMITS.rows);
  });
});

it('a supervisor’s controls fit the state of the agent', () => {
  const fitting = (state: number) => CONTROLS.filter(({ fits }) => fits(state)).map(({ type }) => type);
  expect(fitting(3)).toEqual([2, 5, 1]);
  expect(fitting(23)).toEqual([3, 5, 1]);
  expect(fitting(19)).toEqual([2, 4, 5, 1]);
});
