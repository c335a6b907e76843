/** Administration: what is wrong is said at its field, what is right runs at once, and nothing is lost by a slip. */
import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { wavOf } from '../lib/audio/sounds.ts';
import type { DemoCentre } from '../virtual/lib/demo-centre.ts';
import { cleanInBothThemes } from './lib/axe.ts';
import { enter, openConsole } from './lib/console-centre.ts';
import { addTo, field, pick, save, write } from './lib/forms.ts';

let centre: DemoCentre;
let page: Page;
beforeAll(async () => {
  centre = await openConsole();
  page = await enter(centre, 'administrator', '/admin');
});
afterAll(() => centre?.close());

const fault = (column: string) => field(page, column).locator('.el-form-item__error');
const press = (name: string) => page.locator('.el-dialog').getByRole('button', { name, exact: true }).click();
const go = (path: string) => page.goto(`${centre.url}/console/admin/${path}`);

/** In the moment when what was stored is to run. */
const databaseGoesAway = () =>
  vi.spyOn(centre.parts.store, 'loadConfig').mockRejectedValueOnce(new Error('the database went away'));

describe('a table', () => {
  it('takes a row with hours and a target, and changes it', async () => {
    await addTo(page, centre.url, 'tables/skills');
    await write(page, 'code', '1003');
    await write(page, 'name', '夜间');
    await pick(page, 'overflow', '转外线号码');
    await field(page, 'overflow').locator('input').last().fill('013800138000');
    await field(page, 'service_hours').locator('.el-checkbox').click();
    expect(await field(page, 'service_hours').locator('input[type="time"]').count()).toBe(10);
    await field(page, 'service_hours').getByLabel('文字形式').fill('1-5 09:00-18:00; 6 09:00-');
    await page.waitForSelector('.hours .bad');
    await cleanInBothThemes(page, 'a form');
    await field(page, 'service_hours').getByLabel('文字形式').fill('1-5 09:00-18:00; 6 09:00-12:00');
    await field(page, 'service_hours').getByLabel('周六结束').fill('13:30');
    await field(page, 'service_hours').getByLabel('周六结束').press('Tab');
    await save(page);
    const skill = centre.parts.runtime.state.config.skills.find(({ code }) => code === '1003');
    expect(skill?.overflow).toEqual({ type: 'outside', number: '013800138000' });
    expect(skill?.serviceHours).toContainEqual({ day: 6, from: 540, to: 810 });
    await cleanInBothThemes(page, 'a table');
  });

  it('says what is wrong at the field, before and after asking the server', async () => {
    await page.click('[data-key="1003"] .as-link');
    await write(page, 'priority', '100');
    await press('保存');
    expect(await fault('priority').textContent()).toBe('请填写 0 到 99 之间的数');
    await write(page, 'priority', '9');
    await pick(page, 'overflow', '转技能');
    await pick(page, 'overflow', '夜间', 1);
    await press('保存');
    await fault('overflow').waitFor();
    expect(centre.parts.runtime.state.config.skills.find(({ code }) => code === '1003')?.priority).toBe(0);
  });

  it('asks before what was typed is lost', async () => {
    await field(page, 'priority').locator('input').press('Escape');
    await page.locator('.el-message-box').getByRole('button', { name: '继续填写' }).click();
    expect(await field(page, 'priority').locator('input').inputValue()).toBe('9');
    await press('取消');
    await page.locator('.el-message-box').getByRole('button', { name: '放弃修改' }).click();
    await page.locator('.el-dialog').waitFor({ state: 'detached' });
  });

  it('lets nothing go that others refer to, and says who does', async () => {
    const drop = async (key: string) => {
      await page.getByRole('button', { name: `删除 ${key}`, exact: true }).click();
      await page
        .locator('.el-message-box', { hasText: `删除 技能 ${key}` })
        .getByRole('button', { name: '删除', exact: true })
        .click();
    };
    await drop('1001');
    await page.waitForSelector('.el-message-box li:has-text("座席")');
    await page.keyboard.press('Escape');
    await page.locator('.el-message-box', { hasText: '未能删除' }).waitFor({ state: 'hidden' });
    await drop('1003');
    await page.waitForSelector('[data-key="1003"]', { state: 'detached' });
  });
});

