/** What was typed is not lost by a slip: leaving asks first. */
import { ElMessageBox } from 'element-plus';
import { onBeforeRouteLeave, onBeforeRouteUpdate } from 'vue-router';
import { useTexts } from '../../lib/texts.ts';
import { useToLose } from '../../lib/to-lose.ts';
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
  useToLose(dirty);
  onBeforeRouteLeave(mayGo);
  onBeforeRouteUpdate(mayGo);
  return mayGo;
}
