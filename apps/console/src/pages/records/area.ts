import type { Area } from '../../lib/area.ts';

export default {
  role: 'agent',
  order: 40,
  routes: [
    {
      path: '/records',
      component: () => import('./records.vue'),
      title: { 'zh-CN': '通话记录', en: 'Call records' },
      icon: 'Tickets',
    },
  ],
} satisfies Area;
