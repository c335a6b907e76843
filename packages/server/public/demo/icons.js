/** Icons of the buttons, by ESPFunc: strokes in a 24×24 box. */
const PHONE =
  'M6.6 4.3c.7-.3 1.5 0 1.8.7l1.2 2.700c.2.6.1 1.2-.4 1.600l-1.3 1.200a11 11 0 0 0 5.6 5.600l1.2-1.300c.4-.5 1-.6 1.6-.4l2.7 1.200c.7.3 1 1.1.7 1.800l-.7 2c-.2.6-.8 1-1.4 1A14 14 0 0 1 3.6 6.400c0-.6.4-1.2 1-1.400z';
const PATHS = {
  power: 'M12 3v8M7 6a8 8 0 1 0 10 0',
  mode: 'M4 7h10M18 7h2M4 12h2M10 12h10M4 17h8M16 17h4M16 5v4M8 10v4M14 15v4',
  hangup:
    'M3 14c0-5 18-5 18 0v2c0 .8-.6 1.2-1.3 1l-3-.8c-.6-.2-1-.7-1-1.300v-1.600a14 14 0 0 0-7.4 0v1.600c0 .6-.4 1.1-1 1.300l-3 .8c-.7.2-1.3-.2-1.3-1z',
  message: 'M4 5h16v11H9l-5 4z',
  dial: PHONE,
  inner:
    'M8 11a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM16.5 12a2.5 2.5 0 1 0 0-5M3 19c0-3 2-5 5-5s5 2 5 5M15 14.500c3 0 5 1.5 5.5 4',
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
};
const BY_FUNCTION = {
  1: 'power',
  2: 'power',
  36: 'mode',
  10: 'hangup',
  37: 'message',
  51: 'message',
  3: 'dial',
  8: 'dial',
  12: 'cross',
  38: 'cross',
  19: 'cross',
  4: 'inner',
  7: 'inner',
  35: 'cross',
  40: 'cross',
  13: 'cross',
  6: 'pause',
  11: 'play',
  33: 'cup',
  34: 'check',
  54: 'cup',
  55: 'cross',
  5: 'ear',
  39: 'cross',
  28: 'cross',
  9: 'forward',
  53: 'forward',
  57: 'forward',
  58: 'forward',
  59: 'forward',
  65: 'forward',
  15: 'forward',
  21: 'forward',
  16: 'swap',
  18: 'swap',
  20: 'swap',
  23: 'swap',
  17: 'group',
  41: 'group',
  48: 'cross',
  49: 'hangup',
  50: 'hangup',
  14: 'cross',
  22: 'cross',
  42: 'dial',
  31: 'check',
  52: 'cross',
  24: 'cross',
  25: 'hangup',
  26: 'forward',
  27: 'group',
  68: 'mode',
};
const SVG = 'http://www.w3.org/2000/svg';

export function icon(func) {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS(SVG, 'path');
  path.setAttribute('d', PATHS[BY_FUNCTION[func] ?? 'check']);
  svg.append(path);
  return svg;
}
