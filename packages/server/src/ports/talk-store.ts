/** What the store knows of recorded talks; their sound is the switch's. They are written with the runtime's commits. */
import type { RecordingRecord } from '@wssoftphone/engine';

export interface RecordedTalk extends Omit<RecordingRecord, 'type' | 'ok'> {
  /** `failed`: there never was anything to hear; `deleted`: there is no more. */
  readonly state: 'kept' | 'deleted' | 'failed';
}

export interface TalkStore {
  /** In the order in which they began. */
  ofCalls(tenant: string, callIds: readonly string[]): Promise<readonly RecordedTalk[]>;
  one(tenant: string, recording: string): Promise<RecordedTalk | null>;
  /** Kept ones that began before that time, the oldest first. */
  keptBefore(tenant: string, at: number, limit: number): Promise<readonly string[]>;
  /** Their sound is gone. Those that are not kept stay as they are. */
  deleted(tenant: string, recordings: readonly string[]): Promise<void>;
}
