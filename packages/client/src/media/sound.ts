/** Where the far end is heard. */
export interface Sound {
  /** Resolves false when the browser does not play yet; it begins with the next click or key then. */
  play(stream: MediaStream): Promise<boolean>;
  stop(): void;
  /** Rejects where the browser cannot choose. */
  use(deviceId: string): Promise<void>;
}

type Speaker = HTMLAudioElement & { setSinkId?(id: string): Promise<void> };
const GESTURES = ['pointerdown', 'keydown'] as const;

export function browserSound(element?: HTMLAudioElement): Sound {
  const audio: Speaker = element ?? new Audio();
  audio.autoplay = true;
  const again = (): void => {
    forget();
    audio.play().catch(() => {});
  };
  const forget = (): void => {
    for (const name of GESTURES) removeEventListener(name, again, true);
  };
  return {
    async play(stream) {
      audio.srcObject = stream;
      try {
        await audio.play();
        return true;
      } catch (error) {
        if ((error as Error).name !== 'NotAllowedError') return true; // another stream took its place
        for (const name of GESTURES) addEventListener(name, again, true);
        return false;
      }
    },
    stop() {
      forget();
      audio.srcObject = null;
    },
    async use(deviceId) {
      if (!audio.setSinkId) throw new Error('this browser has one speaker only');
      await audio.setSinkId(deviceId);
    },
  };
}
