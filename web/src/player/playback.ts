import { nextAudible, type Stretch } from './next-audible.ts';

/** Where one recording is being heard, in ms of the interaction. Many small views follow it without a render of the page. */
export interface Playback {
  subscribe(listener: () => void): () => void;
  positionMs(): number;
  /** Of the recording, as the browser reads it; 0 until it has. */
  durationMs(): number;
  isPlaying(): boolean;
  rate(): number;
  hasFailed(): boolean;
  toggle(): void;
  play(): void;
  seek(positionMs: number): void;
  setRate(rate: number): void;
  /** Stretches to jump over while playing; null plays everything. */
  skip(quiet: readonly Stretch[] | null): void;
  close(): void;
}

const changes = ['play', 'pause', 'ended', 'seeking', 'seeked', 'timeupdate', 'ratechange', 'loadedmetadata', 'error'] as const;

/** Follows `audio` at the pace of the screen while it plays. `offsetMs` is where its recording starts in the interaction. */
export function createPlayback(audio: HTMLAudioElement, offsetMs: number): Playback {
  const listeners = new Set<() => void>();
  let quiet: readonly Stretch[] | null = null;
  let frame = 0;

  const positionMs = () => audio.currentTime * 1000 + offsetMs;
  const seek = (position: number) => {
    audio.currentTime = Math.max(0, position - offsetMs) / 1000;
  };
  const tell = () => {
    for (const listener of listeners) listener();
  };
  const follow = () => {
    cancelAnimationFrame(frame);
    if (quiet && !audio.seeking) {
      const audible = nextAudible(positionMs(), quiet);
      if (audible !== null) seek(audible);
    }
    tell();
    if (!audio.paused) frame = requestAnimationFrame(follow);
  };
  const change = () => (audio.paused ? tell() : follow());
  for (const name of changes) audio.addEventListener(name, change);

  // A browser may refuse to play before the first click; the button then simply stays on "Play".
  const play = () => void audio.play().catch(tell);
  return {
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    positionMs,
    durationMs: () => (Number.isFinite(audio.duration) ? audio.duration * 1000 : 0),
    isPlaying: () => !audio.paused && !audio.ended,
    rate: () => audio.playbackRate,
    hasFailed: () => audio.error !== null,
    toggle: () => (audio.paused ? play() : audio.pause()),
    play,
    seek,
    setRate(rate) {
      audio.playbackRate = rate;
    },
    skip(stretches) {
      quiet = stretches;
    },
    close() {
      cancelAnimationFrame(frame);
      for (const name of changes) audio.removeEventListener(name, change);
      audio.pause();
    },
  };
}
