/** A configuration made ready for looking things up, and the views that depend on nothing else. Built once per config. */
import type { ButtonView, ESPState, SettingsView, TransferSubItem } from '@wssoftphone/protocol';
import { forSessions, type Seat, settingsOf, stateButtons } from './agent/function-table.ts';
import type {
  AgentConfig,
  DnisRoute,
  ExtensionConfig,
  LeaveReasonConfig,
  SkillConfig,
  TenantConfig,
  WorkModeConfig,
} from './config.ts';
import type { IvrFlow } from './ivr/flow.ts';
import { shippedFlows } from './ivr/shipped.ts';

/** What every seat of one kind sees. */
export interface SeatProfile {
  readonly seat: Seat;
  readonly settings: SettingsView;
  readonly buttons: ReadonlyMap<ESPState, readonly ButtonView[]>;
  /** The same while a leave is due. */
  readonly buttonsBeforeLeave: ReadonlyMap<ESPState, readonly ButtonView[]>;
}

export interface ConfigIndex {
  readonly agents: ReadonlyMap<string, AgentConfig>;
  readonly skills: ReadonlyMap<string, SkillConfig>;
  readonly extensions: ReadonlyMap<string, ExtensionConfig>;
  readonly workModes: ReadonlyMap<string, WorkModeConfig>;
  readonly leaveReasons: ReadonlyMap<string, LeaveReasonConfig>;
  /** Skills that at least one agent of the configuration holds. */
  readonly heldSkills: ReadonlySet<string>;
  readonly flows: ReadonlyMap<string, IvrFlow>;
  readonly exactRoutes: ReadonlyMap<string, DnisRoute>;
  /** Longest prefix first. */
  readonly prefixRoutes: readonly { readonly prefix: string; readonly route: DnisRoute }[];
  /** The mode an agent gets who asks for none. */
  readonly normalMode: string;
  /** The mode that means leave; null: there is none. */
  readonly leaveMode: string | null;
  /** The reason of a leave that came without one. */
  readonly defaultLeaveReason: string;
  /** By the seat's three answers as bits. */
  readonly profiles: Map<number, SeatProfile>;
}

const byOrder = (a: WorkModeConfig, b: WorkModeConfig): number =>
  a.sortOrder - b.sortOrder || (a.serviceWorkMode < b.serviceWorkMode ? -1 : 1);

/** First choice: a visible mode of that basic kind, by sort order. */
function modeOf(config: TenantConfig, basic: number): string | null {
  const modes = config.workModes.filter((mode) => mode.basic === basic).sort(byOrder);
  return (modes.find((mode) => mode.visible) ?? modes[0])?.serviceWorkMode ?? null;
}

export function indexConfig(config: TenantConfig): ConfigIndex {
  const prefixRoutes = config.dnisRoutes
    .filter(({ pattern }) => pattern.endsWith('*'))
    .map((route) => ({ prefix: route.pattern.slice(0, -1), route }))
    .sort((a, b) => b.prefix.length - a.prefix.length);
  return {
    agents: new Map(config.agents.map((agent) => [agent.agentId, agent])),
    skills: new Map(config.skills.map((skill) => [skill.code, skill])),
    extensions: new Map(config.extensions.map((extension) => [extension.number, extension])),
    workModes: new Map(config.workModes.map((mode) => [mode.serviceWorkMode, mode])),
    leaveReasons: new Map(config.leaveReasons.map((reason) => [reason.reasonId, reason])),
    heldSkills: new Set(config.agents.flatMap((agent) => agent.skills.map(({ code }) => code))),
    flows: new Map(
      [...shippedFlows(config.skills.map(({ code }) => code)), ...(config.ivrFlows ?? [])].map((flow) => [
        flow.svn,
        flow,
      ]),
    ),
    exactRoutes: new Map(
      config.dnisRoutes.filter(({ pattern }) => !pattern.endsWith('*')).map((route) => [route.pattern, route]),
    ),
    prefixRoutes,
    normalMode: modeOf(config, 0) ?? '0',
    leaveMode: modeOf(config, 6),
    defaultLeaveReason: (config.leaveReasons.find(({ visible }) => visible) ?? config.leaveReasons[0])?.reasonId ?? '0',
    profiles: new Map(),
  };
}

export function findRoute(index: ConfigIndex, dnis: string): DnisRoute | undefined {
  return index.exactRoutes.get(dnis) ?? index.prefixRoutes.find(({ prefix }) => dnis.startsWith(prefix))?.route;
}

function transferItems(config: TenantConfig): readonly TransferSubItem[] {
  const { oneStepTransferSupport, transferSkills, transferIvrs } = config.params;
  if (!oneStepTransferSupport) return [];
  return [
    { type: 'Agent', name: '转座席' },
    { type: 'OutLine', name: '转外线' },
    ...(transferSkills.length > 0 ? [{ type: 'Skill', name: '转技能' } as const] : []),
    ...(transferIvrs.length > 0 ? [{ type: 'IVR', name: '转IVR' } as const] : []),
  ];
}

function makeProfile(config: TenantConfig, seat: Seat): SeatProfile {
  const { params } = config;
  const buttons = stateButtons(seat, params);
  return {
    seat,
    buttons: forSessions(buttons, seat, params, false),
    buttonsBeforeLeave: forSessions(buttons, seat, params, true),
    settings: {
      stateSettings: settingsOf(buttons),
      workModeSettings: [...config.workModes].sort(byOrder).map((mode) => ({
        serviceWorkMode: mode.serviceWorkMode,
        serviceWorkModeName: mode.name,
        basicWorkMode: String(mode.basic),
        visible: mode.visible,
        bindSkillCode: mode.bindSkillCode,
        sortOrder: mode.sortOrder,
      })),
      leaveReasonSettings: config.leaveReasons.map(({ reasonId, name, visible }) => ({
        reasonId,
        reasonName: name,
        visible,
      })),
      transferSubItems: transferItems(config),
      transferIVRInfo: params.transferIvrs,
      transferAgentSkillInfo: params.transferSkills,
      ivrButtonSettings: params.transferIvrs,
    },
  };
}

/** Seats differ in three yes-or-no things, so there are at most eight profiles to a configuration. */
export function seatProfile(config: TenantConfig, index: ConfigIndex, seat: Seat): SeatProfile {
  const key = (seat.supervisor ? 4 : 0) + (seat.serverAnswer ? 2 : 0) + (seat.remote ? 1 : 0);
  const known = index.profiles.get(key);
  if (known) return known;
  const made = makeProfile(config, seat);
  index.profiles.set(key, made);
  return made;
}
