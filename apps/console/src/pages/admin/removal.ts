/** Deleting asks first; a refusal says what stands in the way. */
import { ElMessage, ElMessageBox } from 'element-plus';
import { h } from 'vue';
import { ApiError } from '../../api/http.ts';
import { useTexts } from '../../lib/texts.ts';
import { ADMIN } from './texts.ts';

/** @returns what asks, does it and tells. `why`: what else a person should know before. */
export function useRemoval(): (name: string, act: () => Promise<void>, why?: string) => Promise<void> {
  const t = useTexts(ADMIN);
  return async (name, act, why = t('removeAsk')) => {
    const sure = await ElMessageBox.confirm(why, t('removeTitle', { name }), {
      confirmButtonText: t('remove'),
      cancelButtonText: t('cancel'),
      confirmButtonType: 'danger',
    }).then(
      () => true,
      () => false,
    );
    if (!sure) return;
    try {
      await act();
      ElMessage({ message: t('removed'), type: 'success' });
    } catch (error) {
      const said = error instanceof Error ? error.message : String(error);
      const problems = error instanceof ApiError ? error.problems : [];
      const list = problems.map(({ at, text }) => h('li', at === '' ? text : `${at}: ${text}`));
      await ElMessageBox.alert(h('div', [h('p', said), list.length === 0 ? null : h('ul', list)]), {
        title: t('removeNot', { name }),
        confirmButtonText: t('cancel'),
      }).catch(() => undefined);
    }
  };
}
