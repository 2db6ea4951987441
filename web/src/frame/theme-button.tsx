import { useState } from 'react';
import { Icon } from '../parts/icon.tsx';
import { appStrings } from '../strings/app.ts';
import { chooseTheme, currentTheme, type Theme } from '../theme.ts';

export function ThemeButton() {
  const [theme, setTheme] = useState<Theme>(currentTheme);
  const other = theme === 'dark' ? 'light' : 'dark';
  const change = () => {
    chooseTheme(other);
    setTheme(other);
  };
  return (
    <button type="button" className="button button-quiet" onClick={change} aria-label={appStrings.theme(other)}>
      <Icon name={other === 'dark' ? 'moon' : 'sun'} />
    </button>
  );
}
