/** Rows of the table SystemParam, parsed. The first six keys are the manual's (chapter 6), the others are ours. */
import type { Levels, Params } from './config.ts';

const DEFAULTS: Params = {
  leaveWorkModeSync: false,
  oneStepTransferSupport: false,
  transferSkills: [],
  transferIvrs: [],
  mask: [],
  maskRpn: [4, 5, 6, 7, 8, 42, 25, 26, 27],
  playWorkerId: true,
  ringSeconds: 20,
  dialSeconds: 45,
  wrapupSeconds: 15,
  missLimit: 3,
  missLeaveReason: '3',
  sessionGraceSeconds: 120,
  outsidePrefix: '',
  callerIds: [],
  maskNumbers: false,
  utcOffsetMinutes: 480,
  serviceLevelSeconds: 20,
  boardServiceLevel: [80, 60],
  boardAbandoned: [5, 10],
  boardLongestWait: [20, 60],
  voiceLang: 'zh-CN',
  recordCalls: false,
  recordingDays: 90,
  maxCalls: 2_000,
  maxQueue: 1_000,
};

/** The parameters of a tenant whose SystemParam is empty. */
export const defaultParams = (): Params => DEFAULTS;

export interface ParamProblem {
  readonly key: string;
  readonly value: string;
  readonly expected: string;
}

interface Form<T> {
  /** undefined: not understood. */
  readonly parse: (text: string) => T | undefined;
  readonly expected: string;
}

const flag: Form<boolean> = {
  parse: (text) => (text === '1' ? true : text === '0' || text === '' ? false : undefined),
  expected: '0 or 1',
};

function whole(min: number, max: number): Form<number> {
  return {
    parse: (text) => {
      if (!/^-?\d{1,9}$/.test(text)) return undefined;
      const value = Number(text);
      return value >= min && value <= max ? value : undefined;
    },
    expected: `a whole number from ${min} to ${max}`,
  };
}

/** What is bad is no better than what is worth a look: of a falling number no higher, of a rising one no lower. */
function levels(min: number, max: number, way: 'falling' | 'rising', such: string): Form<Levels> {
  const { parse } = whole(min, max);
  return {
    parse: (text) => {
      const [look, bad, ...more] = text.split(',').map((part) => parse(part.trim()));
      if (look === undefined || bad === undefined || more.length > 0) return undefined;
      return (way === 'falling' ? bad <= look : bad >= look) ? [look, bad] : undefined;
    },
    expected: `two whole numbers from ${min} to ${max}, the second no ${way === 'falling' ? 'higher' : 'lower'}, such as ${such}`,
  };
}

function list<T>(separator: string, item: (text: string) => T | undefined, expected: string): Form<readonly T[]> {
  return {
    parse: (text) => {
      if (text === '') return [];
      const items: T[] = [];
      for (const part of text.split(separator)) {
        const value = item(part.trim());
        if (value === undefined || items.length >= 500) return undefined;
        items.push(value);
      }
      return items;
    },
    expected,
  };
}

const functionIds = list(
  ',',
  (part) => (/^\d{1,2}$/.test(part) ? Number(part) : undefined),
  'function numbers separated by commas, such as 33,34',
);

const skills = list(
  '|',
  (part) => {
    const cut = part.indexOf(',');
    const skillCode = part.slice(0, cut).trim();
    const skillName = part.slice(cut + 1).trim();
    return cut > 0 && skillCode !== '' && skillName !== '' ? { skillCode, skillName } : undefined;
  },
  'skill code,name pairs separated by |, such as 1002,紧急问题|1003,英语服务',
);

const ivrs = list(
  '|',
  (part) => {
    const [svn = '', name = '', check = '0', ...rest] = part.split(',').map((text) => text.trim());
    if (svn === '' || name === '' || rest.length > 0 || (check !== '0' && check !== '1')) return undefined;
    return { svn, name, checkPassword: check === '1' };
  },
  'svn,name or svn,name,1 entries separated by |, such as 999,满意度|8888,验证密码,1',
);

const digits = (max: number): Form<string> => ({
  parse: (text) => (new RegExp(`^[0-9*#]{0,${max}}$`).test(text) ? text : undefined),
  expected: `at most ${max} digits`,
});

const text = (max: number): Form<string> => ({
  parse: (value) => (value.length > 0 && value.length <= max ? value : undefined),
  expected: `a text of 1 to ${max} characters`,
});

