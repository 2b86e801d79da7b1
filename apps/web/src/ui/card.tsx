import type { ReactNode } from 'react';
import classes from './card.module.css';

interface Props {
  title: string;
  aside?: ReactNode;
  children: ReactNode;
  /** The content reaches the edges (tables, code). */
  flush?: boolean;
}

/** A titled surface. */
export function Card({ title, aside, children, flush }: Props) {
  return (
    <section className={classes.card} aria-label={title}>
      <header className={classes.head}>
        <h2 className={classes.title}>{title}</h2>
        {aside && <div className={classes.aside}>{aside}</div>}
      </header>
      <div className={flush ? undefined : classes.body}>{children}</div>
    </section>
  );
}
