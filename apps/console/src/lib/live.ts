/** The live feed of `/api/console/live`, shared by all pages that show it: one stream, open while one of them is there. */
import type { LiveAgent, LiveBoard, LiveCall, LiveChange } from '@wssoftphone/protocol/console';
import { onMounted, onUnmounted, ref, shallowReactive, shallowRef, triggerRef, watch } from 'vue';
import { ApiError, address, get } from '../api/http.ts';
import { serverIsAt } from './clock.ts';
import { type Picture, takeBoard, takeChange } from './live-board.ts';
import { lapsed } from './session.ts';

/** From one page to the next the stream stays. */
const LINGER_MS = 2000;
/** The server says something every 15 seconds; a line that is dead without having been closed says nothing. */
const SILENCE_MS = 35_000;
const RETRY_MS = [1000, 2000, 5000, 10_000] as const;

export const agents = shallowReactive(new Map<string, LiveAgent>());
export const calls = shallowReactive(new Map<string, LiveCall>());
const picture = shallowRef<Picture>({ agents, calls, queues: [], today: null });
export const queues = () => picture.value.queues;
export const today = () => picture.value.today;
/** A whole picture has come. */
export const hasBoard = ref(false);
/** Since when the picture is not live any more (this machine's clock); null: it is live, or was never there. */
export const lostSince = ref<number | null>(null);

let source: EventSource | null = null;
let viewers = 0;
let failures = 0;
let timer: ReturnType<typeof setTimeout> | undefined;
let silence: ReturnType<typeof setTimeout> | undefined;

/** Keeps the stream open while the component is there. */
export function useLive(): void {
  onMounted(() => {
    viewers++;
    clearTimeout(timer);
    if (source === null) open();
  });
  onUnmounted(() => {
    viewers--;
    if (viewers > 0) return;
    clearTimeout(timer);
    timer = setTimeout(close, LINGER_MS);
  });
}

function open(): void {
  const stream = new EventSource(address('/live'));
  source = stream;
  const hear = (event: string, take: (data: string) => void): void =>
    stream.addEventListener(event, ({ data }: MessageEvent<string>) => {
      if (source !== stream) return;
      listen();
      take(data);
    });
  hear('board', (data) => {
    const board = JSON.parse(data) as LiveBoard;
    serverIsAt(board.at, true);
    takeBoard(picture.value, board);
    triggerRef(picture);
    failures = 0;
    hasBoard.value = true;
    lostSince.value = null;
  });
  hear('change', (data) => {
    const change = JSON.parse(data) as LiveChange;
    serverIsAt(change.at, false);
    takeChange(picture.value, change);
    if (change.queues !== undefined || change.today !== undefined) triggerRef(picture);
  });
  hear('beat', () => {});
  stream.addEventListener('error', () => {
    if (source !== stream) return;
    lostSince.value ??= Date.now();
    // A browser comes back by itself after a lost line, not after a refusal.
    if (stream.readyState === EventSource.CLOSED) lose();
  });
  listen();
}
function listen(): void {
  clearTimeout(silence);
  silence = setTimeout(lose, SILENCE_MS);
}

/** The line is gone: what is shown stays, and says so. */
function lose(): void {
  if (source === null) return;
  source.close();
  source = null;
  clearTimeout(silence);
  lostSince.value ??= Date.now();
  clearTimeout(timer);
  timer = setTimeout(again, RETRY_MS[Math.min(failures++, RETRY_MS.length - 1)]);
}
addEventListener('offline', lose);
addEventListener('online', () => {
  failures = 0;
  if (source === null && viewers > 0) void again();
});

// Whoever has signed in again on this page sees it go on.
watch(lapsed, (is) => {
  if (!is && source === null && viewers > 0) void again();
});

/** The stream tells no reasons: whether we are still signed in, another request says (and leads to the sign-in page). */
async function again(): Promise<void> {
  clearTimeout(timer);
  const answer = await get('/me').then(
    () => 'known',
    (problem: unknown) => (problem instanceof ApiError && problem.status === 401 ? 'stranger' : 'silent'),
  );
  if (answer === 'stranger' || viewers === 0 || source !== null) return;
  if (answer === 'known') open();
  else timer = setTimeout(again, RETRY_MS[Math.min(failures++, RETRY_MS.length - 1)]);
}

function close(): void {
  source?.close();
  source = null;
  clearTimeout(silence);
  agents.clear();
  calls.clear();
  picture.value = { agents, calls, queues: [], today: null };
  hasBoard.value = false;
  lostSince.value = null;
}