it('two at one row lose nothing: the second sees what the first wrote, and decides', async () => {
  const path = '/admin/tables/skills';
  const other = await enter(centre, 'administrator', path);
  await page.goto(`${centre.url}/console${path}`);
  for (const one of [page, other]) await one.click('[data-key="1001"] .as-link');
  await write(other, 'name', '甲的名称');
  await write(other, 'priority', '7');
  await save(other);
  await write(page, 'name', '乙的名称');
  await write(page, 'music_class', 'jazz');
  await press('保存');
  await page.locator('.el-dialog [role="alert"]', { hasText: '其他人刚修改了该记录' }).waitFor();
  expect(await fault('name').textContent()).toBe('对方填写：甲的名称');
  expect(await field(page, 'priority').locator('input').inputValue()).toBe('7');
  await cleanInBothThemes(page, 'two at one row');
  await save(page);
  const skill = centre.parts.runtime.state.config.skills.find(({ code }) => code === '1001');
  expect(skill).toMatchObject({ name: '乙的名称', priority: 7, musicClass: 'jazz' });
  await other.context().close();
});

it('a parameter runs when it is saved, is refused at its field, and goes back to its default', async () => {
  await go('parameters');
  await page.click('[data-key="AGENTRINGSECONDS"] .as-link');
  await field(page, 'ParamValue').locator('input').fill('soon');
  await press('保存');
  await fault('ParamValue').waitFor();
  await field(page, 'ParamValue').locator('input').fill('35');
  databaseGoesAway();
  await save(page);
  await page.waitForSelector('.el-message--warning:has-text("尚未全部生效")');
  expect(centre.parts.runtime.state.config.params.ringSeconds).toBe(20);
  await page.click('[data-key="AGENTRINGSECONDS"] .as-link');
  await save(page);
  expect(centre.parts.runtime.state.config.params.ringSeconds).toBe(35);
  await cleanInBothThemes(page, 'parameters');
  await page.getByRole('button', { name: '恢复默认 AGENTRINGSECONDS' }).click();
  await page.waitForFunction(
    () => document.querySelector('[data-key="AGENTRINGSECONDS"] td.value')?.textContent === '20',
  );
  expect(centre.parts.runtime.state.config.params.ringSeconds).toBe(20);
});

it('a key is shown once and opens the API until it is revoked', async () => {
  await go('keys');
  await page.getByLabel('用途').fill('CRM');
  await page.keyboard.press('Enter');
  const key = await page.locator('[data-made]').inputValue();
  const ask = async () => {
    const answer = await fetch(`${centre.url}/api/v1/ivr/flows`, { headers: { authorization: `Bearer ${key}` } });
    return answer.status;
  };
  expect(await ask()).toBe(200);
  await page.locator('.el-dialog').getByRole('button', { name: '关闭', exact: true }).click();
  await page.getByRole('button', { name: '吊销 CRM' }).click();
  await page.locator('.el-message-box').getByRole('button', { name: '删除', exact: true }).click();
  await page.waitForSelector('tr:has-text("CRM")', { state: 'detached' });
  expect(await ask()).toBe(401);
});

it('origins and users are kept', async () => {
  await go('origins');
  await page.getByRole('button', { name: '添加来源' }).click();
  await page.keyboard.type('crm.example.com');
  await page.getByRole('button', { name: '保存' }).click();
  await page.waitForSelector('.fault');
  await page.getByLabel('来源 1').fill('https://crm.example.com');
  await page.getByRole('button', { name: '保存' }).click();
  await page.waitForSelector('.el-message--success');
  await cleanInBothThemes(page, 'origins');

  await go('users?new=1');
  await write(page, 'user', 'wang');
  await write(page, 'password', 'short');
  await press('保存');
  await fault('password').waitFor();
  await cleanInBothThemes(page, 'a user');
  await write(page, 'password', 'long enough to do');
  await save(page);
  await page.waitForSelector('[data-key="wang"]');
});

/** At 8000 samples a second. */
const silence = (samples: number) => wavOf(new Int16Array(samples));

