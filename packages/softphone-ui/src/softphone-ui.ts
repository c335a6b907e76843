/** The manual's SoftphoneUI (2.3, 3.3) over the element: `new SoftphoneUI(settings, handlers)`. */
import type { CustomInitParms, WorkModeSetting, WSSoftPhone, WSSoftPhoneHandlers } from 'wssoftphone';
import type { WSSoftphoneUI } from './element.ts';

/** Where the toolbar goes: an element, a selector or an id, or what jQuery made of one. */
export type Container = Element | string | ArrayLike<Element>;

/** What the manual's pages set; what is left out keeps its default. */
export class SoftPhoneUISetting {
  /** Name of the page's variable that holds the SoftphoneUI; kept for pages that read it. */
  objectName = '';
  agentId = '';
  agentName = '';
  /** The seat; empty: the extension that the browser remembers, or that the agent is asked for. */
  devId = '';
  serverUri = '';
  delegatorId = '';
  workModeSettings: readonly WorkModeSetting[] = [];
  customInitParams: CustomInitParms | null = null;
  /** The manual's name; `container` and `divContainer` will do. Without one the toolbar goes to the top of the page. */
  divcontainer: Container | null = null;
}
/** Attributes of the element that the manual does not know. */
type More = Partial<
  Pick<
    WSSoftphoneUI,
    | (
        | 'serverUri2'
        | 'agentWorkMode'
        | 'tokenUrl'
        | 'tokenProvider'
        | 'autoLogon'
        | 'autoAnswer'
        | 'manual'
        | 'softPhoneCode'
      )
    | ('language' | 'theme' | 'layout' | 'texts' | 'shortcuts' | 'sendDigits' | 'environment')
  >
> & { readonly container?: Container; readonly divContainer?: Container };
export type SoftphoneUISettings = Partial<SoftPhoneUISetting> & More;

const OWN = ['objectName', 'devId', 'divcontainer', 'divContainer', 'container'];

export class SoftphoneUI {
  readonly settings: SoftphoneUISettings;
  readonly objectName: string;
  readonly element: WSSoftphoneUI;

  constructor(settings: SoftphoneUISettings, handlers: WSSoftPhoneHandlers = {}) {
    this.settings = settings;
    this.objectName = settings.objectName ?? '';
    const element = document.createElement('wssoftphone-ui');
    const given = Object.entries(settings).filter(
      ([key, value]) => !OWN.includes(key) && value !== undefined && value !== null,
    );
    Object.assign(element, Object.fromEntries(given), { ins: settings.devId ?? '', handlers });
    this.element = element;
    const place = settings.divcontainer ?? settings.divContainer ?? settings.container;
    if (place) elementOf(place).append(element);
    else document.body.prepend(element);
  }

  /** The softphone of the client library; null before the first connect. */
  get wssp(): WSSoftPhone | null {
    return this.element.phone;
  }
  /** Presses a button (manual 3.3.1). */
  spfunction(id: number | string, arg?: unknown): Promise<unknown> {
    return this.element.spfunction(id, arg);
  }
  connectServer(): Promise<WSSoftPhone> {
    return this.element.connect();
  }
  /** Takes the toolbar out of the page; the session waits at the server. */
  destroy(): void {
    this.element.remove();
  }
}

function elementOf(place: Container): Element {
  const found =
    typeof place === 'string'
      ? (document.getElementById(place.replace(/^#/, '')) ?? document.querySelector(place))
      : place instanceof Element
        ? place
        : place[0];
  if (!found) throw new Error(`SoftphoneUI: there is no ${String(place)} in the page`);
  return found;
}
