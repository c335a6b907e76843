import type { Area } from '../../lib/area.ts';

export default {
  role: 'supervisor',
  order: 20,
  routes: [
    {
      path: '/supervision',
      component: () => import('./supervision.vue'),
      title: { 'zh-CN': '座席监控', en: 'Supervision' },
      icon: 'Headset',
    },
  ],
} satisfies Area;
