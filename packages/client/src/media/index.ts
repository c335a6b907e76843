/** `wssoftphone/media`: the agent's telephone in the page. A part of its own: pages with desk phones need not load it. */
export { WSBrowserPhone } from './browser-phone.ts';
export type { Microphone } from './microphone.ts';
export type { BrowserPhoneOptions, BrowserPhoneParts } from './parts.ts';
export type { BrowserPhoneProblem } from './problems.ts';
export type { Sound } from './sound.ts';
export type { SipAccount, SipCall, SipCallHost, SipStack, SipStackHost } from './stack.ts';
export type { BrowserPhoneState } from './table.ts';
