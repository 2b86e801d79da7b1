import Link from 'next/link';
import type { ReactNode } from 'react';
import classes from './page-header.module.css';

interface Props {
  /** Where the page stands: links to the pages above it. */
  crumbs?: { href: string; label: string }[];
  title: ReactNode;
  beside?: ReactNode;
  actions?: ReactNode;
  below?: ReactNode;
}

export function PageHeader({ crumbs, title, beside, actions, below }: Props) {
  return (
    <header className={classes.header}>
      {crumbs && (
        <nav className={classes.crumbs} aria-label="Breadcrumb">
          {crumbs.map((crumb) => (
            <span key={crumb.href}>
              <Link href={crumb.href}>{crumb.label}</Link>
            </span>
          ))}
        </nav>
      )}
      <div className={classes.row}>
        <h1 className={classes.title}>{title}</h1>
        <div className={classes.beside}>{beside}</div>
        {actions && <div className={classes.actions}>{actions}</div>}
      </div>
      {below && <div className={classes.below}>{below}</div>}
    </header>
  );
}
