/**
 * How a page without a softphone of its own (manual 4) learns whose it may use: it asks on a channel that only pages of this
 * origin and browser hear, and the host page answers with seat and delegatorId. They travel in no address and no storage.
 */
const CHANNEL = 'wssp-crm-host';

export interface Host {
  readonly ins: string;
  readonly delegatorId: string;
  readonly agentName: string;
}
type Message = { readonly kind: 'who' } | { readonly kind: 'host'; readonly host: Host | null };

/** @param host null while nobody has logged on. Returns how to say it anew, and how to stop. */
export function answerAsHost(host: () => Host | null): { tell(): void; stop(): void } {
  const channel = new BroadcastChannel(CHANNEL);
  const tell = () => channel.postMessage({ kind: 'host', host: host() } satisfies Message);
  channel.onmessage = ({ data }: MessageEvent<Message>) => {
    if (data.kind === 'who') tell();
  };
  return { tell, stop: () => channel.close() };
}

/** Calls back with the host page's softphone, now and whenever it changes. Returns how to stop. */
export function followHost(found: (host: Host | null) => void): () => void {
  const channel = new BroadcastChannel(CHANNEL);
  channel.onmessage = ({ data }: MessageEvent<Message>) => {
    if (data.kind === 'host') found(data.host);
  };
  channel.postMessage({ kind: 'who' } satisfies Message);
  return () => channel.close();
}
