/** Icons by the names that areas give them. */
import type { Component } from 'vue';
import * as icons from './icon-set.ts';

const ICONS: Readonly<Record<string, Component>> = icons;
export const iconOf = (name: string | undefined): Component => ICONS[name ?? ''] ?? icons.Menu;
