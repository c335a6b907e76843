/** Shortcuts in the whole page: what an action is to the buttons of the bar. */
import { type Action, actionOf, type Shortcuts } from '../model/shortcuts.ts';

/** What somebody else has already answered, what is held down, and what AltGr makes on some keyboards is left alone. */
export function pressShortcut(root: ParentNode, shortcuts: Shortcuts | null, event: KeyboardEvent): void {
  if (!shortcuts || event.defaultPrevented || event.repeat || event.getModifierState('AltGraph')) return;
  const action = actionOf(shortcuts, event);
  if (action === null) return;
  event.preventDefault();
  act(root, action);
}

function act(root: ParentNode, action: Action): void {
  const find = (selector: string) => root.querySelector<HTMLElement>(selector);
  if (action === 'number') (find('#number') ?? find('[data-place="outside"]'))?.focus();
  else if (action === 'focus') find('.place[tabindex="0"]')?.focus();
  else find(`[data-place="${action}"]`)?.click();
}
