import { useColorScheme } from '@mui/material/styles';
import { useEffect } from 'react';
import { useSettings } from '../../state/settings.tsx';

/** Shows the theme that the settings name. */
export function ThemeMode() {
  const { settings } = useSettings();
  const { setMode } = useColorScheme();
  useEffect(() => setMode(settings.theme), [settings.theme, setMode]);
  return null;
}
