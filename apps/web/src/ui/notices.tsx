'use client';

import { Alert, Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconAlertTriangle } from '@tabler/icons-react';
import classes from './notices.module.css';

/** An error in the place where the answer would stand. */
export function ErrorNotice({
  title,
  message,
  onRetry,
}: {
  title: string;
  message: string;
  onRetry?: () => void;
}) {
  return (
    <Alert
      color="red"
      variant="light"
      icon={<IconAlertTriangle size={18} />}
      title={title}
      role="alert"
      my="sm"
      classNames={classes}
    >
      {message}
      {onRetry && (
        <Button size="xs" variant="default" mt="xs" display="block" onClick={onRetry}>
          Try again
        </Button>
      )}
    </Alert>
  );
}

/** A short message in the corner that something went wrong. */
export function toastError(title: string, message: string): void {
  notifications.show({ color: 'red', title, message, autoClose: 8_000 });
}

/** A short message in the corner that something worked. */
export function toastSuccess(message: string): void {
  notifications.show({ color: 'teal', message, autoClose: 3_500 });
}

/** What to tell a person about a failed request. */
export function requestErrorText(error: { networkError?: Error; message: string }): string {
  if (error.networkError) return 'The server did not answer. It may be starting; try again in a moment.';
  return error.message.replace(/^\[GraphQL\] /, '');
}
