import { css } from 'lit';

/** The bar and what stands below it. Everything has its place and its size in every state: nothing moves under the mouse. */
export const barStyles = css`
  .bar {
    display: grid;
    grid-template-columns: 236px 132px minmax(0, 1fr) minmax(0, auto) auto;
    grid-template-areas:
      'state primary call who tools'
      'places places places places places'
      'number number tip tip tip';
    gap: 8px;
    padding: 10px;
  }

  /* state */
  .state {
    grid-area: state;
    position: relative;
    overflow: hidden;
    display: flex;
    align-items: center;
    gap: 10px;
    height: 52px;
    padding: 0 14px;
    border: 1px solid color-mix(in srgb, var(--_tone) 38%, var(--_line));
    border-radius: calc(var(--_radius) * 0.75);
    background: color-mix(in srgb, var(--_tone) 10%, var(--_ground));
    color: var(--_tone);
  }
  .dot {
    flex: none;
    width: 10px;
    height: 10px;
    border-radius: 50%;
    background: var(--_tone);
  }
  .state[data-status='closed'] .dot,
  .state[data-status='replaced'] .dot {
    background: none;
    border: 2px solid var(--_tone);
  }
  .dot.busy {
    background: none;
    border: 2px solid color-mix(in srgb, var(--_warn) 35%, transparent);
    border-top-color: var(--_warn);
    animation: turn 1s linear infinite;
  }
  .state-name {
    flex: 1;
    min-width: 0;
    overflow: hidden;
    font-size: calc(var(--_fs) * 1.3);
    font-weight: 650;
    line-height: 1.15;
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
  }
  .state .time {
    font-size: calc(var(--_fs) * 1.3);
  }
  /* wrap-up runs out */
  .state::after {
    content: '';
    position: absolute;
    inset-inline-start: 0;
    bottom: 0;
    height: 4px;
    width: calc(var(--left, 0) * 100%);
    background: var(--_tone);
    transition: width 1s linear;
  }

  /* the moment's button */
  .primary {
    grid-area: primary;
    display: flex;
    align-items: center;
    justify-content: center;
    gap: 8px;
    height: 52px;
    padding: 0 8px;
    font-size: calc(var(--_fs) * 1.07);
    font-weight: 600;
  }
  .primary.on:not([aria-disabled='true']) {
    background: var(--_accent);
    border-color: var(--_accent);
    color: var(--_on-accent);
  }
  .primary.answer:not([aria-disabled='true']) {
    background: var(--_good);
    border-color: var(--_good);
    color: var(--_on-tone);
  }

  /* the call */
  .call {
    grid-area: call;
    display: flex;
    flex-direction: column;
    justify-content: center;
    height: 52px;
    min-width: 0;
    padding-inline: 6px;
  }
  .call-number {
    overflow: hidden;
    font-size: calc(var(--_fs) * 1.45);
    font-weight: 650;
    font-variant-numeric: tabular-nums;
    line-height: 1.2;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .call.none .call-number {
    color: var(--_muted);
    font-size: var(--_fs);
    font-weight: 400;
  }
  .call-line {
    overflow: hidden;
    color: var(--_muted);
    font-size: calc(var(--_fs) * 0.93);
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .who {
    grid-area: who;
    display: flex;
    flex-direction: column;
    justify-content: center;
    max-width: 220px;
    min-width: 0;
    text-align: end;
    line-height: 1.35;
  }
  .who span {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .who-name {
    font-weight: 600;
  }
  .who-mode {
    min-height: 1.35em;
    color: var(--_muted);
    font-size: calc(var(--_fs) * 0.93);
  }
  .corner {
    grid-area: tools;
    justify-self: end;
    display: flex;
    align-items: center;
    gap: 4px;
  }
  .tools,
  .pad-button {
    display: grid;
    place-items: center;
    width: 36px;
    min-height: 36px;
    padding: 0;
  }

  .pad-button .label {
    display: none;
  }
  .pad-button.muted {
    color: var(--_bad);
  }

  /* the places */
  .places {
    grid-area: places;
    display: grid;
    grid-auto-columns: minmax(0, 1fr);
    grid-auto-flow: column;
    gap: 6px;
  }
  .place {
    display: flex;
    flex-direction: column;
    align-items: center;
    justify-content: center;
    gap: 2px;
    min-width: 0;
    height: 60px;
    padding: 2px;
  }
  .place .label {
    max-width: 100%;
    overflow: hidden;
    font-size: calc(var(--_fs) * 0.93);
    line-height: 1.15;
    text-align: center;
    text-overflow: ellipsis;
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
  }
  .place.ending[aria-disabled='false'] {
    border-color: color-mix(in srgb, var(--_bad) 60%, var(--_line));
    color: var(--_bad);
  }
  .place .badge {
    position: absolute;
    inset-block-start: 4px;
    inset-inline-end: 4px;
  }
  [data-settling] {
    cursor: progress;
  }

  /* number, tip, queue */
  .number {
    grid-area: number;
    display: flex;
    gap: 6px;
  }
  .number input {
    flex: 1;
    font-size: calc(var(--_fs) * 1.07);
    font-variant-numeric: tabular-nums;
  }
  .number .go {
    min-width: 64px;
  }
  .tip {
    grid-area: tip;
    display: flex;
    align-items: center;
    min-width: 0;
    height: 36px;
    padding-inline: 6px;
  }
  .tip-text {
    overflow: hidden;
    line-height: 1.25;
    text-overflow: ellipsis;
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
  }
  .tip[data-kind='good'] {
    color: var(--_good);
  }
  .tip[data-kind='bad'] {
    color: var(--_bad);
  }
  .tip[data-kind='warn'] {
    color: var(--_warn);
  }
  .remedy {
    color: var(--_text);
    font-weight: 600;
  }
  .remedy::before {
    content: '· ';
  }
  .queue-button {
    display: flex;
    align-items: center;
    gap: 6px;
    min-width: 118px;
    height: 36px;
  }
  .queue-button .count {
    min-width: 1.6em;
    font-weight: 650;
  }
  h2 .some {
    padding: 0 7px;
    border-radius: 9px;
    background: var(--_warn);
    color: var(--_on-tone);
    font-weight: 600;
  }
  h2 .longest {
    margin-inline-start: 8px;
    font-weight: 400;
  }
  .queue-button .time {
    margin-inline-start: auto;
    color: var(--_muted);
    font-size: calc(var(--_fs) * 0.93);
  }
  .queue-button.some {
    border-color: color-mix(in srgb, var(--_warn) 55%, var(--_line));
    background: color-mix(in srgb, var(--_warn) 9%, var(--_ground));
  }
  .queue-button.some .count {
    color: var(--_warn);
  }

  /* below the bar */
  .panels {
    display: grid;
    grid-template-columns: minmax(0, 1.15fr) minmax(0, 1fr);
    border-block-start: 1px solid var(--_line);
  }
  .card {
    display: flex;
    flex-direction: column;
    height: 148px;
    min-width: 0;
    padding: 8px 4px 4px 16px;
  }
  .card + .card {
    border-inline-start: 1px solid var(--_line);
  }
  h2 {
    color: var(--_muted);
    font-size: calc(var(--_fs) * 0.93);
  }
  .card .scroll,
  .panel > .scroll {
    flex: 1;
    min-height: 0;
    margin-block-start: 4px;
    padding-inline-end: 8px;
  }
  .data {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(170px, 1fr));
    gap: 4px 14px;
  }
  .data dt {
    color: var(--_muted);
    font-size: calc(var(--_fs) * 0.86);
  }
  .data dd {
    overflow-wrap: anywhere;
    font-variant-numeric: tabular-nums;
  }
  table {
    width: 100%;
    border-collapse: collapse;
    font-variant-numeric: tabular-nums;
  }
  th {
    position: sticky;
    inset-block-start: 0;
    background: var(--_ground);
    color: var(--_muted);
    font-size: calc(var(--_fs) * 0.86);
    font-weight: 400;
    text-align: start;
  }
  th,
  td {
    padding: 3px 6px 3px 0;
    border-block-end: 1px solid color-mix(in srgb, var(--_line) 60%, transparent);
    white-space: nowrap;
  }
  .figure {
    text-align: end;
  }
  .strong {
    font-weight: 600;
  }
  .aid {
    color: var(--_muted);
    font-weight: 400;
  }

  @keyframes turn {
    to {
      transform: rotate(1turn);
    }
  }
  @keyframes ring {
    50% {
      transform: rotate(-14deg) scale(1.08);
    }
  }
`;
