/** What was typed is not lost by a slip: leaving asks first. */
import { ElMessageBox } from 'element-plus';
import { onBeforeUnmount, onMounted } from 'vue';
import { onBeforeRouteLeave, onBeforeRouteUpdate } from 'vue-router';
import { useTexts } from '../../lib/texts.ts';
import { ADMIN } from './texts.ts';

/** @returns asks whether to throw away what was typed; true when there is nothing to lose. */
export function useUnsaved(dirty: () => boolean): () => Promise<boolean> {
  const t = useTexts(ADMIN);
  const mayGo = async (): Promise<boolean> => {
    if (!dirty()) return true;
    return ElMessageBox.confirm(t('unsaved'), t('unsavedTitle'), {
      confirmButtonText: t('discard'),
      cancelButtonText: t('goOn'),
      type: 'warning',
    }).then(
      () => true,
      () => false,
    );
  };
  const stay = (event: BeforeUnloadEvent): void => {
    if (dirty()) event.preventDefault();
  };
  onMounted(() => addEventListener('beforeunload', stay));
  onBeforeUnmount(() => removeEventListener('beforeunload', stay));
  onBeforeRouteLeave(mayGo);
  onBeforeRouteUpdate(mayGo);
  return mayGo;
}
