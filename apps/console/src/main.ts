import { createApp } from 'vue';
import { whenStranger } from './api/http.ts';
import App from './app.vue';
import { me } from './lib/session.ts';
import { startLang } from './lib/texts.ts';
import { router } from './router.ts';

startLang();
whenStranger(() => {
  me.value = null;
  if (router.currentRoute.value.path !== '/sign-in') {
    void router.push({ path: '/sign-in', query: { to: router.currentRoute.value.fullPath } });
  }
});
createApp(App).use(router).mount('#app');
