/** Icons of the buttons: strokes in a 24×24 box, by name, and which function has which. */
import { html, type TemplateResult } from 'lit';
import { WHISPER } from '../model/places.ts';

const PATHS = {
  power: 'M12 3v8M7 6a8 8 0 1 0 10 0',
  mode: 'M4 7h10M18 7h2M4 12h2M10 12h10M4 17h8M16 17h4M16 5v4M8 10v4M14 15v4',
  hangup:
    'M3 14c0-5 18-5 18 0v2c0 .8-.6 1.2-1.3 1l-3-.8c-.6-.2-1-.7-1-1.3v-1.6a14 14 0 0 0-7.4 0v1.6c0 .6-.4 1.1-1 1.3l-3 .8c-.7.2-1.3-.2-1.3-1z',
  message: 'M4 5h16v11H9l-5 4z',
  phone:
    'M6.6 4.3c.7-.3 1.5 0 1.8.7l1.2 2.7c.2.6.1 1.2-.4 1.6l-1.3 1.2a11 11 0 0 0 5.6 5.6l1.2-1.3c.4-.5 1-.6 1.6-.4l2.7 1.2c.7.3 1 1.1.7 1.8l-.7 2c-.2.6-.8 1-1.4 1A14 14 0 0 1 3.6 6.4c0-.6.4-1.2 1-1.4z',
  people:
    'M8 11a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM16.5 12a2.5 2.5 0 1 0 0-5M3 19c0-3 2-5 5-5s5 2 5 5M15 14.5c3 0 5 1.5 5.5 4',
  pause: 'M9 5v14M15 5v14',
  play: 'M8 5l11 7-11 7z',
  cup: 'M5 8h11v6a4 4 0 0 1-4 4H9a4 4 0 0 1-4-4zM16 10h2a2 2 0 0 1 0 4h-2M8 3v2M12 3v2',
  ear: 'M7 10a5 5 0 0 1 10 0c0 3-3 4-3 7a3 3 0 0 1-5 2M10 10a2 2 0 0 1 4 0c0 1.5-1.5 2-1.5 3.5',
  swap: 'M4 8h14l-4-4M20 16H6l4 4',
  forward: 'M4 18v-4a4 4 0 0 1 4-4h11M15 5l5 5-5 5',
  group:
    'M12 9a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM6 20a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM18 20a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM10 9l-3 5M14 9l3 5M9 17h6',
  check: 'M5 13l5 5L20 7',
  cross: 'M6 6l12 12M18 6L6 18',
  control: 'M12 3l7 3v5c0 4.5-3 8-7 10-4-2-7-5.5-7-10V6zM9 12l2 2 4-4',
  more: 'M5 12h.01M12 12h.01M19 12h.01',
  pad: 'M6 5h.01M12 5h.01M18 5h.01M6 11h.01M12 11h.01M18 11h.01M6 17h.01M12 17h.01M18 17h.01',
  erase: 'M9 6h11v12H9l-6-6zM12 10l4 4M16 10l-4 4',
  queue: 'M4 6h10M4 12h10M4 18h10M18 6v.01M18 12v.01M18 18v.01',
  microphone: 'M12 3a3 3 0 0 0-3 3v5a3 3 0 0 0 6 0V6a3 3 0 0 0-3-3zM6 11a6 6 0 0 0 12 0M12 17v4',
  silent: 'M12 3a3 3 0 0 0-3 3v5a3 3 0 0 0 6 0V6a3 3 0 0 0-3-3zM6 11a6 6 0 0 0 12 0M12 17v4M4 4l16 16',
  whisper: 'M4 9v6h4l5 4V5L8 9zM17 9c1.5 1.5 1.5 4.5 0 6',
} as const;
export type IconName = keyof typeof PATHS;

const BY_FUNCTION: Readonly<Record<number, IconName>> = {
  ...{ 1: 'power', 2: 'power', 36: 'mode', 37: 'message', 51: 'message', 68: 'control' },
  ...{ 10: 'hangup', 14: 'hangup', 22: 'hangup', 25: 'hangup', 48: 'hangup' },
  ...{ 3: 'phone', 8: 'phone', 44: 'phone', 42: 'phone', 58: 'phone', 4: 'people', 7: 'people', 56: 'people' },
  ...{ 6: 'pause', 11: 'play', 33: 'cup', 54: 'cup', 34: 'check', 31: 'check', 47: 'check' },
  ...{
    5: 'ear',
    9: 'forward',
    15: 'forward',
    21: 'forward',
    26: 'forward',
    53: 'forward',
    57: 'forward',
    59: 'forward',
  },
  ...{ 65: 'forward', 49: 'forward', 46: 'forward', 16: 'swap', 18: 'swap', 20: 'swap', 23: 'swap' },
  ...{ 60: 'microphone', 61: 'silent', 62: 'pad' },
  ...{ 17: 'group', 41: 'group', 27: 'group', [WHISPER]: 'whisper' },
};

export const icon = (name: IconName): TemplateResult =>
  html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d=${PATHS[name]} /></svg>`;
/** What cancels or takes away has a cross. */
export const functionIcon = (id: number): TemplateResult => icon(BY_FUNCTION[id] ?? 'cross');
