/** Undo and redo over values that are never changed in place. */
import { computed, shallowRef } from 'vue';

const MOST = 100;

export function useHistory<T>(first: T) {
  const past = shallowRef<readonly T[]>([]);
  const future = shallowRef<readonly T[]>([]);
  const now = shallowRef(first);
  return {
    now: computed(() => now.value),
    canUndo: computed(() => past.value.length > 0),
    canRedo: computed(() => future.value.length > 0),
    set(next: T): void {
      if (next === now.value) return;
      past.value = [...past.value, now.value].slice(-MOST);
      future.value = [];
      now.value = next;
    },
    undo(): void {
      const before = past.value.at(-1);
      if (before === undefined) return;
      future.value = [now.value, ...future.value];
      past.value = past.value.slice(0, -1);
      now.value = before;
    },
    redo(): void {
      const [after, ...rest] = future.value;
      if (after === undefined) return;
      past.value = [...past.value, now.value];
      future.value = rest;
      now.value = after;
    },
    reset(value: T): void {
      past.value = future.value = [];
      now.value = value;
    },
  };
}
