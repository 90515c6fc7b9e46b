import { useEffect, useRef } from 'react';
import { labFrameMs } from '../../../../contract/lab/frames.ts';
import { schemes } from '../../../ui/tokens.ts';
import { useScheme } from '../../../ui/use-scheme.ts';
import { linkKey } from '../model/lab-facts.ts';
import { type Drawing, drawLinks } from './draw-links.ts';

/** How long a count is seen to fade. Longer than a frame, so that a steady rate is a steady light. */
const fadeMs = 6 * labFrameMs;

/**
 * The links between members. Each frame's counts light up their links and fade; nothing is drawn that was not counted, and
 * without motion the light stays as long as the frame does.
 */
export function LinksCanvas(props: {
  readonly drawing: Omit<Drawing, 'colours'>;
  readonly width: number;
  readonly height: number;
}) {
  const { width, height } = props;
  const colours = useScheme() === 'dark' ? schemes.dark : schemes.light;
  const canvas = useRef<HTMLCanvasElement>(null);
  const latest = useRef<Drawing>({ ...props.drawing, colours });
  const lit = useRef(new Map<string, { readonly at: number; readonly strength: number }>());
  const shownAt = useRef(0);
  latest.current = { ...props.drawing, colours };
  const { frame } = props.drawing;

  useEffect(() => {
    shownAt.current = performance.now();
    for (const { from, to, messages } of frame.links) {
      const count = Object.values(messages).reduce((sum, each) => sum + (each ?? 0), 0);
      if (count > 0)
        lit.current.set(linkKey(from, to), { at: shownAt.current, strength: Math.min(1, 0.45 + count / 20) });
    }
  }, [frame]);

  useEffect(() => {
    const context = canvas.current?.getContext('2d') ?? null;
    if (context === null) return;
    const ratio = window.devicePixelRatio || 1;
    const isStill = window.matchMedia?.('(prefers-reduced-motion: reduce)').matches ?? false;
    let next = 0;
    const draw = (): void => {
      const now = performance.now();
      context.setTransform(ratio, 0, 0, ratio, 0, 0);
      context.clearRect(0, 0, width, height);
      drawLinks(context, latest.current, (key) => {
        const light = lit.current.get(key);
        if (light === undefined) return 0;
        if (isStill) return light.at === shownAt.current ? light.strength : 0;
        return light.strength * Math.max(0, 1 - (now - light.at) / fadeMs);
      });
      next = requestAnimationFrame(draw);
    };
    next = requestAnimationFrame(draw);
    return () => cancelAnimationFrame(next);
  }, [width, height]);

  const ratio = typeof window === 'undefined' ? 1 : window.devicePixelRatio || 1;
  return (
    <div aria-hidden="true">
      <canvas
        ref={canvas}
        width={Math.round(width * ratio)}
        height={Math.round(height * ratio)}
        style={{ position: 'absolute', inset: 0, width, height }}
      />
    </div>
  );
}