const numbers = list(
  ',',
  (part) => (/^\+?[0-9*#]{1,32}$/.test(part) ? part : undefined),
  'telephone numbers separated by commas',
);

type Forms = { readonly [K in keyof Params]: Form<Params[K]> };
const FORMS: Forms = {
  leaveWorkModeSync: flag,
  oneStepTransferSupport: flag,
  transferSkills: skills,
  transferIvrs: ivrs,
  mask: functionIds,
  maskRpn: functionIds,
  playWorkerId: flag,
  ringSeconds: whole(3, 300),
  dialSeconds: whole(3, 300),
  wrapupSeconds: whole(0, 86_400),
  missLimit: whole(0, 100),
  missLeaveReason: text(32),
  sessionGraceSeconds: whole(0, 86_400),
  outsidePrefix: digits(8),
  callerIds: numbers,
  maskNumbers: flag,
  utcOffsetMinutes: whole(-720, 840),
  serviceLevelSeconds: whole(1, 3_600),
  boardServiceLevel: levels(0, 100, 'falling', '80,60'),
  boardAbandoned: levels(0, 100, 'rising', '5,10'),
  boardLongestWait: levels(1, 3_600, 'rising', '20,60'),
  voiceLang: {
    parse: (value) => (value === 'zh-CN' || value === 'en' ? value : undefined),
    expected: 'zh-CN or en',
  },
  recordCalls: flag,
  recordingDays: whole(1, 3_650),
  maxCalls: whole(1, 100_000),
  maxQueue: whole(0, 100_000),
};

/** ParamKey of each parameter, as it stands in the table. */
export const PARAM_KEYS: { readonly [K in keyof Params]: string } = {
  leaveWorkModeSync: 'SOFTPHONELEAVEWORKMODESTATESYNC',
  oneStepTransferSupport: 'ONESTEPTRANSFERSUPPORT',
  transferSkills: 'AGENTTRANSFERSKILLINFO',
  transferIvrs: 'AGENTTRANSFERIVRINFO',
  mask: 'SOFTPHONEMASKENABLED',
  maskRpn: 'SOFTPHONEMASKENABLED_RPN',
  playWorkerId: 'AGENTPLAYWORKERID',
  ringSeconds: 'AGENTRINGSECONDS',
  dialSeconds: 'DIALSECONDS',
  wrapupSeconds: 'AGENTWRAPUPSECONDS',
  missLimit: 'AGENTMISSLIMIT',
  missLeaveReason: 'AGENTMISSLEAVEREASON',
  sessionGraceSeconds: 'SESSIONGRACESECONDS',
  outsidePrefix: 'OUTSIDEPREFIX',
  callerIds: 'CALLERIDS',
  maskNumbers: 'NUMBERMASK',
  utcOffsetMinutes: 'UTCOFFSETMINUTES',
  serviceLevelSeconds: 'SERVICELEVELSECONDS',
  boardServiceLevel: 'WALLBOARDSERVICELEVEL',
  boardAbandoned: 'WALLBOARDABANDONED',
  boardLongestWait: 'WALLBOARDLONGESTWAIT',
  voiceLang: 'VOICELANG',
  recordCalls: 'RECORDCALLS',
  recordingDays: 'RECORDINGDAYS',
  maxCalls: 'MAXCALLS',
  maxQueue: 'MAXQUEUE',
};

/** What each value must look like, in words. */
export const PARAM_FORMS: { readonly [K in keyof Params]: { readonly expected: string } } = FORMS;

const PARAM_NAMES = Object.keys(PARAM_KEYS) as (keyof Params)[];

function parseOne<K extends keyof Params>(
  name: K,
  rows: ReadonlyMap<string, string>,
  running: Params,
  problems: ParamProblem[],
): Params[K] {
  const value = rows.get(PARAM_KEYS[name]);
  if (value === undefined) return DEFAULTS[name];
  const form = FORMS[name];
  const parsed = form.parse(value.trim());
  if (parsed !== undefined) return parsed;
  problems.push({ key: PARAM_KEYS[name], value, expected: form.expected });
  return running[name];
}

/**
 * Parses the rows of SystemParam. A value that cannot be understood keeps the running one and is reported; a missing
 * row means the default; keys that are not ours are left alone.
 */
export function parseParams(
  rows: ReadonlyMap<string, string>,
  running: Params,
): { params: Params; problems: readonly ParamProblem[] } {
  const problems: ParamProblem[] = [];
  const pairs = PARAM_NAMES.map((name) => [name, parseOne(name, rows, running, problems)] as const);
  return { params: Object.fromEntries(pairs) as unknown as Params, problems };
}
