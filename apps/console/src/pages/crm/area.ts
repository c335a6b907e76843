import type { Area } from '../../lib/area.ts';

export default {
  role: 'agent',
  order: 20,
  routes: [
    {
      path: '/crm',
      component: () => import('./crm.vue'),
      title: { 'zh-CN': '演示 CRM', en: 'Demo CRM' },
      meta: { ownPhone: true },
      icon: 'PhoneFilled',
    },
    // In a tab of its own, as a page of another system would be.
    { path: '/crm/non-host', component: () => import('./non-host.vue'), meta: { bare: true } },
  ],
} satisfies Area;
