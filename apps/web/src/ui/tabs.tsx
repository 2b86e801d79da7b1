'use client';

import { type KeyboardEvent, useRef } from 'react';
import classes from './tabs.module.css';

interface Props<Name extends string> {
  label: string;
  tabs: readonly { name: Name; label: string; count?: number }[];
  current: Name;
  onChange(name: Name): void;
}

/** A row of tabs whose choice the caller keeps (in the address); arrow keys move between them. */
export function TabRow<Name extends string>({ label, tabs, current, onChange }: Props<Name>) {
  const row = useRef<HTMLDivElement>(null);
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (step === 0) return;
    const index = (tabs.findIndex((tab) => tab.name === current) + step + tabs.length) % tabs.length;
    const next = tabs[index];
    if (!next) return;
    onChange(next.name);
    row.current?.querySelectorAll<HTMLElement>('[role=tab]')[index]?.focus();
  };
  return (
    <div ref={row} role="tablist" aria-label={label} className={classes.row} onKeyDown={onKeyDown}>
      {tabs.map((tab) => (
        <button
          key={tab.name}
          type="button"
          role="tab"
          id={`tab-${tab.name}`}
          aria-selected={tab.name === current}
          aria-controls="tab-panel"
          tabIndex={tab.name === current ? 0 : -1}
          className={classes.tab}
          onClick={() => onChange(tab.name)}
        >
          {tab.label}
          {tab.count !== undefined && <span className={classes.count}>{tab.count}</span>}
        </button>
      ))}
    </div>
  );
}

/** The panel that belongs to the chosen tab of the row. */
export function TabPanel({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div role="tabpanel" id="tab-panel" aria-labelledby={`tab-${name}`} className={classes.panel}>
      {children}
    </div>
  );
}
