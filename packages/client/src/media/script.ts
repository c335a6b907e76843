/** The script file for pages without modules: sets one global. */
import { WSBrowserPhone } from './browser-phone.ts';

Object.assign(globalThis, { WSBrowserPhone });
