/** The microphones of this machine, and why one cannot be had. */
import type { ProblemCode } from './problems.ts';

export interface Microphone {
  /** Rejects with a ProblemCode as the error's message. */
  open(deviceId: string): Promise<MediaStream>;
  /** Something was plugged in or out, or the permission changed; the result ends it. */
  onChange(run: () => void): () => void;
}

/** By the name of what getUserMedia rejects with. */
const CODES: Readonly<Record<string, ProblemCode>> = {
  NotAllowedError: 'MicrophoneRefused',
  SecurityError: 'MicrophoneRefused',
  NotFoundError: 'MicrophoneMissing',
  OverconstrainedError: 'MicrophoneMissing',
};

export class NoMicrophone extends Error {
  readonly code: ProblemCode;
  constructor(code: ProblemCode) {
    super(code);
    this.code = code;
  }
}

export function browserMicrophone(constraints: MediaTrackConstraints): Microphone {
  const devices = globalThis.navigator?.mediaDevices;
  return {
    async open(deviceId) {
      // In a page that is not secure there is no such object at all.
      if (!globalThis.isSecureContext || !devices) throw new NoMicrophone('PageNotSecure');
      const get = (audio: MediaTrackConstraints): Promise<MediaStream> => devices.getUserMedia({ audio, video: false });
      try {
        if (deviceId === '') return await get(constraints);
        // One that was unplugged is no reason to be without any.
        return await get({ ...constraints, deviceId: { exact: deviceId } }).catch((error: unknown) => {
          if (!/^(Overconstrained|NotFound)Error$/.test(nameOf(error))) throw error;
          return get(constraints);
        });
      } catch (error) {
        throw new NoMicrophone(CODES[nameOf(error)] ?? 'MicrophoneBusy');
      }
    },
    onChange(run) {
      devices?.addEventListener('devicechange', run);
      let permission: PermissionStatus | null = null;
      let over = false;
      navigator.permissions?.query({ name: 'microphone' as PermissionName }).then(
        (status) => {
          if (over) return;
          permission = status;
          status.addEventListener('change', run);
        },
        () => {}, // a browser that cannot say
      );
      return () => {
        over = true;
        devices?.removeEventListener('devicechange', run);
        permission?.removeEventListener('change', run);
      };
    },
  };
}

const nameOf = (error: unknown): string => (error as { readonly name?: string }).name ?? '';
