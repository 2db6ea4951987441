/** 16 × 16 strokes in the colour of the text. Decoration only: whoever uses one says its meaning in words. */
const paths = {
  mark: 'M4 6.5v3M8 3.5v9M12 5.5v5',
  voice:
    'M4.2 2.5 6 2l1.4 3-1.4 1.3c.8 1.6 2 2.8 3.7 3.7L11 8.6l3 1.4-.5 1.8c-.2.8-.9 1.3-1.7 1.2C7 12.400 3.600 9 3 4.200c-.1-.8.4-1.500 1.200-1.700Z',
  chat: 'M2.500 3.500h11v7.500h-6L4.500 13.500V11h-2z',
  email: 'M2 3.500h12v9H2zM2 4.500l6 4.500 6-4.500',
  messaging: 'M4.500 1.500h7v13h-7zM7.200 12.200h1.600',
  search: 'M7 2.500a4.500 4.500 0 1 1 0 9 4.500 4.500 0 0 1 0-9ZM10.300 10.300l3.200 3.200',
  play: 'M5 3l8 5-8 5z',
  pause: 'M5.500 3v10M10.500 3v10',
  link: 'M6.500 9.500l3-3M7 4.500l1.500-1.500a3 3 0 0 1 4.500 4.500L11.500 9M9 11.500 7.500 13A3 3 0 0 1 3 8.500L4.500 7',
  close: 'M4 4l8 8M12 4l-8 8',
  back: 'M9.500 3.500 5 8l4.500 4.500',
  down: 'M4 6l4 4 4-4',
  up: 'M4 10l4-4 4 4',
  sun: 'M8 5.200a2.800 2.800 0 1 1 0 5.600 2.800 2.800 0 0 1 0-5.600ZM8 1.500v1.300M8 13.200v1.300M1.500 8h1.300M13.200 8h1.300M3.400 3.400l.9.9M11.700 11.700l.9.9M12.600 3.400l-.9.9M4.300 11.700l-.9.9',
  moon: 'M13 9.500A5.500 5.500 0 1 1 6.500 3a4.500 4.500 0 0 0 6.500 6.500Z',
  filter: 'M2.500 4h11M4.500 8h7M6.500 12h3',
  download: 'M8 2.500v7M5 7l3 3 3-3M3 13h10',
  alert: 'M8 2.500 14 13H2zM8 6.500v3M8 11.200v.3',
  menu: 'M2.500 4h11M2.500 8h11M2.500 12h11',
  overview: 'M2.500 2.500h4.500v6h-4.500zM9 2.500h4.500v3.500H9zM9 8h4.500v5.500H9zM2.500 10.500h4.500v3h-4.500z',
  drivers: 'M2.500 3.500h7M2.500 8h11M2.500 12.500h4',
  change: 'M2 11.500l4-4 3 2.500 5-6M10.500 4H14v3.500',
  chart: 'M2.500 2.500v11h11M5.500 11V8M8.500 11V4.500M11.500 11V6.500',
  ruler: 'M2 5.500h12v5H2zM5 5.500v2M8 5.500v2.500M11 5.500v2',
  inbox: 'M2.500 9.500 4.500 3h7l2 6.500V13h-11zM2.500 9.500H6L7 11h2l1-1.500h3.500',
  shield: 'M8 2l5 1.800V8c0 3-2.200 5.200-5 6-2.800-.8-5-3-5-6V3.800zM5.800 8l1.600 1.600 2.900-3.200',
  rules: 'M5 3 2.500 8 5 13M11 3l2.500 5-2.500 5M9 4.500 7 11.500',
  jobs: 'M8 2.500a5.500 5.500 0 1 0 5.500 5.500M8 4.800V8l2.200 1.600M10.500 2.500h3v3',
  settings: 'M2.500 5h6M11.500 5h2M10 3.500v3M2.500 11h2M7.500 11h6M6 9.500v3',
  pencil: 'M3 13l.6-2.800L10.800 3l2.200 2.200-7.200 7.200z',
  check: 'M3 8.500l3.500 3.500L13 5',
  question: 'M5.800 6a2.300 2.300 0 1 1 3.200 2.100c-.7.3-1 .8-1 1.400v.3M8 12v.2',
  save: 'M4 2.500h8v11L8 10.500l-4 3z',
  columns: 'M2.500 3h11v10h-11zM6.200 3v10M9.800 3v10',
  plus: 'M8 3.500v9M3.500 8h9',
  print: 'M4.500 6V2.500h7V6M4.500 11.500h-2V6h11v5.500h-2M4.500 9.500h7v4h-7z',
  user: 'M8 2.500a2.700 2.700 0 1 1 0 5.400 2.700 2.700 0 0 1 0-5.400ZM2.800 13.500c.7-2.500 2.700-3.700 5.200-3.700s4.500 1.200 5.200 3.700',
} as const;

export type IconName = keyof typeof paths;

export function Icon({ name, className = '' }: { readonly name: IconName; readonly className?: string }) {
  return (
    <svg
      viewBox="0 0 16 16"
      width="16"
      height="16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      className={`shrink-0 ${className}`}
    >
      <path d={paths[name]} />
    </svg>
  );
}
