import { css } from 'lit';

/** What floats and comes by itself: the incoming call, the tooltip. */
export const incomingStyles = css`
  /* the incoming call */
  .banner {
    width: min(372px, calc(100vw - 32px));
    padding: 14px 16px 16px;
    border-color: color-mix(in srgb, var(--_good) 55%, var(--_line));
    border-inline-start: 5px solid var(--_good);
  }
  .banner-head {
    display: flex;
    align-items: center;
    gap: 8px;
    color: var(--_good);
    font-weight: 600;
  }
  .banner-head .time {
    margin-inline-start: auto;
    color: var(--_muted);
    font-weight: 400;
  }
  .banner-head .quiet {
    display: grid;
    place-items: center;
    min-height: 28px;
    margin-inline-end: -8px;
    padding: 0 4px;
  }
  .wave {
    display: grid;
    animation: ring 0.5s ease-in-out infinite;
  }
  .banner-number {
    margin-block: 4px 0;
    overflow-wrap: anywhere;
    font-size: calc(var(--_fs) * 1.75);
    font-weight: 650;
    font-variant-numeric: tabular-nums;
    line-height: 1.25;
  }
  .banner-lines {
    min-height: 1.4em;
    color: var(--_muted);
  }
  .banner-hands {
    display: flex;
    flex-wrap: wrap;
    align-items: stretch;
    gap: 8px;
    margin-block-start: 12px;
  }
  .banner-hands button {
    flex: 1 0 auto;
    min-height: 42px;
  }
  .answer:not([aria-disabled='true']) {
    background: var(--_good);
    border-color: var(--_good);
    color: var(--_on-tone);
    font-weight: 600;
  }
  .banner-hands .answer {
    flex: 3 0 auto;
    display: flex;
    align-items: center;
    justify-content: center;
    gap: 8px;
  }
  .banner-hands .refuse {
    color: var(--_bad);
  }
  .pick-up {
    flex: 1;
    align-self: center;
    font-weight: 600;
  }

  .tooltip {
    max-width: 300px;
    padding: 6px 10px;
    border: 0;
    border-radius: 6px;
    background: var(--_text);
    color: var(--_ground);
    font-size: calc(var(--_fs) * 0.93);
    line-height: 1.35;
    overflow-wrap: anywhere;
    pointer-events: auto;
  }
`;
