import { css } from 'lit';

/**
 * Colours, type and controls. A page sets `--wssp-…` on the element (docs/guides/toolbar.md); the defaults meet WCAG AA on each
 * other in both themes. Sizes are pixels: a page that makes its `rem` small does not shrink the softphone.
 */
export const tokens = css`
  :host {
    display: block;
    container: wssp / inline-size;
    text-decoration: none !important;
  }
  :host([hidden]) {
    display: none;
  }
  .root {
    --_ground: var(--wssp-ground, #ffffff);
    --_sunken: var(--wssp-sunken, #f3f5f9);
    --_line: var(--wssp-line, #d3dae5);
    --_text: var(--wssp-text, #17202e);
    --_muted: var(--wssp-muted, #556175);
    --_accent: var(--wssp-accent, #1d5bd6);
    --_on-accent: var(--wssp-on-accent, #ffffff);
    --_good: var(--wssp-good, #11703b);
    --_bad: var(--wssp-bad, #b3261e);
    --_warn: var(--wssp-warn, #8a5200);
    --_hold: var(--wssp-hold, #6a3bc0);
    --_wrapup: var(--wssp-wrapup, #a03c00);
    --_on-tone: #ffffff;
    --_shadow: 0 10px 36px rgb(15 25 45 / 22%);
    --_radius: var(--wssp-radius, 8px);
    --_fs: var(--wssp-font-size, 14px);
    color-scheme: light;
    /* What a page says of all its text is meant for its own. */
    font-style: normal;
    font-variant: normal;
    letter-spacing: normal;
    word-spacing: normal;
    text-align: start;
    text-indent: 0;
    text-shadow: none;
    text-transform: none;
    white-space: normal;
    word-break: normal;
    overflow-wrap: normal;
    -webkit-text-fill-color: currentcolor;
    position: relative;
    background: var(--_ground);
    color: var(--_text);
    font-family: var(
      --wssp-font,
      system-ui,
      'PingFang SC',
      'Microsoft YaHei',
      'Noto Sans CJK SC',
      'Noto Sans SC',
      'WenQuanYi Micro Hei',
      sans-serif
    );
    font-size: var(--_fs);
    font-weight: 400;
    line-height: 1.4;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
  }
  .root[data-theme='dark'] {
    --_ground: var(--wssp-ground, #171e29);
    --_sunken: var(--wssp-sunken, #202938);
    --_line: var(--wssp-line, #374356);
    --_text: var(--wssp-text, #e8edf4);
    --_muted: var(--wssp-muted, #a5b2c4);
    --_accent: var(--wssp-accent, #7aa7ff);
    --_on-accent: var(--wssp-on-accent, #0b1526);
    --_good: var(--wssp-good, #58cb90);
    --_bad: var(--wssp-bad, #ff958c);
    --_warn: var(--wssp-warn, #f2b457);
    --_hold: var(--wssp-hold, #bda0ff);
    --_wrapup: var(--wssp-wrapup, #ff9e66);
    --_on-tone: #0d131c;
    --_shadow: 0 10px 36px rgb(0 0 0 / 55%);
    color-scheme: dark;
  }
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  h2,
  h3,
  p,
  ul,
  ol,
  dl,
  dd {
    margin: 0;
    padding: 0;
  }
  ul,
  ol {
    list-style: none;
  }
  h2 {
    font-size: var(--_fs);
    font-weight: 600;
  }
  h3 {
    font-size: calc(var(--_fs) * 0.93);
    font-weight: 600;
    color: var(--_muted);
  }
  button,
  input,
  select {
    font: inherit;
    color: inherit;
    letter-spacing: inherit;
  }
  button {
    position: relative;
    min-height: 34px;
    padding: 0 12px;
    border: 1px solid var(--_line);
    border-radius: calc(var(--_radius) * 0.75);
    background: var(--_ground);
    cursor: pointer;
  }
  button:hover:not(:disabled, [aria-disabled='true']) {
    border-color: var(--_accent);
  }
  button:active:not(:disabled, [aria-disabled='true']) {
    background: var(--_sunken);
  }
  button:disabled,
  button[aria-disabled='true'] {
    cursor: not-allowed;
    color: var(--_muted);
    background: var(--_sunken);
    border-color: transparent;
  }
  button.go:not(:disabled, [aria-disabled='true']) {
    background: var(--_accent);
    border-color: var(--_accent);
    color: var(--_on-accent);
    font-weight: 600;
  }
  button.go:hover:not(:disabled, [aria-disabled='true']) {
    filter: brightness(1.08);
  }
  button.quiet {
    border-color: transparent;
    background: none;
    color: var(--_muted);
    padding: 0 8px;
  }
  button.quiet:hover {
    color: var(--_text);
  }
  button.text {
    text-decoration: underline;
  }
  input,
  select {
    min-width: 0;
    min-height: 34px;
    padding: 0 10px;
    border: 1px solid var(--_line);
    border-radius: calc(var(--_radius) * 0.75);
    background: var(--_ground);
  }
  input[type='checkbox'],
  input[type='radio'],
  input[type='range'] {
    min-height: 0;
    padding: 0;
    accent-color: var(--_accent);
  }
  input::placeholder {
    color: var(--_muted);
    opacity: 1;
  }
  :focus-visible {
    outline: 2px solid var(--_accent);
    outline-offset: 1px;
  }
  .icon {
    width: 20px;
    height: 20px;
    flex: none;
    fill: none;
    stroke: currentColor;
    stroke-width: 1.8;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  .unseen {
    position: absolute;
    width: 1px;
    height: 1px;
    margin: -1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  .scroll {
    overflow: auto;
    overscroll-behavior: contain;
  }
  .empty,
  .hint {
    color: var(--_muted);
    font-size: calc(var(--_fs) * 0.93);
  }
  .time {
    font-variant-numeric: tabular-nums;
  }
  .badge {
    display: inline-block;
    min-width: 18px;
    padding: 0 5px;
    border-radius: 9px;
    background: var(--_bad);
    color: var(--_on-tone);
    font-size: 12px;
    font-weight: 600;
    line-height: 18px;
    text-align: center;
  }
  [data-tone='idle'] {
    --_tone: var(--_good);
  }
  [data-tone='ringing'] {
    --_tone: var(--_warn);
  }
  [data-tone='talk'] {
    --_tone: var(--_accent);
  }
  [data-tone='hold'] {
    --_tone: var(--_hold);
  }
  [data-tone='wrapup'] {
    --_tone: var(--_wrapup);
  }
  [data-tone='leave'],
  [data-tone='off'] {
    --_tone: var(--_muted);
  }
  @media (prefers-reduced-motion: reduce) {
    *,
    *::before,
    *::after {
      animation: none !important;
      transition: none !important;
    }
  }
`;
