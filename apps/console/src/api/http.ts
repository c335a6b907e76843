/** The only door to `/api/console`: every request of the console goes through here. */
import { lang } from '../lib/texts.ts';

export interface ApiProblem {
  readonly at: string;
  readonly text: string;
}
/** A refusal, in words for the person, with the field each problem belongs to. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  readonly problems: readonly ApiProblem[];

  constructor(status: number, code: string, text: string, problems: readonly ApiProblem[] = []) {
    super(text);
    this.name = 'ApiError';
    this.status = status;
    this.code = code;
    this.problems = problems;
  }
}

export const BASE = '/api/console';
/** Called when the server no longer knows who we are. */
let onStranger: () => void = () => {};
export function whenStranger(act: () => void): void {
  onStranger = act;
}

type Query = Readonly<Record<string, string | number | boolean | null | undefined>>;

export function address(path: string, query: Query = {}): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== null && value !== '') search.set(name, String(value));
  }
  const text = search.toString();
  return `${BASE}${path}${text === '' ? '' : `?${text}`}`;
}

export const get = <T>(path: string, query?: Query): Promise<T> => ask<T>('GET', address(path, query));
export const post = <T>(path: string, body?: unknown): Promise<T> => ask<T>('POST', address(path), body);
export const put = <T>(path: string, body: unknown): Promise<T> => ask<T>('PUT', address(path), body);
export const remove = <T>(path: string, query?: Query): Promise<T> => ask<T>('DELETE', address(path, query));

/** For addresses outside `/api/console` too (flows: `/api/v1/ivr`). */
export async function ask<T>(method: string, url: string, body?: unknown): Promise<T> {
  const json = body === undefined ? {} : { body: JSON.stringify(body), type: 'application/json' };
  return answerOf<T>(await send(method, url, json));
}
/** A file as it is. */
export async function upload<T>(method: string, url: string, file: Blob, type: string): Promise<T> {
  return answerOf<T>(await send(method, url, { body: file, type }));
}
export async function fetchBlob(url: string): Promise<Blob> {
  const response = await send('GET', url, {});
  if (!response.ok) await answerOf(response);
  return response.blob();
}

async function send(
  method: string,
  url: string,
  { body, type }: { readonly body?: BodyInit; readonly type?: string },
): Promise<Response> {
  const headers: Record<string, string> = { 'x-wssp-console': '1', 'accept-language': lang.value };
  const init: RequestInit = { method, headers, credentials: 'same-origin' };
  if (type !== undefined) headers['content-type'] = type;
  if (body !== undefined) init.body = body;
  try {
    return await fetch(url, init);
  } catch {
    const text =
      lang.value === 'zh-CN'
        ? '服务器没有应答，请检查网络后重试。'
        : 'The server does not answer. Check the network and try again.';
    throw new ApiError(0, 'NoAnswer', text);
  }
}

async function answerOf<T>(response: Response): Promise<T> {
  if (response.status === 204) return undefined as T;
  const answer: unknown = await response.json().catch(() => null);
  if (response.ok) return answer as T;
  const {
    code = 'Internal',
    text = response.statusText,
    problems = [],
  } = (answer as { error?: { code?: string; text?: string; problems?: ApiProblem[] } } | null)?.error ?? {};
  if (response.status === 401 && code === 'SignInNeeded') onStranger();
  throw new ApiError(response.status, code, text, problems);
}
