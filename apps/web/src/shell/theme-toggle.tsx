'use client';

import { ActionIcon, type MantineColorScheme, useMantineColorScheme } from '@mantine/core';
import { IconDeviceDesktop, IconMoon, IconSun } from '@tabler/icons-react';
import { useEffect, useState } from 'react';

const next: Record<MantineColorScheme, MantineColorScheme> = { auto: 'light', light: 'dark', dark: 'auto' };
const labels: Record<MantineColorScheme, string> = {
  auto: 'System theme',
  light: 'Light theme',
  dark: 'Dark theme',
};
const icons = { auto: IconDeviceDesktop, light: IconSun, dark: IconMoon };

/** Goes round system, light and dark. */
export function ThemeToggle(props: { className?: string; textClassName?: string; compact?: boolean }) {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  // The server does not know the stored choice: the first render must match its HTML.
  const [mounted, setMounted] = useState(false);
  useEffect(() => setMounted(true), []);
  const shown = mounted ? colorScheme : 'auto';
  const Icon = icons[shown];
  const change = () => setColorScheme(next[colorScheme]);
  const hint = `${labels[shown]}; switch to ${labels[next[shown]].toLowerCase()}`;
  if (props.compact) {
    return (
      <ActionIcon size={40} onClick={change} aria-label={hint}>
        <Icon size={20} />
      </ActionIcon>
    );
  }
  return (
    <button type="button" className={props.className} onClick={change} title={hint} aria-label={hint}>
      <Icon size={19} stroke={1.7} aria-hidden />
      <span className={props.textClassName}>{labels[shown]}</span>
    </button>
  );
}
