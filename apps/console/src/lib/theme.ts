/** Light or dark: as the person chose, or as the system is. Element Plus reads `html.dark`. */
import { computed, ref } from 'vue';

export type ThemeChoice = 'auto' | 'light' | 'dark';

const KEPT = 'wssp-console-theme';
const system = matchMedia('(prefers-color-scheme: dark)');
const systemIsDark = ref(system.matches);

export const themeChoice = ref<ThemeChoice>('auto');
export const isDark = computed(() =>
  themeChoice.value === 'auto' ? systemIsDark.value : themeChoice.value === 'dark',
);

export function startTheme(): void {
  const kept = localStorage.getItem(KEPT);
  system.addEventListener('change', ({ matches }) => {
    systemIsDark.value = matches;
    show();
  });
  setTheme(kept === 'light' || kept === 'dark' ? kept : 'auto');
}
export function setTheme(next: ThemeChoice): void {
  themeChoice.value = next;
  if (next === 'auto') localStorage.removeItem(KEPT);
  else localStorage.setItem(KEPT, next);
  show();
}

function show(): void {
  document.documentElement.classList.toggle('dark', isDark.value);
  document.documentElement.style.colorScheme = isDark.value ? 'dark' : 'light';
}
