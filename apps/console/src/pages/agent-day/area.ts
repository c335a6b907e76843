import type { Area } from '../../lib/area.ts';

export default {
  role: 'agent',
  order: 41,
  routes: [
    {
      path: '/agent-day',
      component: () => import('./agent-day.vue'),
      title: { 'zh-CN': '座席日报', en: 'Agent day' },
      icon: 'Timer',
    },
  ],
} satisfies Area;
