import { createRouter, createWebHistory, type RouteRecordRaw } from 'vue-router';
import type { Area } from './lib/area.ts';
import { may, me, whoAmI } from './lib/session.ts';

/** Areas bring themselves: a new folder under pages/ needs no line here. */
const found = import.meta.glob<Area>('./pages/*/area.ts', { eager: true, import: 'default' });
export const AREAS: readonly Area[] = Object.values(found).sort((a, b) => a.order - b.order);

const home = (): string => AREAS.find(({ role }) => may(role))?.routes[0]?.path ?? '/sign-in';

export const router = createRouter({
  history: createWebHistory(import.meta.env.BASE_URL),
  routes: [
    { path: '/', redirect: home },
    { path: '/sign-in', component: () => import('./pages/sign-in/sign-in.vue'), meta: { bare: true } },
    ...AREAS.flatMap((area) =>
      area.routes.map((route) => ({ ...route, meta: { ...route.meta, role: area.role } }) as RouteRecordRaw),
    ),
    { path: '/:rest(.*)', redirect: '/' },
  ],
});

router.beforeEach(async (to) => {
  if (to.path === '/sign-in') return true;
  if (me.value === null && (await whoAmI()) === null) return { path: '/sign-in', query: { to: to.fullPath } };
  const { role } = to.meta;
  return typeof role === 'string' && !may(role as Area['role']) ? { path: '/' } : true;
});
