'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useRef, useState } from 'react';
import { useClient } from 'urql';
import { toastError } from '../ui/notices';
import { executionPath } from '../ui/paths';
import { createExecution, type CreateRequest, type Refusal } from './create-execution';

/** `part` is how much of the files is sent, from 0 to 1; null when there are none. */
export type Starting = { kind: 'idle' } | { kind: 'sending'; part: number | null } | { kind: 'started' };

/** Starts an execution and goes there. A form that is closed stops sending its files. */
export function useStart(onStarted: () => void) {
  const client = useClient();
  const router = useRouter();
  const [starting, setStarting] = useState<Starting>({ kind: 'idle' });
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const controller = useRef<AbortController | null>(null);
  useEffect(() => () => controller.current?.abort(), []);

  /** Answers why it was refused, if it was. */
  const start = async (request: CreateRequest): Promise<Refusal | null> => {
    const { signal } = (controller.current = new AbortController());
    setFailure(null);
    setRefusal(null);
    setStarting({ kind: 'sending', part: request.files.size > 0 ? 0 : null });
    const created = await createExecution(client, request, {
      onProgress: (part) => setStarting({ kind: 'sending', part }),
      signal,
    });
    if (signal.aborted) return null;
    if (created.kind === 'started') {
      setStarting({ kind: 'started' });
      onStarted();
      router.push(executionPath(created.executionId));
      return null;
    }
    setStarting({ kind: 'idle' });
    if (created.kind === 'failed') {
      setFailure(created.message);
      toastError('The execution was not started', created.message);
      return null;
    }
    setRefusal(created.refusal);
    return created.refusal;
  };
  return { start, starting, refusal, failure, forget: () => setRefusal(null) };
}
