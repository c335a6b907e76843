import type { Area } from '../../lib/area.ts';

export default {
  role: 'supervisor',
  order: 42,
  routes: [
    {
      path: '/reports',
      component: () => import('./reports.vue'),
      title: { 'zh-CN': '统计报表', en: 'Reports' },
      icon: 'DataAnalysis',
    },
  ],
} satisfies Area;
