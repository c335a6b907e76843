/** The script file: the toolbar and the client library, under the names that the manual's pages use. */
import 'wssoftphone/script';
import { SoftPhoneUISetting, SoftphoneUI, WSSoftphoneUI } from './index.ts';

Object.assign(globalThis, { SoftphoneUI, SoftPhoneUISetting, WSSoftphoneUI });
