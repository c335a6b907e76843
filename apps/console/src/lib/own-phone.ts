/**
 * The one softphone of the person at the console: a toolbar in the shell (shell/phone-dock.vue). Pages read here how it
 * stands and command it; it stays while they come and go, so that who monitors may look at the wallboard meanwhile.
 */

import { ref, shallowRef } from 'vue';
import type { ConnectionStatus, FunctionButton, WorkModeSetting, WSSoftPhone } from 'wssoftphone';
import type { WSSoftphoneUI } from 'wssoftphone-ui';

export interface PhoneView {
  readonly status: ConnectionStatus;
  /** ESPState. */
  readonly state: number;
  readonly ins: string;
  readonly buttons: ReadonlyMap<number, FunctionButton>;
  readonly workModes: readonly WorkModeSetting[];
  readonly leaveReasons: readonly { readonly reasonId: string; readonly reasonName: string }[];
}
const NO_PHONE: PhoneView = {
  status: 'closed',
  state: 0,
  ins: '',
  buttons: new Map(),
  workModes: [],
  leaveReasons: [],
};

/** A page that needs the softphone has been visited. */
export const phoneWanted = ref(false);
export const ownPhone = shallowRef<PhoneView>(NO_PHONE);
/** While monitoring: the supervisor whispers. */
export const whispers = ref(false);
/** The seat that this page asked to monitor; null: none, or it was before a reload. */
export const askedSeat = ref<string | null>(null);

let element: WSSoftphoneUI | null = null;
export const softphone = (): WSSoftPhone | null => element?.phone ?? null;

const WATCHING = [16, 17, 18];

function look(): void {
  const phone = softphone();
  if (phone === null) {
    ownPhone.value = NO_PHONE;
    return;
  }
  const state = Number(phone.agentState);
  if (!WATCHING.includes(state)) askedSeat.value = null;
  if (state !== 17) whispers.value = false;
  ownPhone.value = {
    status: phone.connectionStatus,
    state,
    ins: phone.ins,
    buttons: new Map(phone.getStateSetting().functions.map((button) => [button.id, button])),
    workModes: phone.workModeSettings.filter(({ visible }) => visible),
    leaveReasons: phone.leaveReasonSettings.filter(({ visible }) => visible),
  };
}

const EVENTS = ['sp-event', 'sp-connection-change', 'sp-inited', 'sp-state-change', 'sp-notify-settings', 'sp-error'];

/** Takes in the toolbar of the shell; gives what lets it go. */
export function attach(toolbar: WSSoftphoneUI): () => void {
  element = toolbar;
  const told = (event: Event): void => {
    const evt = (event as CustomEvent<{ event?: string; values?: { isOn?: unknown } } | null>).detail;
    if (event.type === 'sp-event' && evt?.event === 'WhisperAgentSucc') whispers.value = evt.values?.isOn === true;
    look();
  };
  for (const name of EVENTS) toolbar.addEventListener(name, told);
  look();
  return () => {
    for (const name of EVENTS) toolbar.removeEventListener(name, told);
    if (element === toolbar) element = null;
    look();
  };
}