it('a recording is uploaded and played, and one that cannot be used is refused with the reason', async () => {
  await go('prompts');
  const bring = (name: string, buffer: Buffer) =>
    page.setInputFiles('input[type="file"]', { name, mimeType: 'audio/wav', buffer });
  await bring('Welcome Zh.wav', silence(8_000));
  await page.waitForSelector('[data-key="welcome-zh"]:has-text("0:01")');
  await page.getByRole('button', { name: '播放 welcome-zh' }).click();
  await page.waitForFunction(() => {
    const audio = document.querySelector('audio');
    return audio !== null && audio.readyState >= audio.HAVE_FUTURE_DATA && audio.currentTime > 0 && !audio.paused;
  });
  expect(await page.evaluate(() => document.querySelector('audio')?.duration)).toBe(1);
  await page.getByRole('button', { name: '停止 welcome-zh' }).waitFor();
  await page.getByRole('button', { name: '播放 welcome-zh' }).waitFor(); // its end

  const why = page.locator('form [role="alert"]');
  await bring('song.wav', Buffer.from('ID3 this is no wave file at all'));
  await why.getByText('song.wav 未上传').waitFor();
  expect(await why.textContent()).toContain('WAV 文件');
  await bring('long.wav', silence(121 * 8_000));
  await why.getByText('时长不超过 120 秒').waitFor();
  await bring('large.wav', silence(3 * 1024 * 1024));
  await why.getByText('最大 4 MB').waitFor();
  await cleanInBothThemes(page, 'prompts');
  expect(await page.locator('tbody tr').count()).toBe(1);
});

it('all of it goes into a file and back, and a file is looked at before it is taken', async () => {
  await go('transfer');
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByText('下载配置文件').click()]);
  const exported = JSON.parse(await readFile(await file.path(), 'utf8')) as { tables: { departments: object[] } };
  const choose = (content: object) =>
    page.setInputFiles('input[type="file"]', {
      name: 'centre.json',
      mimeType: 'application/json',
      buffer: Buffer.from(JSON.stringify(content)),
    });
  await choose(exported);
  await page.waitForSelector('text=与现有配置一致');
  exported.tables.departments.push({ id: '9', name: '外包部' });
  await choose(exported);
  await page.waitForSelector('[data-table="departments"]');
  expect(await page.locator('[data-table="departments"] td').allTextContents()).toEqual(['1', '0', '0']);
  await cleanInBothThemes(page, 'import');
  expect(centre.parts.runtime.state.config.departments.some(({ id }) => id === '9')).toBe(false);
  databaseGoesAway();
  await page.getByRole('button', { name: '导入', exact: true }).click();
  await page.waitForSelector('[role="alert"]:has-text("已保存，但尚未生效")');
  await cleanInBothThemes(page, 'an import that does not run');
  expect(centre.parts.runtime.state.config.departments.some(({ id }) => id === '9')).toBe(false);
  await page.getByRole('button', { name: '使其生效', exact: true }).click();
  await page.waitForSelector('.el-message--success');
  expect(centre.parts.runtime.state.config.departments.some(({ id }) => id === '9')).toBe(true);
});

it('the audit log tells it, and the first steps are clean in both languages', async () => {
  await go('audit');
  await page.waitForSelector('tr:has-text("config-import")');
  const signIns = page.locator('tbody tr', { hasText: '登录控制台' });
  await signIns.first().waitFor();
  await page.locator('.filters .el-select').click();
  await page.getByRole('option', { name: '导入配置' }).click();
  await signIns.first().waitFor({ state: 'detached' });
  await page.waitForSelector('tr:has-text("config-import")');
  // Of a day on which nobody was there yet.
  await page.getByRole('combobox', { name: '截至' }).fill('2020-01-31');
  await page.keyboard.press('Enter');
  await page.waitForSelector('.grid-empty');
  await cleanInBothThemes(page, 'audit');
  await page.getByRole('button', { name: 'English' }).click();
  await go('first-steps');
  await page.waitForSelector('[data-step="route"].done');
  await cleanInBothThemes(page, 'first steps');
  expect(centre.browser.complaints.filter((text) => !/\b(401|409|422)\b/.test(text))).toEqual([]);
});
