export type Theme = 'light' | 'dark';

/**
 * `auto` is as the page is: dark where the page says it can be (`color-scheme`) and the user's system is. A page that says
 * nothing is light, and a dark bar on it would be a hole.
 */
export function themeOf(element: Element, wanted: string): Theme {
  if (wanted === 'light' || wanted === 'dark') return wanted;
  const own = getComputedStyle(element).colorScheme;
  const page = document.querySelector<HTMLMetaElement>('meta[name="color-scheme"]')?.content ?? '';
  const scheme = own === 'normal' ? page : own;
  if (!scheme.includes('dark')) return 'light';
  return !scheme.includes('light') || matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
}
