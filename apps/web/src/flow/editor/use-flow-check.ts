'use client';

import { useCallback, useEffect, useRef, useState } from 'react';
import { useClient } from 'urql';
import { graphql } from '../../graphql/graphql';
import type { Problem } from './problem';

const ValidateFlow_Query = graphql(`
  query FlowEditor_Validate($source: String!) {
    validateFlow(source: $source) {
      valid
      namespace
      flowId
      issues {
        severity
        path
        message
        line
        column
        endColumn
      }
    }
  }
`);

/** What the server says about a text. */
export interface FlowCheck {
  source: string;
  isValid: boolean;
  namespace: string | null;
  flowId: string | null;
  problems: readonly Problem[];
}

const pauseMs = 350;

/**
 * What the server says about a text while it is written: asked at first, then after each pause in typing. `isCurrent` while the
 * answer is about the text as it is; one that does not come leaves the last one standing.
 */
export function useFlowCheck(source: string) {
  const client = useClient();
  const [check, setCheck] = useState<FlowCheck | null>(null);
  const asked = useRef(0);

  /** Asks now. Null when there was no answer, or when another question was asked in the meantime. */
  const ask = useCallback(
    async (text: string): Promise<FlowCheck | null> => {
      const turn = (asked.current += 1);
      const { data } = await client
        .query(ValidateFlow_Query, { source: text }, { requestPolicy: 'network-only' })
        .toPromise();
      if (!data || turn !== asked.current) return null;
      const { valid, namespace, flowId, issues } = data.validateFlow;
      const answer = { source: text, isValid: valid, namespace, flowId, problems: issues };
      setCheck(answer);
      return answer;
    },
    [client],
  );

  const isFirst = check === null;
  useEffect(() => {
    const timer = setTimeout(() => void ask(source), isFirst ? 0 : pauseMs);
    return () => clearTimeout(timer);
    // The first answer is no reason to ask again.
  }, [ask, source]);

  return { check, isCurrent: check?.source === source, ask };
}
