import { describe, expect, it } from 'vitest';
import { makeDelegatorId, makeId } from '../src/ids.ts';
import { defaultParams, PARAM_KEYS, parseParams } from '../src/index.ts';
import { timeLength, wallClock, weekMinute } from '../src/time.ts';

describe('time', () => {
  it('is written on the tenant’s wall clock, without a calendar of the machine', () => {
    for (const at of [0, 951_782_399_000, 951_782_400_000, 1_487_580_000_123, 4_102_444_799_000, 1_709_164_800_000]) {
      for (const offset of [0, 480, -300, 345]) {
        const expected = new Date(at + offset * 60_000).toISOString().slice(0, 19).replace('T', ' ');
        expect(wallClock(at, offset)).toBe(expected);
        const day = new Date(at + offset * 60_000);
        expect(weekMinute(at, offset)).toEqual({
          day: day.getUTCDay(),
          minute: day.getUTCHours() * 60 + day.getUTCMinutes(),
        });
      }
    }
  });

  it('every day of four centuries', () => {
    for (let day = 0; day < 146_097; day += 1) {
      const at = day * 86_400_000;
      if (wallClock(at, 0) !== `${new Date(at).toISOString().slice(0, 10)} 00:00:00`) throw new Error(`day ${day}`);
    }
  });

  it('lengths are HH:MM:SS and never negative', () => {
    expect([0, 59_999, 3_600_000, 360_000_000, -5].map(timeLength)).toEqual([
      '00:00:00',
      '00:00:59',
      '01:00:00',
      '100:00:00',
      '00:00:00',
    ]);
  });
});

describe('ids', () => {
  const entropy = `${'0123456789abcdef0123'}${'fedcba98765432100000'}`;
  it('are 23 characters and differ within an input, however many', () => {
    const made = Array.from({ length: 70_000 }, (_, i) => makeId('l', entropy, i));
    expect(new Set(made).size).toBe(made.length);
    expect(made.every((id) => /^l[0-9a-f]{22}$/.test(id))).toBe(true);
  });
  it('tell nothing of a session’s secret, which is 32 digits', () => {
    const secret = makeDelegatorId(entropy, 3, 1_487_580_000_000);
    expect(secret).toMatch(/^[0-9a-f]{32}$/);
    expect(secret.startsWith('fedcba9876543210')).toBe(true);
    expect(makeId('l', entropy, 3)).not.toContain('fedcba');
  });
});

describe('parameters', () => {
  const parse = (rows: Record<string, string>, running = defaultParams()) =>
    parseParams(new Map(Object.entries(rows)), running);

  it('are the defaults when the table is empty', () => {
    expect(parse({})).toEqual({ params: defaultParams(), problems: [] });
  });

  it('read the manual’s forms', () => {
    const { params, problems } = parse({
      SOFTPHONELEAVEWORKMODESTATESYNC: '1',
      ONESTEPTRANSFERSUPPORT: '1',
      AGENTTRANSFERSKILLINFO: '1002,(中文)紧急问题|1003,(英语)英语服务',
      AGENTTRANSFERIVRINFO: '999,满意度|59006258,分销商主流程|8888,验证密码,1',
      SOFTPHONEMASKENABLED: '33,34',
      SOFTPHONEMASKENABLED_RPN: '',
      AGENTRINGSECONDS: ' 25 ',
      CALLERIDS: '4008110512, +861065521234',
      SOMEBODYELSES: 'x',
    });
    expect(problems).toEqual([]);
    expect(params).toMatchObject({
      leaveWorkModeSync: true,
      oneStepTransferSupport: true,
      transferSkills: [
        { skillCode: '1002', skillName: '(中文)紧急问题' },
        { skillCode: '1003', skillName: '(英语)英语服务' },
      ],
      transferIvrs: [
        { svn: '999', name: '满意度', checkPassword: false },
        { svn: '59006258', name: '分销商主流程', checkPassword: false },
        { svn: '8888', name: '验证密码', checkPassword: true },
      ],
      mask: [33, 34],
      maskRpn: [],
      ringSeconds: 25,
      callerIds: ['4008110512', '+861065521234'],
    });
  });

  it.each([
    ['ONESTEPTRANSFERSUPPORT', 'yes'],
    ['AGENTTRANSFERSKILLINFO', '1002'],
    ['AGENTTRANSFERIVRINFO', '999,x,2'],
    ['SOFTPHONEMASKENABLED', '33;34'],
    ['AGENTRINGSECONDS', '2'],
    ['AGENTRINGSECONDS', '1e9'],
    ['AGENTRINGSECONDS', ''],
    ['CALLERIDS', 'abc'],
    ['AGENTMISSLEAVEREASON', ''],
  ])('%s = "%s" keeps the running value and is reported', (key, value) => {
    const running = { ...defaultParams(), ringSeconds: 33, oneStepTransferSupport: true, mask: [7] };
    const { params, problems } = parse({ [key]: value }, running);
    expect(problems).toEqual([{ key, value, expected: expect.any(String) }]);
    const name = Object.entries(PARAM_KEYS).find(([, paramKey]) => paramKey === key)?.[0] as keyof typeof running;
    expect(params[name]).toEqual(running[name]);
  });
});
