'use client';

import { useEffect, useState } from 'react';
import { useClient } from 'urql';
import { graphql } from '../graphql/graphql';
import { type InputCheck, nothingKnown } from './form-check';
import type { SentValue } from './form-value';

const ValidateInputs_Query = graphql(`
  query ExecuteDialog_ValidateInputs($namespace: String!, $flowId: String!, $inputs: JSON) {
    validateInputs(namespace: $namespace, flowId: $flowId, inputs: $inputs) {
      __typename
      ... on InputValidation {
        inputs {
          inputId
          enabled
          value
          isDefault
          choices
          error
        }
      }
    }
  }
`);

const pauseMs = 250;

/**
 * What the server says about the inputs as they are filled in: asked at once, then after each pause in typing. An answer that
 * was overtaken is dropped; one that does not come leaves the last one standing.
 */
export function useInputCheck(
  { namespace, flowId }: { namespace: string; flowId: string },
  values: Readonly<Record<string, SentValue>>,
  isNeeded: boolean,
): InputCheck {
  const client = useClient();
  const [check, setCheck] = useState<InputCheck>(nothingKnown);
  const isFirst = check.state === 'waiting';
  // Values that say the same are not asked about twice.
  const asked = JSON.stringify(values);

  useEffect(() => {
    if (!isNeeded) return;
    let stop: (() => void) | undefined;
    const timer = setTimeout(
      () => {
        const inputs: unknown = JSON.parse(asked);
        const request = client.query(
          ValidateInputs_Query,
          { namespace, flowId, inputs },
          { requestPolicy: 'network-only' },
        );
        stop = request.subscribe(({ data }) => {
          if (data?.validateInputs.__typename === 'InputValidation') {
            const told = data.validateInputs.inputs;
            setCheck({ state: 'answered', inputs: new Map(told.map((each) => [each.inputId, each])) });
          } else setCheck((held) => ({ ...held, state: held.state === 'waiting' ? 'failed' : held.state }));
        }).unsubscribe;
      },
      isFirst ? 0 : pauseMs,
    );
    return () => {
      clearTimeout(timer);
      stop?.();
    };
    // Only the first question is asked without a pause; its answer is no reason to ask again.
  }, [client, namespace, flowId, asked, isNeeded]);
  return check;
}
