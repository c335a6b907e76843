import { barStyles } from './bar.ts';
import { forcedColorStyles } from './forced-colors.ts';
import { incomingStyles } from './incoming.ts';
import { layoutStyles } from './layouts.ts';
import { overlayStyles } from './overlays.ts';
import { tokens } from './tokens.ts';

export const styles = [tokens, barStyles, overlayStyles, incomingStyles, layoutStyles, forcedColorStyles];
