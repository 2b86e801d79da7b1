'use client';

import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useEffect, useState } from 'react';

interface Props {
  /** The text, or how to make it (for large ones). */
  text: string | (() => string);
  label: string;
  /** Shown as a full button instead of an icon. */
  caption?: string;
}

/** Puts text on the clipboard and says so for a moment. */
export function CopyButton({ text, label, caption }: Props) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 1_600);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = async () => {
    await writeClipboard(typeof text === 'string' ? text : text());
    setCopied(true);
  };
  const icon = copied ? <IconCheck size={16} /> : <IconCopy size={16} />;
  if (caption) {
    return (
      <Button variant="default" size="xs" leftSection={icon} onClick={copy}>
        {copied ? 'Copied' : caption}
      </Button>
    );
  }
  return (
    <Tooltip label={copied ? 'Copied' : label}>
      <ActionIcon onClick={copy} aria-label={label}>
        {icon}
      </ActionIcon>
    </Tooltip>
  );
}

async function writeClipboard(text: string): Promise<void> {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  // Without https, away from localhost, there is only the old way.
  const area = document.createElement('textarea');
  area.value = text;
  document.body.append(area);
  area.select();
  document.execCommand('copy');
  area.remove();
}
