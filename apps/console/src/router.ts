import type { ConfigTable } from '@wssoftphone/protocol/console';
import { createRouter, createWebHistory, type RouteRecordRaw } from 'vue-router';
import { get } from './api/http.ts';
import type { Area } from './lib/area.ts';
import { may, me, whoAmI } from './lib/session.ts';
import words from './shell/texts.ts';

/** Areas bring themselves: a new folder under pages/ needs no line here. */
const found = import.meta.glob<Area>('./pages/*/area.ts', { eager: true, import: 'default' });
export const AREAS: readonly Area[] = Object.values(found).sort((a, b) => a.order - b.order);

/** Where a person arrives: the first page that the role may see. */
export const home = (): string => AREAS.find(({ role }) => may(role))?.routes[0]?.path ?? '/password';

/** A call centre without agents has nothing to show yet: its administrator begins with the first steps. */
const isEmpty = async (): Promise<boolean> =>
  may('administrator') && (await get<ConfigTable>('/config/agents').catch(() => null))?.rows.length === 0;

export const router = createRouter({
  history: createWebHistory(import.meta.env.BASE_URL),
  routes: [
    { path: '/', redirect: '/home' },
    { path: '/home', component: () => null },
    { path: '/sign-in', component: () => import('./pages/sign-in/sign-in.vue'), meta: { bare: true } },
    {
      path: '/password',
      component: () => import('./pages/password/password.vue'),
      meta: { title: { 'zh-CN': words['zh-CN'].passwordTitle, en: words.en.passwordTitle } },
    },
    ...AREAS.flatMap((area) =>
      area.routes.map(
        (route) =>
          ({
            ...route,
            meta: { ...route.meta, role: area.role, title: route.title ?? route.meta?.title },
          }) as RouteRecordRaw,
      ),
    ),
    { path: '/:rest(.*)', redirect: '/home' },
  ],
});

router.beforeEach(async (to) => {
  if (me.value === null) await whoAmI();
  if (to.path === '/sign-in') return me.value === null ? true : { path: '/home' };
  if (me.value === null) {
    return { path: '/sign-in', query: to.path === '/home' ? {} : { to: to.fullPath } };
  }
  if (me.value.mustChangePassword) return to.path === '/password' ? true : { path: '/password' };
  if (to.path === '/home') return { path: (await isEmpty()) ? '/admin/first-steps' : home() };
  const { role } = to.meta;
  return typeof role === 'string' && !may(role as Area['role']) ? { path: '/home' } : true;
});

// A page that was open while the server got a new version asks for parts that are gone: load it anew, once.
const RELOADED = 'wssp-console-reloaded';
router.onError((_, to) => {
  if (sessionStorage.getItem(RELOADED) === to.fullPath) return;
  sessionStorage.setItem(RELOADED, to.fullPath);
  location.assign(router.resolve(to.fullPath).href);
});
router.afterEach(() => sessionStorage.removeItem(RELOADED));
