import 'element-plus/dist/index.css';
import 'element-plus/theme-chalk/dark/css-vars.css';
import './styles/theme.css';
import './styles/base.css';
import { createApp } from 'vue';
import { whenStranger } from './api/http.ts';
import App from './app.vue';
import { lapsed, me } from './lib/session.ts';
import { startLang } from './lib/texts.ts';
import { startTheme } from './lib/theme.ts';
import { somethingToLose } from './lib/to-lose.ts';
import { router } from './router.ts';

startLang();
startTheme();
whenStranger(() => {
  // A stranger who was one before is the router's business.
  if (me.value === null) return;
  if (somethingToLose()) {
    lapsed.value = true;
    return;
  }
  me.value = null;
  if (router.currentRoute.value.path !== '/sign-in') {
    void router.push({ path: '/sign-in', query: { to: router.currentRoute.value.fullPath } });
  }
});
createApp(App).use(router).mount('#app');
