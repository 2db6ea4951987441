import { useMemo, useState, useSyncExternalStore } from 'react';
import { addressOf, type Interaction } from '../api.ts';
import { formatClock, formatLength } from '../format.ts';
import { Icon } from '../parts/icon.tsx';
import { playerStrings } from '../strings/player.ts';
import { useKeys } from '../use-keys.ts';
import { EventRegions, RegionLegend } from './event-regions.tsx';
import { createPlayback, type Playback } from './playback.ts';
import { prepareRegions, prepareWaveform, quietStretches } from './prepare-waveform.ts';
import { bandHeightPx, Waveform } from './waveform.tsx';

interface PlayerProps {
  readonly interaction: Interaction;
  readonly mediaIndex: number;
  readonly playback: Playback | null;
  readonly onPlayback: (playback: Playback | null) => void;
  readonly follow: boolean;
  readonly onFollow: (follow: boolean) => void;
}

const rates = [0.75, 1, 1.25, 1.5, 2];
const stepMs = 5000;

/** The recording to see and hear. Keys: space, arrows, brackets, s, f. */
export function Player({ interaction, mediaIndex, playback, onPlayback, follow, onFollow }: PlayerProps) {
  const media = interaction.media[mediaIndex];
  const [audio, setAudio] = useState<HTMLAudioElement | null>(null);
  const channels = useMemo(() => (media ? prepareWaveform(media) : []), [media]);
  const regions = useMemo(() => (media ? prepareRegions(interaction.events, media) : []), [interaction.events, media]);
  const connect = useMemo(() => connectTo(media?.offsetMs ?? 0, setAudio, onPlayback), [media?.offsetMs, onPlayback]);
  if (!media) return null;
  const durationMs = media.durationMs ?? 0;
  const source = addressOf('GET /v1/interactions/{id}/media/{n}', { params: { id: interaction.id, n: mediaIndex } });
  return (
    <section
      aria-label={playerStrings.label}
      className="border-b border-line bg-surface px-4 pt-3 pb-2 max-lg:sticky max-lg:top-0 max-lg:z-10"
    >
      {/* biome-ignore lint/a11y/useMediaCaption: the transcript below is the caption, in sync. */}
      <audio ref={connect} src={source} preload="metadata" />
      {channels.length > 0 && (
        <div className="grid grid-cols-[4.5rem_1fr] gap-x-2">
          <div>
            {channels.map(({ label, side }, index) => (
              <div
                key={`${label}-${index.toString()}`}
                className={`flex items-center text-xs font-medium ${side === 'agent' ? 'text-agent' : side === 'customer' ? 'text-customer' : 'text-muted'}`}
                style={{ height: bandHeightPx }}
              >
                {label}
              </div>
            ))}
          </div>
          <div className="relative min-w-0">
            <EventRegions regions={regions} />
            {audio && durationMs > 0 && <Waveform audio={audio} channels={channels} durationMs={durationMs} />}
          </div>
        </div>
      )}
      {playback && (
        <Controls
          playback={playback}
          knownMs={durationMs}
          offsetMs={media.offsetMs ?? 0}
          quiet={quietStretches(interaction.events)}
          follow={follow}
          onFollow={onFollow}
        />
      )}
      {channels.length > 0 && (
        <div className="mt-1">
          <RegionLegend regions={regions} />
        </div>
      )}
    </section>
  );
}

/** A ref that opens the playback when the audio element appears and closes it when it goes. */
function connectTo(offsetMs: number, onAudio: (audio: HTMLAudioElement | null) => void, onPlayback: PlayerProps['onPlayback']) {
  return (audio: HTMLAudioElement | null) => {
    if (!audio) return;
    const playback = createPlayback(audio, offsetMs);
    onAudio(audio);
    onPlayback(playback);
    return () => {
      playback.close();
      onAudio(null);
      onPlayback(null);
    };
  };
}

interface ControlsProps extends Pick<PlayerProps, 'follow' | 'onFollow'> {
  readonly playback: Playback;
  /** 0 when nobody measured the recording: the browser then tells its length. */
  readonly knownMs: number;
  readonly offsetMs: number;
  readonly quiet: Interaction['events'];
}

function Controls({ playback, knownMs, offsetMs, quiet, follow, onFollow }: ControlsProps) {
  const [skipping, setSkipping] = useState(false);
  const playing = useSyncExternalStore(playback.subscribe, playback.isPlaying);
  const rate = useSyncExternalStore(playback.subscribe, playback.rate);
  const readMs = useSyncExternalStore(playback.subscribe, playback.durationMs);
  const failed = useSyncExternalStore(playback.subscribe, playback.hasFailed);
  const toggleSkipping = () => {
    playback.skip(skipping ? null : quiet);
    setSkipping(!skipping);
  };
  const changeRate = (steps: number) => playback.setRate(rates[rates.indexOf(playback.rate()) + steps] ?? playback.rate());
  useKeys({
    ' ': playback.toggle,
    arrowleft: () => playback.seek(playback.positionMs() - stepMs),
    arrowright: () => playback.seek(playback.positionMs() + stepMs),
    '[': () => changeRate(-1),
    ']': () => changeRate(1),
    s: toggleSkipping,
    f: () => onFollow(!follow),
  });
  if (failed)
    return (
      <p role="alert" className="py-2 text-warn">
        {playerStrings.unplayable}
      </p>
    );
  return (
    <div className="mt-2 flex flex-wrap items-center gap-2">
      <button
        type="button"
        className="button w-9 px-0"
        aria-label={playing ? playerStrings.pause : playerStrings.play}
        onClick={playback.toggle}
      >
        <Icon name={playing ? 'pause' : 'play'} />
      </button>
      <Seek playback={playback} durationMs={knownMs || readMs} offsetMs={offsetMs} />
      <label className="flex items-center gap-1.5 text-muted">
        <span className="sr-only">{playerStrings.speed}</span>
        <select className="field w-[4.75rem]" value={rate} onChange={(event) => playback.setRate(Number(event.target.value))}>
          {rates.map((one) => (
            <option key={one} value={one}>
              {one}×
            </option>
          ))}
        </select>
      </label>
      <button type="button" className="button" aria-pressed={skipping} onClick={toggleSkipping}>
        {playerStrings.skipSilence}
      </button>
      <button type="button" className="button" aria-pressed={follow} onClick={() => onFollow(!follow)}>
        {playerStrings.follow}
      </button>
    </div>
  );
}

interface SeekProps extends Pick<ControlsProps, 'playback' | 'offsetMs'> {
  readonly durationMs: number;
}

function Seek({ playback, durationMs, offsetMs }: SeekProps) {
  const seconds = useSyncExternalStore(playback.subscribe, () => Math.round(playback.positionMs() / 100) / 10);
  const at = formatClock(seconds * 1000);
  const whole = formatLength('voice', offsetMs + durationMs);
  return (
    <span className="flex min-w-48 flex-1 items-center gap-3">
      <span className="whitespace-nowrap text-muted">
        <span className="text-ink">{at}</span> / {whole}
      </span>
      <input
        type="range"
        className="seek"
        min={offsetMs / 1000}
        max={(offsetMs + durationMs) / 1000}
        step="0.1"
        value={seconds}
        aria-label={playerStrings.position}
        aria-valuetext={playerStrings.positionOf(at, whole)}
        onChange={(event) => playback.seek(Number(event.target.value) * 1000)}
      />
    </span>
  );
}
