/** Single commands with parameters that somebody might give them, sensible and not. */
import type { TenantConfig } from '@wssoftphone/engine';
import type { CommandParams, CustomInitParams, DestType, ESPCommand } from '@wssoftphone/protocol';
import { LEAVE_REASONS, SKILLS, WORK_MODES } from '../config.ts';
import type { Random } from '../random.ts';

export interface Seat {
  readonly ins: string;
  readonly agentId: string;
  readonly delegatorId: string;
  /** Seats of others where somebody talks, or is idle, as the agent list shows them. */
  readonly others: (who: 'talking' | 'idle') => readonly string[];
}

export type Draft = { [C in ESPCommand]: readonly [C, CommandParams[C]] }[ESPCommand];

/** Mostly somebody who exists, often somebody who is free: a seat, an agent, an extension, a number, a skill. */
export function whom(
  random: Random,
  seat: Seat,
  config: TenantConfig,
  types: readonly DestType[],
): readonly [DestType, string] {
  const type = random.pick(types);
  const idle = type === 'AGT' ? seat.others('idle') : [];
  if (idle.length > 0 && random.chance(0.6)) return [type, random.pick(idle)];
  if (random.chance(0.05)) return [type, random.pick(['6099', 'nobody', '1001', ''])];
  if (type === 'SK') return [type, random.pick(SKILLS)];
  if (type === 'OUT') return [type, number(random, config)];
  const extension = random.pick(config.extensions).number;
  if (type === 'EXT' || random.chance(0.5)) return [type, extension];
  return [type, config.agents.length > 0 ? random.pick(config.agents).agentId : extension];
}

export function consult(random: Random, seat: Seat, config: TenantConfig): Draft {
  const { agentId } = seat;
  const [destSPType, destSPIns] = whom(random, seat, config, ['AGT', 'AGT', 'AGT', 'EXT', 'OUT', 'OUT', 'OUT', 'SK']);
  return ['Consult', { agentId, destSPType, destSPIns }];
}
export function callInner(random: Random, seat: Seat, config: TenantConfig): Draft {
  const { agentId } = seat;
  const [destSPType, destSPIns] = whom(random, seat, config, ['AGT', 'AGT', 'EXT']);
  return ['CallInner', { agentId, destSPType, destSPIns }];
}
export function transfer(random: Random, seat: Seat, config: TenantConfig): Draft {
  const { agentId } = seat;
  const [destType, destIns] = whom(random, seat, config, ['AGT', 'AGT', 'EXT', 'OUT', 'SK']);
  const attached: Record<string, string> = random.chance(0.5) ? { OrderID: 'SVC_2', COID: 'forged' } : {};
  return ['OneStepTransfer', { agentId, destType, destIns, attached }];
}

/** Somebody to supervise: mostly one who talks; a seat, seldom an agent id. */
export function colleague(random: Random, seat: Seat) {
  const talking = seat.others('talking');
  const destSPIns =
    talking.length > 0 && random.chance(0.9)
      ? random.pick(talking)
      : String((random.chance(0.8) ? 6001 : 881) + random.below(5));
  return { destSPType: 'AGT', destSPIns } as const;
}

export function control(random: Random, seat: Seat): Draft {
  const { agentId } = seat;
  const controlType = random.pick(['1', '2', '3', '4', '5'] as const);
  const extra = controlType === '5' ? workMode(random) : random.chance(0.5) ? '' : leaveReason(random);
  return ['MonitorControl', { agentId, ...colleague(random, seat), controlType, extraControlParam: extra }];
}

export function number(random: Random, config: TenantConfig): string {
  const prefix = random.chance(0.9) ? config.params.outsidePrefix : '';
  return random.weighted([
    [20, `${prefix}138${random.below(100_000_000).toString().padStart(8, '0')}`],
    [3, `${prefix}1390000000${random.below(10)}`],
    [2, `${prefix}13910000000`],
    [2, `${prefix}0086138000`],
    [1, `${prefix}+44 20 7946-0000`],
    [1, ''],
    [1, 'not a number'],
    [1, '9'.repeat(40)],
    [1, '６００１'],
  ]);
}

export function custom(random: Random): { readonly customInitParams?: CustomInitParams } {
  if (!random.chance(0.2)) return {};
  return {
    customInitParams: {
      ...(random.chance(0.5) ? { agentWrapupSeconds: random.between(0, 6) } : {}),
      ...(random.chance(0.7)
        ? {
            skills: SKILLS.filter(() => random.chance(0.7)).map((skillCode) => ({
              skillCode,
              skillLevel: random.between(0, 9),
            })),
          }
        : {}),
    },
  };
}

export const workMode = (random: Random): string =>
  random.weighted([
    [8, '0'],
    [2, '3'],
    [2, '6'],
    [1, '20'],
    [1.5, '5'],
    [1, '2'],
    [1, random.pick(WORK_MODES)],
    [0.5, '99'],
    [0.2, ''],
  ]);
/** As the gateway passes it on: the page's cipher, and what it found in it. */
export function encryptDial(random: Random, agentId: string, config: TenantConfig): Draft {
  const clear = `${config.params.outsidePrefix}1377${random.below(10_000_000).toString().padStart(7, '0')}`;
  const deciphered = random.chance(0.9)
    ? ({ number: clear } as const)
    : ({ code: random.pick(['NumberCipherInvalid', 'NotAvailable'] as const) } as const);
  return ['EncryptDial', { agentId, phoneNum: random.hex(40), encryptMode: random.pick(['1', '2', '3']), deciphered }];
}

/** A few numbers or pieces of work for a skill; now and then a list that cannot be taken. */
export function importTasks(random: Random, agentId: string, config: TenantConfig): Draft {
  const kind = random.chance(0.7) ? 'dial' : 'work';
  const item = (): string => (kind === 'dial' ? number(random, config) || '13900000001' : `mail ${random.below(100)}`);
  const items = Array.from({ length: random.between(1, 4) }, item).join(random.pick([',', '\n']));
  const skillCode = random.chance(0.95) ? random.pick(SKILLS) : '4711';
  const attached: Record<string, string> = random.chance(0.5) ? { campaign: 'renewals', TASKID: 'forged' } : {};
  return ['ImportTasks', { agentId, kind, skillCode, items: random.chance(0.05) ? '' : items, attached }];
}

export const setData = (random: Random, agentId: string): Draft => [
  'SetCOInfo',
  { agentId, attached: { [random.pick(['OrderID', 'ticket', 'vip', 'COID'])]: String(random.below(1000)) } },
];
/** Mostly to somebody who is there. */
export function message(random: Random, seat: Seat): Draft {
  const { agentId } = seat;
  const destSPIns = random.pick([...seat.others('idle'), ...seat.others('talking'), '6001', '6099']);
  return ['SendAgentMsg', { agentId, destSPIns, msg: random.chance(0.02) ? '' : 'hello' }];
}

const KEYS = ['1', '0', '#', '12#', '4929175500013377', '*0#ABCD'];
export const digits = (random: Random, agentId: string): Draft => [
  'SendDigits',
  { agentId, digits: random.pick(KEYS) },
];
export const CONF_FUNCTIONS = ['48', '49', '50'] as const;
export const leaveReason = (random: Random): string => (random.chance(0.93) ? random.pick(LEAVE_REASONS) : '77');
