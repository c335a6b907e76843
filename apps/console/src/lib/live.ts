/** The live feed of `/api/console/live`, shared by all pages that show it: one stream, open while one of them is there. */
import type { LiveAgent, LiveBoard, LiveCall, LiveChange } from '@wssoftphone/protocol/console';
import { onMounted, onUnmounted, ref, shallowReactive, shallowRef, triggerRef } from 'vue';
import { ApiError, address, get } from '../api/http.ts';
import { serverIsAt } from './clock.ts';
import { type Picture, takeBoard, takeChange } from './live-board.ts';

/** From one page to the next the stream stays. */
const LINGER_MS = 2000;
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
  stream.addEventListener('board', (event: MessageEvent<string>) => {
    const board = JSON.parse(event.data) as LiveBoard;
    serverIsAt(board.at, true);
    takeBoard(picture.value, board);
    triggerRef(picture);
    failures = 0;
    hasBoard.value = true;
    lostSince.value = null;
  });
  stream.addEventListener('change', (event: MessageEvent<string>) => {
    const change = JSON.parse(event.data) as LiveChange;
    serverIsAt(change.at, false);
    takeChange(picture.value, change);
    if (change.queues !== undefined || change.today !== undefined) triggerRef(picture);
  });
  stream.addEventListener('error', () => {
    lostSince.value ??= Date.now();
    // A browser comes back by itself after a lost line, not after a refusal.
    if (stream.readyState === EventSource.CLOSED && source === stream) {
      source = null;
      timer = setTimeout(again, RETRY_MS[Math.min(failures++, RETRY_MS.length - 1)]);
    }
  });
}

/** The stream tells no reasons: whether we are still signed in, another request says (and leads to the sign-in page). */
async function again(): Promise<void> {
  const known = await get('/me').then(
    () => true,
    (problem: unknown) => !(problem instanceof ApiError && problem.status === 401),
  );
  if (known && viewers > 0 && source === null) open();
}

function close(): void {
  source?.close();
  source = null;
  agents.clear();
  calls.clear();
  picture.value = { agents, calls, queues: [], today: null };
  hasBoard.value = false;
  lostSince.value = null;
}
