import { useEffect, useRef } from 'react';
import WaveSurfer from 'wavesurfer.js';
import type { Side, WaveChannel } from './prepare-waveform.ts';

interface WaveformProps {
  readonly audio: HTMLAudioElement;
  readonly channels: readonly WaveChannel[];
  readonly durationMs: number;
}

export const bandHeightPx = 44;
const inks: Readonly<Record<Side, string>> = { agent: '--agent', customer: '--customer', other: '--accent' };

/** Draws stored peaks, so that a long call shows at once; the sound itself is fetched by range when it is played. */
export function Waveform({ audio, channels, durationMs }: WaveformProps) {
  const container = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!container.current) return;
    const element = container.current;
    const draw = () => createWave({ element, audio, channels, durationMs });
    let wave = draw();
    // The canvas holds colours, not tokens, so another theme is another picture.
    const theme = new MutationObserver(() => {
      wave.destroy();
      wave = draw();
    });
    theme.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
    return () => {
      theme.disconnect();
      wave.destroy();
    };
  }, [audio, channels, durationMs]);
  return <div ref={container} aria-hidden="true" className="relative" style={{ minHeight: bandHeightPx * channels.length }} />;
}

interface WaveOptions extends WaveformProps {
  readonly element: HTMLElement;
}

function createWave({ element, audio, channels, durationMs }: WaveOptions): WaveSurfer {
  const ground = colorOf(element, '--surface');
  const bands = channels.map(({ side }) => {
    const color = colorOf(element, inks[side]);
    // Opaque, because what was played is drawn into the same shape and would keep its transparency.
    return { waveColor: `color-mix(in srgb, ${color} 45%, ${ground})`, progressColor: color };
  });
  return WaveSurfer.create({
    container: element,
    media: audio,
    peaks: channels.map(({ peaks }) => peaks),
    duration: durationMs / 1000,
    splitChannels: bands,
    height: bandHeightPx,
    maxPeak: 1,
    barWidth: 2,
    barGap: 1,
    barRadius: 2,
    barMinHeight: 1,
    cursorColor: colorOf(element, '--ink'),
    hideScrollbar: true,
    dragToSeek: true,
    cspNonce: document.querySelector<HTMLMetaElement>('meta[property=csp-nonce]')?.nonce ?? '',
  });
}

/** A canvas needs the colour that a token stands for in the theme of the moment. */
function colorOf(element: HTMLElement, token: string): string {
  element.style.color = `var(${token})`;
  const { color } = getComputedStyle(element);
  element.style.color = '';
  return color;
}
