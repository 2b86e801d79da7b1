'use client';

import { ActionIcon, Tooltip } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import {
  IconBrandGraphql,
  IconLayoutSidebar,
  IconPlayerPlay,
  IconRoute,
  IconSearch,
  type TablerIcon,
} from '@tabler/icons-react';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { type ReactNode, useState } from 'react';
import { ConnectionHint } from './connection-hint';
import { JumpDialog } from './jump-dialog';
import { Logo } from './logo';
import classes from './shell.module.css';
import { toggleSidebar } from './sidebar-fold';
import { ThemeToggle } from './theme-toggle';

const destinations: { href: string; label: string; icon: TablerIcon }[] = [
  { href: '/flows', label: 'Flows', icon: IconRoute },
  { href: '/executions', label: 'Executions', icon: IconPlayerPlay },
];

/** The frame around every screen: sidebar on wide windows, bars above and below on narrow ones. */
export function Shell({ children }: { children: ReactNode }) {
  const pathname = usePathname();
  const [jumping, setJumping] = useState(false);
  useHotkeys([['mod+K', () => setJumping(true)]], []);
  const current = (href: string) => (pathname.startsWith(href) ? 'page' : undefined);

  return (
    <>
      <a href="#main" className={classes.skip}>
        Skip to content
      </a>
      <nav className={classes.sidebar} aria-label="Main">
        <Link href="/flows" className={classes.brand} aria-label="Headrace, home">
          <Logo className={classes.mark} />
          <span className={classes.text}>Headrace</span>
        </Link>
        {destinations.map(({ href, label, icon: Icon }) => (
          <Link key={href} href={href} className={classes.item} aria-current={current(href)} title={label}>
            <Icon size={19} stroke={1.7} aria-hidden />
            <span className={classes.text}>{label}</span>
          </Link>
        ))}
        <button type="button" className={classes.item} onClick={() => setJumping(true)} title="Jump to">
          <IconSearch size={19} stroke={1.7} aria-hidden />
          <span className={classes.text}>Jump to</span>
          <kbd className={classes.text}>Ctrl K</kbd>
        </button>
        <div className={classes.spacer} />
        <a className={classes.item} href="/graphql" title="GraphQL explorer">
          <IconBrandGraphql size={19} stroke={1.7} aria-hidden />
          <span className={classes.text}>GraphQL</span>
        </a>
        <ThemeToggle className={classes.item} textClassName={classes.text} />
        <button
          type="button"
          className={classes.item}
          onClick={toggleSidebar}
          title="Fold or open the sidebar"
        >
          <IconLayoutSidebar size={19} stroke={1.7} aria-hidden />
          <span className={classes.text}>Fold</span>
        </button>
      </nav>
      <header className={classes.topbar}>
        <Link href="/flows" className={classes.brand} aria-label="Headrace, home">
          <Logo className={classes.mark} />
          Headrace
        </Link>
        <Tooltip label="Jump to">
          <ActionIcon size={40} onClick={() => setJumping(true)} aria-label="Jump to">
            <IconSearch size={20} />
          </ActionIcon>
        </Tooltip>
        <ThemeToggle compact />
      </header>
      <main id="main" tabIndex={-1} className={classes.main}>
        <div className={classes.content}>{children}</div>
      </main>
      <nav className={classes.bottombar} aria-label="Main, narrow">
        {destinations.map(({ href, label, icon: Icon }) => (
          <Link key={href} href={href} className={classes.tab} aria-current={current(href)}>
            <Icon size={21} stroke={1.7} aria-hidden />
            {label}
          </Link>
        ))}
      </nav>
      <ConnectionHint />
      <JumpDialog opened={jumping} onClose={() => setJumping(false)} />
    </>
  );
}
