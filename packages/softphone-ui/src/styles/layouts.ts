import { css } from 'lit';

/** The compact bar of 48 pixels, and how both layouts fit into narrow places. By the width of the element, not of the window. */
export const layoutStyles = css`
  [data-layout='compact'] .bar {
    display: flex;
    align-items: center;
    gap: 5px;
    height: 46px;
    padding: 0 6px;
  }
  [data-layout='compact'] :is(.state, .primary, .call, .place, .tip, .queue-button, .tools, .pad-button) {
    height: 38px;
    min-height: 0;
  }
  [data-layout='compact'] .state {
    flex: none;
    width: 172px;
    gap: 6px;
    padding: 0 8px;
  }
  [data-layout='compact'] :is(.state-name, .state .time, .primary) {
    font-size: var(--_fs);
  }
  [data-layout='compact'] .primary {
    flex: none;
    width: 104px;
    gap: 5px;
  }
  [data-layout='compact'] .primary .label {
    display: -webkit-box;
    overflow: hidden;
    font-size: 13px;
    line-height: 1.15;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
  }
  [data-layout='compact'] .call {
    flex: none;
    width: 136px;
    padding-inline: 2px;
  }
  [data-layout='compact'] .call-number {
    font-size: calc(var(--_fs) * 1.07);
  }
  [data-layout='compact'] .call-line {
    font-size: 12px;
    line-height: 1.1;
  }
  [data-layout='compact'] .places {
    flex: 0 1 auto;
    grid-auto-columns: 62px;
    gap: 3px;
  }
  [data-layout='compact'] .place {
    gap: 0;
    padding: 1px;
  }
  [data-layout='compact'] .place .icon {
    width: 18px;
    height: 18px;
  }
  [data-layout='compact'] .place .label {
    font-size: 12px;
    -webkit-line-clamp: 1;
    overflow-wrap: anywhere;
  }
  [data-layout='compact'] .place .badge {
    inset-block-start: -3px;
    inset-inline-end: -2px;
  }
  [data-layout='compact'] .tip {
    flex: 1 1 0;
    font-size: 13px;
  }
  [data-layout='compact'] .tip .put-away {
    display: none;
  }
  [data-layout='compact'] .queue-button {
    flex: none;
    width: 118px;
    min-width: 0;
    padding: 0 8px;
  }
  @container wssp (width < 1380px) {
    [data-layout='compact'] .places {
      grid-auto-columns: 38px;
    }
    [data-layout='compact'] :is(.place .label, .queue-button .time) {
      display: none;
    }
    [data-layout='compact'] .queue-button {
      width: 60px;
    }
  }
  @container wssp (width < 980px) {
    [data-layout='compact'] .tip {
      display: none;
    }
    /* There is no room in the bar; what went wrong must be read all the same. It hangs below until it is put away. */
    [data-layout='compact'] .tip[data-kind='bad'] {
      display: flex;
      position: absolute;
      z-index: 1;
      inset-block-start: calc(100% + 4px);
      inset-inline-start: 0;
      max-width: 100%;
      height: auto;
      min-height: 38px;
      padding: 4px 6px 4px 12px;
      border: 1px solid var(--_line);
      border-radius: var(--_radius);
      background: var(--_ground);
      box-shadow: var(--_shadow);
    }
    [data-layout='compact'] .tip .put-away {
      display: grid;
      place-items: center;
      margin-inline-start: auto;
    }
    [data-layout='compact'] .places {
      flex: 1 1 0;
      grid-auto-columns: minmax(30px, 1fr);
    }
  }
  @container wssp (width < 760px) {
    [data-layout='compact'] :is(.call, .primary .label) {
      display: none;
    }
    [data-layout='compact'] .primary {
      width: 40px;
    }
    [data-layout='compact'] .state {
      width: 112px;
    }
    [data-layout='compact'] .places {
      overflow-x: auto;
    }
    /* what scrolls cuts off what is drawn around it */
    [data-layout='compact'] .place:focus-visible {
      outline-offset: -2px;
    }
  }

  /* three of the places beside the rest; the others are reached by scrolling, and with the keys as ever */
  @container wssp (width < 520px) {
    [data-layout='compact'] .bar {
      gap: 3px;
      padding: 0 4px;
    }
    [data-layout='compact'] .state {
      display: grid;
      align-content: center;
      gap: 0;
      width: 66px;
      padding: 0 4px;
      line-height: 1.15;
    }
    [data-layout='compact'] :is(.state-name, .state .time) {
      font-size: 12px;
      -webkit-line-clamp: 1;
    }
    [data-layout='compact'] :is(.dot, .queue-button .icon) {
      display: none;
    }
    [data-layout='compact'] :is(.primary, .queue-button, .tools, .pad-button) {
      width: 32px;
      padding: 0;
    }
    [data-layout='compact'] .corner {
      gap: 2px;
    }
    [data-layout='compact'] .queue-button {
      justify-content: center;
    }
  }

  /* full, narrower and narrower */
  @container wssp (width < 860px) {
    [data-layout='full'] .bar {
      grid-template-columns: 200px 116px minmax(0, 1fr) auto;
      grid-template-areas:
        'state primary call tools'
        'places places places places'
        'number number tip tip';
    }
    [data-layout='full'] .who {
      display: none;
    }
    [data-layout='full'] .places {
      gap: 4px;
    }
    [data-layout='full'] .place {
      padding-inline: 0;
    }
    [data-layout='full'] .place .label {
      font-size: 12px;
    }
  }
  @container wssp (width < 660px) {
    [data-layout='full'] .bar {
      /* the corner is as wide as its two buttons; the moment's button reaches a little under the state */
      grid-template-columns: minmax(0, 1fr) 32px 76px;
      grid-template-areas:
        'state state tools'
        'call primary primary'
        'places places places'
        'number number number'
        'tip tip tip';
    }
    [data-layout='full'] .places {
      grid-template-columns: repeat(4, minmax(0, 1fr));
      grid-auto-flow: row;
    }
    [data-layout='full'] .panels {
      grid-template-columns: minmax(0, 1fr);
    }
    [data-layout='full'] .card + .card {
      border-inline-start: 0;
      border-block-start: 1px solid var(--_line);
    }
    [data-layout='full'] .call-number {
      font-size: calc(var(--_fs) * 1.2);
    }
    [data-layout='full'] .primary .label {
      font-size: 13px;
      line-height: 1.15;
    }
    [data-layout='full'] :is(.state-name, .state .time) {
      font-size: calc(var(--_fs) * 1.15);
    }
    [data-layout='full'] .corner {
      height: 52px;
    }
  }
  @container wssp (460px <= width < 660px) {
    [data-layout='full'] .places {
      grid-template-columns: repeat(6, minmax(0, 1fr));
    }
  }
`;
