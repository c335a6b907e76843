/** What would be lost with the page: forms that were typed into, a softphone that is logged on. */
import { onBeforeUnmount, onMounted } from 'vue';

const keepers = new Set<() => boolean>();

export const somethingToLose = (): boolean => [...keepers].some((isThere) => isThere());

/** While the component is there, a reload or a closed window asks first, and a session that ends leaves the page as it is. */
export function useToLose(isThere: () => boolean, asksOnReload = true): void {
  const stay = (event: BeforeUnloadEvent): void => {
    if (isThere()) event.preventDefault();
  };
  onMounted(() => {
    keepers.add(isThere);
    if (asksOnReload) addEventListener('beforeunload', stay);
  });
  onBeforeUnmount(() => {
    keepers.delete(isThere);
    removeEventListener('beforeunload', stay);
  });
}
