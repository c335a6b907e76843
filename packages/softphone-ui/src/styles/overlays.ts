import { css } from 'lit';

/** What floats and is asked for: menus, panels, dialogs. */
export const overlayStyles = css`
  [popover] {
    position: fixed;
    inset: auto;
    margin: 0;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: var(--_ground);
    color: var(--_text);
    box-shadow: var(--_shadow);
    z-index: 2147483000;
  }
  /* browsers without popovers */
  [popover]:not([data-open]) {
    display: none;
  }
  @supports selector(:popover-open) {
    [popover]:popover-open {
      display: block;
    }
  }

  .menu {
    min-width: 176px;
    max-width: min(360px, calc(100vw - 16px));
    max-height: calc(100vh - 16px);
    overflow: auto;
    padding: 6px;
  }
  .menu-title {
    padding: 3px 10px 5px;
    color: var(--_muted);
    font-size: calc(var(--_fs) * 0.93);
  }
  .menu button {
    display: block;
    width: 100%;
    border: 0;
    padding: 6px 12px 6px 30px;
    background: none;
    text-align: start;
  }
  .menu button:hover,
  .menu button:focus-visible {
    background: var(--_sunken);
    outline-offset: -2px;
  }
  .menu button[aria-checked='true']::before {
    content: '✓';
    position: absolute;
    inset-inline-start: 11px;
    color: var(--_accent);
    font-weight: 700;
  }
  .menu hr {
    margin: 5px 8px;
    border: 0;
    border-block-start: 1px solid var(--_line);
  }

  dialog {
    width: min(620px, calc(100vw - 24px));
    max-height: min(640px, calc(100vh - 24px));
    padding: 0;
    border: 1px solid var(--_line);
    border-radius: calc(var(--_radius) * 1.25);
    background: var(--_ground);
    color: var(--_text);
    box-shadow: var(--_shadow);
  }
  dialog::backdrop {
    background: rgb(15 20 32 / 42%);
  }
  .panel {
    width: min(440px, calc(100vw - 16px));
    max-height: calc(100vh - 16px);
    overflow: auto;
    padding: 14px 16px;
  }
  dialog > .ask {
    padding: 16px 18px;
  }
  .ask {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 12px;
  }
  .head {
    display: flex;
    align-items: center;
    justify-content: space-between;
    min-height: 30px;
  }
  .head h2 {
    color: var(--_text);
    font-size: calc(var(--_fs) * 1.2);
  }
  .head .close {
    margin-inline: auto -8px;
    padding: 0 6px;
    display: grid;
    place-items: center;
  }
  .actions {
    display: flex;
    justify-content: flex-end;
    gap: 8px;
  }
  .actions button {
    min-width: 84px;
    min-height: 38px;
  }
  .with-button {
    display: flex;
    gap: 6px;
  }
  .with-button input {
    flex: 1;
    min-width: 0;
  }
  .with-button button:not(.go) {
    display: grid;
    place-items: center;
  }
  .big {
    min-height: 44px;
    font-size: calc(var(--_fs) * 1.45);
    font-variant-numeric: tabular-nums;
  }
  .pad {
    display: grid;
    grid-template-columns: repeat(3, 1fr);
    gap: 6px;
    max-width: 300px;
    width: 100%;
    margin-inline: auto;
  }
  .pad button {
    min-height: 44px;
    font-size: calc(var(--_fs) * 1.3);
  }
  .panel:has(.digits) {
    width: min(300px, calc(100vw - 16px));
  }
  .digits .hint {
    margin-block-start: 10px;
    text-align: center;
  }
  .sent {
    display: block;
    margin-block: 4px 10px;
    overflow-wrap: anywhere;
    font-size: calc(var(--_fs) * 1.3);
    font-variant-numeric: tabular-nums;
    text-align: center;
    letter-spacing: 0.1em;
  }
  .recent {
    display: grid;
    gap: 6px;
  }
  .recent ul {
    display: flex;
    flex-wrap: wrap;
    gap: 6px;
  }
  .recent .text {
    justify-self: start;
    padding: 0;
    min-height: 24px;
    font-size: calc(var(--_fs) * 0.93);
  }

  /* choosing */
  .tabs {
    display: flex;
    gap: 4px;
    border-block-end: 1px solid var(--_line);
  }
  .tabs button {
    border: 0;
    border-block-end: 3px solid transparent;
    border-radius: 0;
    background: none;
    color: var(--_muted);
  }
  .tabs button[aria-selected='true'] {
    border-color: var(--_accent);
    color: var(--_text);
    font-weight: 600;
  }
  .count {
    font-weight: 400;
    font-variant-numeric: tabular-nums;
  }
  .choices {
    height: 264px;
    margin-inline: -6px;
    padding-inline: 6px;
  }
  .choice {
    display: grid;
    grid-template-columns: 20px 84px minmax(0, 1fr) 76px 150px;
    align-items: center;
    gap: 8px;
    min-height: 36px;
    padding: 0 8px;
    border-radius: 6px;
    cursor: pointer;
  }
  .choice:hover {
    background: var(--_sunken);
  }
  .choice:has(:checked) {
    background: color-mix(in srgb, var(--_accent) 12%, var(--_ground));
  }
  .choice span {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .choice.gone {
    color: var(--_muted);
    cursor: not-allowed;
  }
  .problem {
    color: var(--_bad);
  }
  .choice .code {
    font-weight: 600;
    font-variant-numeric: tabular-nums;
  }
  .choice .work-id {
    color: var(--_muted);
  }
  .choice .about {
    color: var(--_tone, var(--_muted));
    text-align: end;
  }
  .controls {
    display: flex;
    flex-wrap: wrap;
    gap: 6px;
    padding-block-start: 10px;
    border-block-start: 1px solid var(--_line);
  }
  /* asks for a second click in the same place */
  .controls .ending {
    min-width: 128px;
    margin-inline-start: auto;
  }
  .controls .ending:not([aria-disabled='true']) {
    border-color: color-mix(in srgb, var(--_bad) 60%, var(--_line));
    color: var(--_bad);
  }

  /* messages */
  .messages {
    grid-template-columns: 146px minmax(0, 1fr);
  }
  .messages .head {
    grid-column: 1 / -1;
  }
  .people-column {
    display: flex;
    flex-direction: column;
    gap: 6px;
    height: 280px;
    min-width: 0;
  }
  .people {
    flex: 1;
    min-height: 0;
    display: grid;
    align-content: start;
    gap: 2px;
  }
  .people button {
    display: flex;
    align-items: baseline;
    gap: 6px;
    width: 100%;
    padding: 6px 8px;
    border-color: transparent;
    text-align: start;
  }
  .people button[aria-pressed='true'] {
    background: color-mix(in srgb, var(--_accent) 12%, var(--_ground));
  }
  .people .name {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .people .code {
    color: var(--_muted);
    font-size: calc(var(--_fs) * 0.86);
  }
  .people .badge {
    margin-inline-start: auto;
  }
  .conversation {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    grid-template-rows: 1fr auto;
    gap: 8px;
    height: 280px;
    min-width: 0;
  }
  .lines {
    display: flex;
    flex-direction: column;
    gap: 6px;
  }
  .lines li:not(.empty) {
    max-width: 88%;
    align-self: flex-start;
    padding: 5px 10px;
    border-radius: 10px;
    background: var(--_sunken);
    overflow-wrap: anywhere;
  }
  .lines .mine:not(.empty) {
    align-self: flex-end;
    background: color-mix(in srgb, var(--_accent) 14%, var(--_ground));
  }
  .lines time {
    color: var(--_muted);
    font-size: 12px;
  }

  /* settings */
  .settings > .scroll {
    display: grid;
    gap: 10px;
    max-height: min(460px, calc(100vh - 120px));
  }
  .check {
    display: flex;
    align-items: center;
    gap: 8px;
    cursor: pointer;
  }
  .volume {
    display: flex;
    align-items: center;
    gap: 10px;
    padding-inline-start: 22px;
  }
  .shortcuts li {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 10px;
    padding-block: 3px;
    border-block-end: 1px solid color-mix(in srgb, var(--_line) 60%, transparent);
  }
  .keys {
    flex: none;
    min-width: 104px;
    min-height: 28px;
    font-variant-numeric: tabular-nums;
  }
  .keys.waiting {
    border-color: var(--_accent);
    color: var(--_accent);
  }

  @media (width < 480px) {
    .choice {
      grid-template-columns: 20px 48px minmax(64px, 1fr) minmax(0, auto);
      gap: 6px;
    }
    .tabs button {
      padding-inline: 8px;
      white-space: nowrap;
    }
    .choice .work-id {
      display: none;
    }
    .messages {
      grid-template-columns: 104px minmax(0, 1fr);
    }
  }
`;
