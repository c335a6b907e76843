/** The agent's toolbar: importing this module defines `<wssoftphone-ui>`. */
import { WSSoftphoneUI } from './element.ts';

export { eventName } from './model/events.ts';
export { DEFAULT_SHORTCUTS, type Shortcuts } from './model/shortcuts.ts';
export { SoftPhoneUISetting, SoftphoneUI } from './softphone-ui.ts';
export { EN } from './texts/en.ts';
export type { TextTable } from './texts/say.ts';
export { type TextKey, ZH_CN } from './texts/zh-cn.ts';
export { WSSoftphoneUI };

// Two copies of the script on a page, or a hot reload: the first one stays.
if (!customElements.get('wssoftphone-ui')) customElements.define('wssoftphone-ui', WSSoftphoneUI);

declare global {
  interface HTMLElementTagNameMap {
    'wssoftphone-ui': WSSoftphoneUI;
  }
}
