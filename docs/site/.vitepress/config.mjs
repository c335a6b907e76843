/** The web site of the documentation. Its pages are staged by scripts/docs.mjs; what stands beside the text is made from them. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitepress';
// Bundled by scripts/docs.mjs: headings are named as the link check names them.
import { slugOf } from '../../../node_modules/.cache/docs-pages.mjs';

const pages = fileURLToPath(new URL('../pages/', import.meta.url));

/** In the order in which somebody needs them; a guide that is not named here comes at the end. */
const GUIDES = [
  ...['first-call', 'embedding', 'toolbar', 'browser-phone', 'console', 'configuration', 'asterisk', 'ivr'],
  ...['operations', 'moving-from-wssoftphone', 'moving-from-ocx'],
];

const titleOf = (path) => /^# (.+)$/m.exec(readFileSync(`${pages}${path}`, 'utf8'))?.[1].replace(/`/g, '') ?? path;
const place = (name) => (GUIDES.includes(name) ? GUIDES.indexOf(name) : GUIDES.length);
function list(folder, order = (a, b) => (a < b ? -1 : 1)) {
  return readdirSync(`${pages}${folder}`)
    .filter((name) => name.endsWith('.md') && name !== 'index.md')
    .map((name) => name.slice(0, -'.md'.length))
    .sort(order)
    .map((name) => ({ text: titleOf(`${folder}/${name}.md`), link: `/${folder}/${name}` }));
}
const guides = (folder) => list(folder, (a, b) => place(a) - place(b) || (a < b ? -1 : 1));
const reference = list('reference');
const more = [
  { text: 'Architecture', link: '/architecture' },
  { text: 'Contributing', link: '/contributing' },
  { text: 'Scenarios', link: '/scenarios' },
  { text: 'Bench', link: '/bench' },
  { text: 'Changelog', link: '/changelog' },
];

/** Chinese has no blanks between words: pairs of characters are what can be found. Runs in the browser, on its own. */
function tokenize(text) {
  const tokens = [];
  for (const [word] of text.toLowerCase().matchAll(/\p{Script=Han}+|[^\s\p{P}\p{S}\p{Script=Han}]+/gu)) {
    if (!/\p{Script=Han}/u.test(word)) tokens.push(word);
    else if (word.length === 1) tokens.push(word);
    else for (let at = 0; at < word.length - 1; at += 1) tokens.push(word.slice(at, at + 2));
  }
  return tokens;
}

export default defineConfig({
  srcDir: 'pages',
  outDir: 'dist',
  cacheDir: 'node_modules/.cache/vitepress',
  base: process.env.DOCS_BASE || '/',
  title: 'WSSoftPhone',
  cleanUrls: false,
  head: [['link', { rel: 'icon', href: `${process.env.DOCS_BASE || '/'}icon.svg` }]],
  markdown: { anchor: { slugify: slugOf }, toc: { slugify: slugOf }, headers: { slugify: slugOf } },
  // The addresses that guides tell to open are on the reader's machine.
  ignoreDeadLinks: 'localhostLinks',
  themeConfig: {
    logo: '/icon.svg',
    outline: [2, 3],
    search: {
      provider: 'local',
      options: {
        miniSearch: { options: { tokenize } },
        locales: {
          zh: {
            translations: {
              button: { buttonText: '搜索', buttonAriaLabel: '搜索' },
              modal: {
                noResultsText: '没有结果',
                resetButtonTitle: '清除',
                displayDetails: '显示详细内容',
                footer: { selectText: '选择', navigateText: '切换', closeText: '关闭' },
              },
            },
          },
        },
      },
    },
  },
  locales: {
    root: {
      label: 'English',
      lang: 'en',
      description: 'An open softphone and CTI server for call centres',
      themeConfig: {
        nav: [
          { text: 'Guides', link: '/guides/first-call', activeMatch: '^/guides/' },
          { text: 'Reference', link: '/reference/client', activeMatch: '^/reference/' },
          { text: 'Decisions', link: '/decisions/', activeMatch: '^/decisions/' },
        ],
        sidebar: [
          { text: 'Guides', items: guides('guides') },
          { text: 'Reference', items: reference },
          { text: 'The project', items: more },
          { text: 'Decisions', collapsed: true, items: list('decisions') },
        ],
      },
    },
    zh: {
      label: '简体中文',
      lang: 'zh-CN',
      description: '开放的呼叫中心软电话与 CTI 服务器',
      themeConfig: {
        nav: [
          { text: '指南', link: '/zh/guides/first-call', activeMatch: '^/zh/guides/' },
          { text: '参考(英文)', link: '/reference/client', activeMatch: '^/reference/' },
        ],
        sidebar: [
          { text: '指南', items: guides('zh/guides') },
          { text: '参考(英文)', items: reference },
        ],
        outline: { label: '本页内容' },
        docFooter: { prev: '上一页', next: '下一页' },
        darkModeSwitchLabel: '深色模式',
        lightModeSwitchTitle: '切换到浅色模式',
        darkModeSwitchTitle: '切换到深色模式',
        sidebarMenuLabel: '目录',
        returnToTopLabel: '回到顶部',
        langMenuLabel: '语言',
      },
    },
  },
});
