import type { Area } from '../../lib/area.ts';

export default {
  role: 'administrator',
  order: 80,
  routes: [
    {
      path: '/admin',
      component: () => import('./admin.vue'),
      title: { 'zh-CN': '系统管理', en: 'Administration' },
      icon: 'Setting',
      redirect: '/admin/first-steps',
      children: [
        { path: 'first-steps', component: () => import('./first-steps.vue') },
        { path: 'tables/:table', component: () => import('./config-table.vue') },
        { path: 'parameters', component: () => import('./parameters.vue') },
        { path: 'prompts', component: () => import('./prompts.vue') },
        { path: 'users', component: () => import('./users.vue') },
        { path: 'keys', component: () => import('./api-keys.vue') },
        { path: 'origins', component: () => import('./origins.vue') },
        { path: 'audit', component: () => import('./audit.vue') },
        { path: 'transfer', component: () => import('./transfer.vue') },
      ],
    },
  ],
} satisfies Area;
