/**
 * The script file for pages of the old control: finds the page's `<object id="csSoftPhone">` and makes it the control
 * again, or stands in its place where there is none. Sets no other global.
 */
import { BrowserPage } from './browser-page.ts';
import { OcxControl } from './control.ts';
import { putOn, standAlone } from './face.ts';

const tag = document.currentScript;
const { id = 'csSoftPhone', server, tokenUrl } = tag instanceof HTMLScriptElement ? tag.dataset : {};
const { origin } = new URL(tag instanceof HTMLScriptElement && tag.src ? tag.src : location.href, location.href);
const page = new BrowserPage({ id, server, tokenUrl, origin });

/** What the page's scripts get under the id; a script may put something else there. */
let known: unknown;
const control: OcxControl = new OcxControl(id, page, () => page.element ?? alone);
const alone = standAlone(control);

page.whenThere((element) => putOn(element, control));
Object.defineProperty(globalThis, id, {
  configurable: true,
  enumerable: true,
  get: () => known ?? page.element ?? alone,
  set: (value: unknown) => {
    known = value;
  },
});
