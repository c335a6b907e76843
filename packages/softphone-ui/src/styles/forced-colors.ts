import { css } from 'lit';

/** The last of all: here the other styles' colours do not hold. */
export const forcedColorStyles = css`
  /* Colours of the user's own: what is off, chosen or pressed is told by more than a colour that is not there any more. */
  @media (forced-colors: active) {
    button:disabled,
    button[aria-disabled='true'],
    .choice.gone {
      border-color: GrayText;
      border-style: dashed;
      color: GrayText;
    }
    .dot,
    .badge,
    .state::after {
      forced-color-adjust: none;
      background: CanvasText;
      color: Canvas;
    }
    .tabs button {
      border-color: Canvas;
    }
    .tabs button[aria-selected='true'],
    .people button[aria-pressed='true'] {
      border-color: Highlight;
    }
    .primary.on,
    .answer,
    .go {
      border-width: 2px;
    }
  }
`;
