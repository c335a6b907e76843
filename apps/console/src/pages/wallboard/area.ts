import type { Area } from '../../lib/area.ts';

export default {
  role: 'supervisor',
  order: 10,
  routes: [
    {
      path: '/wallboard',
      component: () => import('./wallboard.vue'),
      title: { 'zh-CN': '监控大屏', en: 'Wallboard' },
      icon: 'Monitor',
    },
  ],
} satisfies Area;
