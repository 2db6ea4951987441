import { useNavigate } from '@tanstack/react-router';
import { useEffect, useEffectEvent, useRef } from 'react';
import { isTyping } from '../use-keys.ts';
import { usePermittedPages } from './use-permitted-pages.ts';

/** The second key must follow within this time. */
const waitMs = 1500;

/** `g` and a letter go to a page. The letter is taken before the page's own keys see it. */
export function useGoKeys(): void {
  const navigate = useNavigate();
  const pressedAt = useRef(Number.NEGATIVE_INFINITY);
  const permitted = usePermittedPages();
  const press = useEffectEvent((event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event)) return;
    const isSecond = event.timeStamp - pressedAt.current < waitMs;
    pressedAt.current = !isSecond && event.key === 'g' ? event.timeStamp : Number.NEGATIVE_INFINITY;
    const page = isSecond ? [...permitted].find(({ key }) => key === event.key) : undefined;
    if (!page) return;
    event.preventDefault();
    void navigate({ to: page.to });
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => press(event);
    window.addEventListener('keydown', listener, { capture: true });
    return () => window.removeEventListener('keydown', listener, { capture: true });
  }, []);
}
