import 'wssoftphone-ui'; // defines <wssoftphone-ui>
import { createApp } from 'vue';
import App from './App.vue';

createApp(App).mount('#app');
