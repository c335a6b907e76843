import type { Area } from '../../lib/area.ts';

export default {
  role: 'administrator',
  order: 60,
  routes: [
    {
      path: '/flows',
      component: () => import('./flow-list.vue'),
      title: { 'zh-CN': 'IVR 流程', en: 'IVR flows' },
      icon: 'Share',
    },
    {
      path: '/flows/:svn',
      component: () => import('./flow-editor.vue'),
      props: true,
      meta: { title: { 'zh-CN': 'IVR 流程', en: 'IVR flows' } },
    },
  ],
} satisfies Area;
