/**
 * Makes an Asterisk of our own: Debian's package in a directory of its own, built with mmdebstrap, so that it runs on
 * a machine whose Debian has none and touches nothing else. Made once in about a minute and used again.
 */
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SOUND_TEXTS } from '../prompts.ts';
import { lock } from './lock.ts';
import { has, run } from './run.ts';
import { makeMusic, makeSounds } from './sounds.ts';

/** Where things are inside the root. */
export const INSIDE = {
  data: '/usr/share/asterisk',
  music: '/srv/wssp/music/default',
  instances: '/srv/wssp/instances',
} as const;

/** Raise it when sounds or music made before are not good any more; a text that changed is noticed without. */
const SOUNDS_RECIPE = 3;
const SOUNDS_STAMP = '/srv/wssp/sounds.recipe';
/** The texts that the sounds were made of. */
const SOUNDS_TEXTS = '/srv/wssp/sounds.json';

export interface ProvisionOptions {
  /** Directory that keeps what is made once for all checkouts. */
  readonly cache: string;
  readonly say?: (line: string) => void;
}

/** Why Asterisk cannot be provisioned here, in words for a person; null when it can. */
export async function whyNotProvisionable(): Promise<string | null> {
  if (process.platform !== 'linux')
    return 'Asterisk is provisioned on Linux only; use --ari with an Asterisk of your own.';
  if (process.getuid?.() !== 0) return 'Provisioning Asterisk needs root; use --ari with an Asterisk of your own.';
  if (!(await has('apt-get')))
    return 'Provisioning Asterisk needs Debian (apt-get); use --ari with an Asterisk of your own.';
  return null;
}

/**
 * Resolves with the directory that is Asterisk's root. Safe to call from several processes at once.
 * Rejects with CommandFailed when a package cannot be had, or with the words of whyNotProvisionable.
 */
export async function provisionAsterisk({ cache, say = () => {} }: ProvisionOptions): Promise<string> {
  const why = await whyNotProvisionable();
  if (why !== null) throw new Error(why);
  await mkdir(cache, { recursive: true });
  const root = join(cache, 'asterisk-22');
  const held = await lock(`${root}.lock`, 10 * 60_000);
  try {
    if (!existsSync(join(root, 'usr/sbin/asterisk'))) await makeRoot(root, say);
    if (!(await soundsAreCurrent(root))) await addSounds(root, say);
    return root;
  } finally {
    await held.release();
  }
}

async function makeRoot(root: string, say: (line: string) => void): Promise<void> {
  await install({ mmdebstrap: 'mmdebstrap' }, say);
  const unfinished = `${root}.unfinished`;
  await rm(unfinished, { recursive: true, force: true });
  say('Making an Asterisk 22 of our own (about a minute, 350 MB) …');
  // sid's Release file may have expired on a mirror that stands still.
  const apt = ['--aptopt=Acquire::Check-Valid-Until "false"', '--aptopt=APT::Install-Recommends "false"'];
  const packages = '--include=asterisk,asterisk-core-sounds-en-gsm';
  await run('mmdebstrap', ['--variant=minbase', ...apt, packages, 'sid', unfinished, await mirror()], {
    timeoutMs: 15 * 60_000,
  });
  await rm(root, { recursive: true, force: true });
  await rename(unfinished, root);
}

async function soundsAreCurrent(root: string): Promise<boolean> {
  const read = (file: string) => readFile(join(root, file), 'utf8').catch(() => '');
  return (
    Number(await read(SOUNDS_STAMP)) === SOUNDS_RECIPE && (await read(SOUNDS_TEXTS)) === JSON.stringify(SOUND_TEXTS)
  );
}

async function addSounds(root: string, say: (line: string) => void): Promise<void> {
  await install({ 'espeak-ng': 'espeak-ng', sox: 'sox' }, say);
  say('Making music on hold and prompts (zh, en) …');
  const inside = { zh: `${INSIDE.data}/sounds/zh/wssp`, en: `${INSIDE.data}/sounds/en/wssp` };
  await run('chroot', [root, 'install', '-d', inside.zh, inside.en]);
  // The English folder is reached through absolute links, which only the root itself can follow.
  const real = async (path: string) => join(root, (await run('chroot', [root, 'realpath', path])).trim());
  await makeSounds({ zh: await real(inside.zh), en: await real(inside.en) });
  await makeMusic(join(root, INSIDE.music));
  await writeFile(join(root, SOUNDS_TEXTS), JSON.stringify(SOUND_TEXTS));
  await writeFile(join(root, SOUNDS_STAMP), `${SOUNDS_RECIPE}\n`);
}

/** Installs the packages (by name) whose programs (by value) are not there. */
async function install(programs: Readonly<Record<string, string>>, say: (line: string) => void): Promise<void> {
  const missing: string[] = [];
  for (const [name, program] of Object.entries(programs)) if (!(await has(program))) missing.push(name);
  if (missing.length === 0) return;
  say(`Installing ${missing.join(', ')} …`);
  const get = (args: readonly string[]) => run('apt-get', ['-qq', ...args], { timeoutMs: 5 * 60_000 });
  await get(['update']);
  await get(['install', '-y', '--no-install-recommends', ...missing]);
}

/** The Debian mirror that this machine already uses. */
async function mirror(): Promise<string> {
  const lines = await run('apt-get', [
    'indextargets',
    '--format',
    '$(REPO_URI) $(COMPONENT) $(CODENAME)',
    'Created-By: Packages',
  ]);
  const found = lines
    .split('\n')
    .map((line) => line.split(' '))
    .find(([uri, component]) => component === 'main' && /\/debian\/?$/.test(uri ?? ''));
  if (found?.[0] === undefined) throw new Error("no Debian mirror in this machine's apt sources");
  return found[0];
}

/** Asterisk's module directory inside the root; its path holds the machine's architecture. */
export async function moduleDirectory(root: string): Promise<string> {
  for (const name of await readdir(join(root, 'usr/lib'))) {
    if (existsSync(join(root, 'usr/lib', name, 'asterisk/modules'))) return `/usr/lib/${name}/asterisk/modules`;
  }
  throw new Error(`${root} has no Asterisk modules`);
}

/** Numeric ids of Asterisk's user inside the root. */
export async function asteriskUser(root: string): Promise<{ uid: number; gid: number }> {
  const line = (await readFile(join(root, 'etc/passwd'), 'utf8'))
    .split('\n')
    .find((entry) => entry.startsWith('asterisk:'));
  const [, , uid, gid] = line?.split(':') ?? [];
  if (uid === undefined || gid === undefined) throw new Error(`${root} has no user asterisk`);
  return { uid: Number(uid), gid: Number(gid) };
}
