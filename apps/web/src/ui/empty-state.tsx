import type { ReactNode } from 'react';
import classes from './empty-state.module.css';

interface Props {
  /** A short mark above the title, such as a status number. */
  code?: string;
  icon?: ReactNode;
  title: string;
  text: ReactNode;
  action?: ReactNode;
  compact?: boolean;
  /** It is all there is on the page. */
  isPage?: boolean;
}

/** What a screen says when there is nothing to show, with the next step. */
export function EmptyState({ code, icon, title, text, action, compact, isPage }: Props) {
  const Title = isPage ? 'h1' : 'h2';
  return (
    <div className={classes.root} data-compact={compact || undefined}>
      {code && <div className={classes.code}>{code}</div>}
      {icon && <div className={classes.icon}>{icon}</div>}
      <Title className={classes.title}>{title}</Title>
      <p className={classes.text}>{text}</p>
      {action && <div className={classes.action}>{action}</div>}
    </div>
  );
}
