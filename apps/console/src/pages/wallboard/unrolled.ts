/** How much of a long list is drawn by now: some more with every frame after the page has opened, then all of it. */
import { onScopeDispose, type Ref, ref, watch } from 'vue';

const EACH_FRAME = 100;

export function useUnrolled(total: () => number): Readonly<Ref<number>> {
  const drawn = ref(EACH_FRAME);
  let frame = 0;
  const more = (): void => {
    drawn.value += EACH_FRAME;
    if (drawn.value < total()) frame = requestAnimationFrame(more);
    else drawn.value = Number.POSITIVE_INFINITY;
  };
  watch(
    () => total() > 0,
    (some) => {
      if (some && frame === 0) frame = requestAnimationFrame(more);
    },
    { immediate: true },
  );
  onScopeDispose(() => cancelAnimationFrame(frame));
  return drawn;
}
