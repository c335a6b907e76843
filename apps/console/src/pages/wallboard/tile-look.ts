/** What tiles look like: everything that is the same for all of them. Lengths in CSS pixels. */
import { GROUPS, type Group } from '../../lib/agent-states.ts';
import type { TileSize } from './fit-tiles.ts';

export interface TileColours {
  /** Between tiles. */
  readonly ground: string;
  readonly tile: string;
  readonly name: string;
  /** Time and what else is said. */
  readonly faint: string;
  readonly tones: Readonly<Record<Group, string>>;
}
export interface TileLook {
  readonly size: TileSize;
  readonly width: number;
  readonly height: number;
  readonly perRow: number;
  /** Font family, as CSS writes it. */
  readonly family: string;
  readonly colours: TileColours;
  /** Pixels of the screen in one of CSS. */
  readonly ratio: number;
}

/** The colours of the theme, as they are where `element` stands. */
export function coloursOf(element: Element): TileColours {
  const style = getComputedStyle(element);
  const colour = (name: string): string => style.getPropertyValue(name).trim();
  const tone = (group: Group): string => colour(`--tone-${group === 'other' ? 'off' : group}`);
  return {
    ground: colour('--card'),
    tile: colour('--hover'),
    name: colour('--el-text-color-primary'),
    faint: colour('--el-text-color-secondary'),
    tones: Object.fromEntries(GROUPS.map((group) => [group, tone(group)])) as Record<Group, string>,
  };
}

/** Sizes that have room for a second line. */
export const isRoomy = ({ name }: TileSize): boolean => name === 'large' || name === 'roomy';
/** Too small for anything but a name. */
export const isBare = ({ name }: TileSize): boolean => name === 'names';
