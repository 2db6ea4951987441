import { type ReactNode, useRef, useState } from 'react';

interface PopoverProps {
  readonly label: ReactNode;
  readonly name?: string;
  readonly className?: string;
  readonly align?: 'left' | 'right';
  readonly children: (close: () => void) => ReactNode;
}

/** A button that opens a small panel beneath it; Esc, or going elsewhere, closes it. What is in it is drawn only while it is open. */
export function Popover({ label, name, className = 'button h-7 text-xs', align = 'left', children }: PopoverProps) {
  const panel = useRef<HTMLDetailsElement>(null);
  const [open, setOpen] = useState(false);
  const close = () => panel.current?.removeAttribute('open');
  return (
    <details
      ref={panel}
      className="relative"
      onToggle={(event) => setOpen(event.currentTarget.open)}
      onBlur={(event) => event.relatedTarget && !event.currentTarget.contains(event.relatedTarget) && close()}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || !panel.current?.open) return;
        event.stopPropagation();
        close();
        panel.current.querySelector('summary')?.focus();
      }}
    >
      <summary aria-label={name} className={`list-none ${className}`}>
        {label}
      </summary>
      <div
        className={`absolute z-20 mt-1 w-64 max-w-[calc(100vw-2rem)] rounded-lg border border-line bg-surface p-2 shadow-lg ${align === 'right' ? 'right-0' : 'left-0'}`}
      >
        {open && children(close)}
      </div>
    </details>
  );
}
