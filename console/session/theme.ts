/** Colours of the screens: those of the system, or one of two, on this machine. */
export type Theme = 'system' | 'light' | 'dark';

export const themeNames: Readonly<Record<Theme, string>> = {
  system: '跟随系统',
  light: '浅色',
  dark: '深色',
};

const storageKey = 'theme';

export function readTheme(): Theme {
  const kept = localStorage.getItem(storageKey);
  return kept === 'light' || kept === 'dark' ? kept : 'system';
}

/** The style sheet goes by the attribute; without it, by the system. */
export function showTheme(theme: Theme): void {
  if (theme === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = theme;
}

export function keepTheme(theme: Theme): void {
  if (theme === 'system') localStorage.removeItem(storageKey);
  else localStorage.setItem(storageKey, theme);
  showTheme(theme);
}
