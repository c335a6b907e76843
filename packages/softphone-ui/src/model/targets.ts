/** Whom or what an agent can choose: colleagues and extensions of a list of the server's (manual 3.3.5), skills, IVR flows. */
import type { AgentListItem, IvrSetting, TransferSkill } from 'wssoftphone';
import { UI_LIMITS } from './limits.ts';
import { type Tone, toneOf } from './states.ts';

export type TargetType = 'AGT' | 'EXT' | 'SK' | 'IVR';

export interface Target {
  readonly type: TargetType;
  readonly ins: string;
  /** What stands first and is looked for: the extension, the code of the skill. */
  readonly code: string;
  readonly name: string;
  readonly workId: string;
  /** Of an agent: the ESPState and the basic work mode. */
  readonly state: string;
  readonly workMode: string;
  readonly tone: Tone;
  readonly checkPassword: boolean;
  /** Was in the list when it was opened, and is no more: keeps its row, and cannot be chosen. */
  readonly gone: boolean;
}
export type TabName = 'agents' | 'extensions' | 'skills' | 'ivr';
export interface Tab {
  readonly name: TabName;
  readonly targets: readonly Target[];
}

const target = (type: TargetType, ins: string, name: string, more: Partial<Target> = {}): Target => ({
  type,
  ins,
  code: ins,
  name,
  workId: '',
  state: '',
  workMode: '',
  tone: 'off',
  checkPassword: false,
  gone: false,
  ...more,
});

/** Free agents first, then by extension: whom one looks for is at the top. */
export function agentTab(items: readonly AgentListItem[]): Tab {
  const targets = items
    .filter(({ itemType }) => itemType === '1')
    .map((one) =>
      target('AGT', one.ins, one.agentName, {
        workId: one.workID ?? '',
        state: one.state ?? '0',
        workMode: one.workMode ?? '0',
        tone: toneOf(one.state ?? '0'),
      }),
    );
  return { name: 'agents', targets: sorted(targets) };
}
export function extensionTab(items: readonly AgentListItem[]): Tab {
  const targets = items
    .filter(({ itemType }) => itemType === '0')
    .map((one) => target('EXT', one.ins, one.agentName, { tone: one.calst === '32' ? 'idle' : 'off' }));
  return { name: 'extensions', targets: sorted(targets) };
}
export const skillTab = (skills: readonly TransferSkill[]): Tab => ({
  name: 'skills',
  targets: skills.map(({ skillCode, skillName }) => target('SK', skillCode, skillName)),
});
export const ivrTab = (flows: readonly IvrSetting[]): Tab => ({
  name: 'ivr',
  targets: flows.map(({ svn, name, checkPassword }) => target('IVR', svn, name, { checkPassword })),
});

const byCode = new Intl.Collator('en', { numeric: true });
const sorted = (targets: readonly Target[]): readonly Target[] =>
  [...targets].sort((a, b) => Number(b.tone === 'idle') - Number(a.tone === 'idle') || byCode.compare(a.code, b.code));

/**
 * The newer lists with every row where it stood: who is new comes last, who is gone stays in grey. A click that is on its way
 * to a colleague must not land on the neighbour because a third one began to talk.
 */
export function inPlace(before: readonly Tab[], after: readonly Tab[]): readonly Tab[] {
  return after.map((tab) => {
    const stood = before.find(({ name }) => name === tab.name)?.targets ?? [];
    const same = (one: Target) => (other: Target) => other.type === one.type && other.ins === one.ins;
    const kept = stood.map((one) => tab.targets.find(same(one)) ?? { ...one, gone: true });
    return { ...tab, targets: [...kept, ...tab.targets.filter((one) => !stood.some(same(one)))] };
  });
}

export interface Found {
  readonly targets: readonly Target[];
  /** How many more there are than can be shown. */
  readonly hidden: number;
}

/** Every word must be found somewhere in the row. */
export function search(targets: readonly Target[], text: string, words: (target: Target) => string): Found {
  const wanted = text.normalize('NFKC').toLowerCase().split(/\s+/).filter(Boolean);
  const found = targets.filter((one) => {
    const row = `${one.code} ${one.name} ${one.workId} ${words(one)}`.toLowerCase();
    return wanted.every((word) => row.includes(word));
  });
  return { targets: found.slice(0, UI_LIMITS.rows), hidden: Math.max(0, found.length - UI_LIMITS.rows) };
}

/** The controls of a supervisor (protocol 2, MonitorControl), each with the states of the agent in which it makes sense. */
export interface Control {
  readonly type: 1 | 2 | 3 | 4 | 5;
  readonly fits: (state: number) => boolean;
}
export const CONTROLS: readonly Control[] = [
  { type: 2, fits: (state) => state !== 23 },
  { type: 3, fits: (state) => state === 23 },
  { type: 4, fits: (state) => state === 19 },
  { type: 5, fits: () => true },
  { type: 1, fits: () => true },
];
