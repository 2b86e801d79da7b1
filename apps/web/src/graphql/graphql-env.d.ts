/* eslint-disable */
/* prettier-ignore */

export type introspection_types = {
  Attempt: {
    kind: 'OBJECT';
    name: 'Attempt';
    fields: {
      attemptNumber: {
        name: 'attemptNumber';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Int'; ofType: null } };
      };
      createdAt: {
        name: 'createdAt';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'DateTime'; ofType: null } };
      };
      dueAt: {
        name: 'dueAt';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'DateTime'; ofType: null } };
      };
      endedAt: { name: 'endedAt'; type: { kind: 'SCALAR'; name: 'DateTime'; ofType: null } };
      error: { name: 'error'; type: { kind: 'SCALAR'; name: 'String'; ofType: null } };
      executionId: {
        name: 'executionId';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } };
      };
      id: {
        name: 'id';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'ID'; ofType: null } };
      };
      logLines: {
        name: 'logLines';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Int'; ofType: null } };
      };
      logs: {
        name: 'logs';
        type: {
          kind: 'NON_NULL';
          name: never;
          ofType: { kind: 'OBJECT'; name: 'LogLineConnection'; ofType: null };
        };
      };
      startedAt: { name: 'startedAt'; type: { kind: 'SCALAR'; name: 'DateTime'; ofType: null } };
      state: {
        name: 'state';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'ENUM'; name: 'AttemptState'; ofType: null } };
      };
      taskRun: { name: 'taskRun'; type: { kind: 'OBJECT'; name: 'TaskRun'; ofType: null } };
      taskRunId: {
        name: 'taskRunId';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } };
      };
      workerId: { name: 'workerId'; type: { kind: 'SCALAR'; name: 'String'; ofType: null } };
    };
  };
  AttemptConnection: {
    kind: 'OBJECT';
    name: 'AttemptConnection';
    fields: {
      edges: {
        name: 'edges';
        type: {
          kind: 'NON_NULL';
          name: never;
          ofType: {
            kind: 'LIST';
            name: never;
            ofType: {
              kind: 'NON_NULL';
              name: never;
              ofType: { kind: 'OBJECT'; name: 'AttemptEdge'; ofType: null };
            };
          };
        };
      };
      pageInfo: {
        name: 'pageInfo';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'OBJECT'; name: 'PageInfo'; ofType: null } };
      };
    };
  };
  AttemptEdge: {
    kind: 'OBJECT';
    name: 'AttemptEdge';
    fields: {
      cursor: {
        name: 'cursor';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Cursor'; ofType: null } };
      };
      node: {
        name: 'node';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'OBJECT'; name: 'Attempt'; ofType: null } };
      };
    };
  };
  AttemptEvent: {
    kind: 'INTERFACE';
    name: 'AttemptEvent';
    fields: {
      at: {
        name: 'at';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'DateTime'; ofType: null } };
      };
      attemptNumber: {
        name: 'attemptNumber';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Int'; ofType: null } };
      };
      seq: {
        name: 'seq';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Int'; ofType: null } };
      };
      taskId: {
        name: 'taskId';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } };
      };
      taskRunId: {
        name: 'taskRunId';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } };
      };
    };
    possibleTypes:
      | 'AttemptFailedEvent'
      | 'AttemptLostEvent'
      | 'AttemptReleasedEvent'
      | 'AttemptStartedEvent'
      | 'AttemptSucceededEvent'
      | 'AttemptTimedOutEvent'
      | 'RetryScheduledEvent'
      | 'RetryStartedEvent';
  };
  AttemptFailedEvent: {
    kind: 'OBJECT';
    name: 'AttemptFailedEvent';
    fields: {
      at: {
        name: 'at';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'DateTime'; ofType: null } };
      };
      attemptNumber: {
        name: 'attemptNumber';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Int'; ofType: null } };
      };
      message: {
        name: 'message';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } };
      };
      seq: {
        name: 'seq';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Int'; ofType: null } };
      };
      taskId: {
        name: 'taskId';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } };
      };
      taskRunId: {
        name: 'taskRunId';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } };
      };
      taskRunState: {
        name: 'taskRunState';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'ENUM'; name: 'State'; ofType: null } };
      };
    };
  };
  AttemptLostEvent: {
    kind: 'OBJECT';
    name: 'AttemptLostEvent';
    fields: {
      at: {
        name: 'at';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'DateTime'; ofType: null } };
      };
      attemptNumber: {
        name: 'attemptNumber';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Int'; ofType: null } };
      };
      message: {
        name: 'message';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } };
      };
      seq: {
        name: 'seq';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Int'; ofType: null } };
      };
      taskId: {
        name: 'taskId';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } };
      };
      taskRunId: {
        name: 'taskRunId';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } };
      };
      taskRunState: {
        name: 'taskRunState';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'ENUM'; name: 'State'; ofType: null } };
      };
    };
  };
  AttemptReleasedEvent: {
    kind: 'OBJECT';
    name: 'AttemptReleasedEvent';
    fields: {
      at: {
        name: 'at';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'DateTime'; ofType: null } };
      };
      attemptNumber: {
        name: 'attemptNumber';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Int'; ofType: null } };
      };
      message: {
        name: 'message';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } };
      };
      seq: {
        name: 'seq';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Int'; ofType: null } };
      };
      taskId: {
        name: 'taskId';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } };
      };
      taskRunId: {
        name: 'taskRunId';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } };
      };
      taskRunState: {
        name: 'taskRunState';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'ENUM'; name: 'State'; ofType: null } };
      };
    };
  };
  AttemptStartedEvent: {
    kind: 'OBJECT';
    name: 'AttemptStartedEvent';
    fields: {
      at: {
        name: 'at';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'DateTime'; ofType: null } };
      };
      attemptNumber: {
        name: 'attemptNumber';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Int'; ofType: null } };
      };
      seq: {
        name: 'seq';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Int'; ofType: null } };
      };
      taskId: {
        name: 'taskId';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } };
      };
      taskRunId: {
        name: 'taskRunId';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } };
      };
      taskRunState: {
        name: 'taskRunState';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'ENUM'; name: 'State'; ofType: null } };
      };
      workerId: {
        name: 'workerId';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } };
      };
    };
  };
  AttemptState: {
    name: 'AttemptState';
    enumValues: 'FAILED' | 'KILLED' | 'LOST' | 'READY' | 'RUNNING' | 'SUCCEEDED' | 'TIMED_OUT';
  };
  AttemptSucceededEvent: {
    kind: 'OBJECT';
    name: 'AttemptSucceededEvent';
    fields: {
      at: {
        name: 'at';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'DateTime'; ofType: null } };
      };
      attemptNumber: {
        name: 'attemptNumber';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Int'; ofType: null } };
      };
      seq: {
        name: 'seq';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Int'; ofType: null } };
      };
      taskId: {
        name: 'taskId';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } };
      };
      taskRunId: {
        name: 'taskRunId';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } };
      };
    };
  };
  AttemptTimedOutEvent: {
    kind: 'OBJECT';
    name: 'AttemptTimedOutEvent';
    fields: {
      at: {
        name: 'at';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'DateTime'; ofType: null } };
      };
      attemptNumber: {
        name: 'attemptNumber';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Int'; ofType: null } };
      };
      message: {
        name: 'message';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } };
      };
      seq: {
        name: 'seq';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Int'; ofType: null } };
      };
      taskId: {
        name: 'taskId';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } };
      };
      taskRunId: {
        name: 'taskRunId';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } };
      };
      taskRunState: {
        name: 'taskRunState';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'ENUM'; name: 'State'; ofType: null } };
      };
    };
  };
  Boolean: unknown;
  CheckedInput: {
    kind: 'OBJECT';
    name: 'CheckedInput';
    fields: {
      choices: {
        name: 'choices';
        type: {
          kind: 'LIST';
          name: never;
          ofType: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } };
        };
      };
      enabled: {
        name: 'enabled';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Boolean'; ofType: null } };
      };
      error: { name: 'error'; type: { kind: 'SCALAR'; name: 'String'; ofType: null } };
      inputId: {
        name: 'inputId';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } };
      };
      isDefault: {
        name: 'isDefault';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Boolean'; ofType: null } };
      };
      value: { name: 'value'; type: { kind: 'SCALAR'; name: 'JSON'; ofType: null } };
    };
  };
  Count: {
    kind: 'OBJECT';
    name: 'Count';
    fields: {
      exact: {
        name: 'exact';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Boolean'; ofType: null } };
      };
      value: {
        name: 'value';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Int'; ofType: null } };
      };
    };
  };
  CreateExecutionInput: {
    kind: 'INPUT_OBJECT';
    name: 'CreateExecutionInput';
    isOneOf: false;
    inputFields: [
      {
        name: 'files';
        type: {
          kind: 'LIST';
          name: never;
          ofType: {
            kind: 'NON_NULL';
            name: never;
            ofType: { kind: 'INPUT_OBJECT'; name: 'InputFile'; ofType: null };
          };
        };
        defaultValue: null;
      },
      {
        name: 'flowId';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } };
        defaultValue: null;
      },
      { name: 'idempotencyKey'; type: { kind: 'SCALAR'; name: 'String'; ofType: null }; defaultValue: null },
      { name: 'inputs'; type: { kind: 'SCALAR'; name: 'JSON'; ofType: null }; defaultValue: null },
      {
        name: 'labels';
        type: {
          kind: 'LIST';
          name: never;
          ofType: {
            kind: 'NON_NULL';
            name: never;
            ofType: { kind: 'INPUT_OBJECT'; name: 'LabelInput'; ofType: null };
          };
        };
        defaultValue: null;
      },
      {
        name: 'namespace';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } };
        defaultValue: null;
      },
      { name: 'revision'; type: { kind: 'SCALAR'; name: 'Int'; ofType: null }; defaultValue: null },
    ];
  };
  CreateExecutionResult: {
    kind: 'UNION';
    name: 'CreateExecutionResult';
    fields: {};
    possibleTypes:
      | 'CreateExecutionSuccess'
      | 'FlowDisabled'
      | 'FlowNotFound'
      | 'IdempotencyConflict'
      | 'InvalidFlow'
      | 'InvalidInputs'
      | 'InvalidLabels';
  };
  CreateExecutionSuccess: {
    kind: 'OBJECT';
    name: 'CreateExecutionSuccess';
    fields: {
      execution: {
        name: 'execution';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'OBJECT'; name: 'Execution'; ofType: null } };
      };
      replayed: {
        name: 'replayed';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Boolean'; ofType: null } };
      };
    };
  };
  Cursor: unknown;
  DateTime: unknown;
  DeleteExecutionInput: {
    kind: 'INPUT_OBJECT';
    name: 'DeleteExecutionInput';
    isOneOf: false;
    inputFields: [
      {
        name: 'executionId';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } };
        defaultValue: null;
      },
    ];
  };
  DeleteExecutionResult: {
    kind: 'UNION';
    name: 'DeleteExecutionResult';
    fields: {};
    possibleTypes: 'DeleteExecutionSuccess' | 'ExecutionNotEnded' | 'ExecutionNotFound';
  };
  DeleteExecutionSuccess: {
    kind: 'OBJECT';
    name: 'DeleteExecutionSuccess';
    fields: {
      executionId: {
        name: 'executionId';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } };
      };
    };
  };
  DeleteExecutionsInput: {
    kind: 'INPUT_OBJECT';
    name: 'DeleteExecutionsInput';
    isOneOf: false;
    inputFields: [
      { name: 'dryRun'; type: { kind: 'SCALAR'; name: 'Boolean'; ofType: null }; defaultValue: null },
      {
        name: 'executionIds';
        type: {
          kind: 'NON_NULL';
          name: never;
          ofType: {
            kind: 'LIST';
            name: never;
            ofType: {
              kind: 'NON_NULL';
              name: never;
              ofType: { kind: 'SCALAR'; name: 'String'; ofType: null };
            };
          };
        };
        defaultValue: null;
      },
    ];
  };
  DeleteExecutionsResult: {
    kind: 'UNION';
    name: 'DeleteExecutionsResult';
    fields: {};
    possibleTypes: 'DeleteExecutionsSuccess' | 'ExecutionsNotDeletable';
  };
  DeleteExecutionsSuccess: {
    kind: 'OBJECT';
    name: 'DeleteExecutionsSuccess';
    fields: {
      dryRun: {
        name: 'dryRun';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Boolean'; ofType: null } };
      };
      executionIds: {
        name: 'executionIds';
        type: {
          kind: 'NON_NULL';
          name: never;
          ofType: {
            kind: 'LIST';
            name: never;
            ofType: {
              kind: 'NON_NULL';
              name: never;
              ofType: { kind: 'SCALAR'; name: 'String'; ofType: null };
            };
          };
        };
      };
    };
  };
  DeleteFlowInput: {
    kind: 'INPUT_OBJECT';
    name: 'DeleteFlowInput';
    isOneOf: false;
    inputFields: [
      {
        name: 'flowId';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } };
        defaultValue: null;
      },
      {
        name: 'namespace';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } };
        defaultValue: null;
      },
    ];
  };
  DeleteFlowResult: {
    kind: 'UNION';
    name: 'DeleteFlowResult';
    fields: {};
    possibleTypes: 'DeleteFlowSuccess' | 'FlowNotFound';
  };
  DeleteFlowSuccess: {
    kind: 'OBJECT';
    name: 'DeleteFlowSuccess';
    fields: {
      flowId: {
        name: 'flowId';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } };
      };
      namespace: {
        name: 'namespace';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } };
      };
    };
  };
  Duration: unknown;
  Error: {
    kind: 'INTERFACE';
    name: 'Error';
    fields: {
      message: {
        name: 'message';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } };
      };
    };
    possibleTypes:
      | 'ExecutionNotEnded'
      | 'ExecutionNotFound'
      | 'ExecutionsNotDeletable'
      | 'FlowConflict'
      | 'FlowDisabled'
      | 'FlowNotFound'
      | 'IdempotencyConflict'
      | 'InvalidExpression'
      | 'InvalidFlow'
      | 'InvalidInputs'
      | 'InvalidLabels';
  };
  Execution: {
    kind: 'OBJECT';
    name: 'Execution';
    fields: {
      createdAt: {
        name: 'createdAt';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'DateTime'; ofType: null } };
      };
      duration: {
        name: 'duration';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Duration'; ofType: null } };
      };
      endedAt: { name: 'endedAt'; type: { kind: 'SCALAR'; name: 'DateTime'; ofType: null } };
      error: { name: 'error'; type: { kind: 'SCALAR'; name: 'String'; ofType: null } };
      eventsCursor: {
        name: 'eventsCursor';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Cursor'; ofType: null } };
      };
      executionId: {
        name: 'executionId';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } };
      };
      flow: { name: 'flow'; type: { kind: 'OBJECT'; name: 'Flow'; ofType: null } };
      flowId: {
        name: 'flowId';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } };
      };
      flowRevision: {
        name: 'flowRevision';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Int'; ofType: null } };
      };
      id: {
        name: 'id';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'ID'; ofType: null } };
      };
      inputs: { name: 'inputs'; type: { kind: 'SCALAR'; name: 'JSON'; ofType: null } };
      labels: {
        name: 'labels';
        type: {
          kind: 'NON_NULL';
          name: never;
          ofType: {
            kind: 'LIST';
            name: never;
            ofType: {
              kind: 'NON_NULL';
              name: never;
              ofType: { kind: 'OBJECT'; name: 'Label'; ofType: null };
            };
          };
        };
      };
      logs: {
        name: 'logs';
        type: {
          kind: 'NON_NULL';
          name: never;
          ofType: { kind: 'OBJECT'; name: 'LogLineConnection'; ofType: null };
        };
      };
      namespace: {
        name: 'namespace';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } };
      };
      originalExecutionId: {
        name: 'originalExecutionId';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } };
      };
      outputs: { name: 'outputs'; type: { kind: 'SCALAR'; name: 'JSON'; ofType: null } };
      parentExecutionId: {
        name: 'parentExecutionId';
        type: { kind: 'SCALAR'; name: 'String'; ofType: null };
      };
      seq: {
        name: 'seq';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Int'; ofType: null } };
      };
      startedAt: { name: 'startedAt'; type: { kind: 'SCALAR'; name: 'DateTime'; ofType: null } };
      state: {
        name: 'state';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'ENUM'; name: 'State'; ofType: null } };
      };
      stateHistory: {
        name: 'stateHistory';
        type: {
          kind: 'NON_NULL';
          name: never;
          ofType: { kind: 'OBJECT'; name: 'StateChangeConnection'; ofType: null };
        };
      };
      taskRuns: {
        name: 'taskRuns';
        type: {
          kind: 'NON_NULL';
          name: never;
          ofType: { kind: 'OBJECT'; name: 'TaskRunConnection'; ofType: null };
        };
      };
      trigger: { name: 'trigger'; type: { kind: 'OBJECT'; name: 'ExecutionTrigger'; ofType: null } };
    };
  };
  ExecutionConnection: {
    kind: 'OBJECT';
    name: 'ExecutionConnection';
    fields: {
      edges: {
        name: 'edges';
        type: {
          kind: 'NON_NULL';
          name: never;
          ofType: {
            kind: 'LIST';
            name: never;
            ofType: {
              kind: 'NON_NULL';
              name: never;
              ofType: { kind: 'OBJECT'; name: 'ExecutionEdge'; ofType: null };
            };
          };
        };
      };
      liveCursor: {
        name: 'liveCursor';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Cursor'; ofType: null } };
      };
      pageInfo: {
        name: 'pageInfo';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'OBJECT'; name: 'PageInfo'; ofType: null } };
      };
      totalCount: {
        name: 'totalCount';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'OBJECT'; name: 'Count'; ofType: null } };
      };
    };
  };
  ExecutionCreatedEvent: {
    kind: 'OBJECT';
    name: 'ExecutionCreatedEvent';
    fields: {
      at: {
        name: 'at';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'DateTime'; ofType: null } };
      };
      executionState: {
        name: 'executionState';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'ENUM'; name: 'State'; ofType: null } };
      };
      seq: {
        name: 'seq';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Int'; ofType: null } };
      };
    };
  };
  ExecutionEdge: {
    kind: 'OBJECT';
    name: 'ExecutionEdge';
    fields: {
      cursor: {
        name: 'cursor';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Cursor'; ofType: null } };
      };
      node: {
        name: 'node';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'OBJECT'; name: 'Execution'; ofType: null } };
      };
    };
  };
  ExecutionEndedEvent: {
    kind: 'OBJECT';
    name: 'ExecutionEndedEvent';
    fields: {
      at: {
        name: 'at';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'DateTime'; ofType: null } };
      };
      error: { name: 'error'; type: { kind: 'SCALAR'; name: 'String'; ofType: null } };
      executionState: {
        name: 'executionState';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'ENUM'; name: 'State'; ofType: null } };
      };
      seq: {
        name: 'seq';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Int'; ofType: null } };
      };
    };
  };
  ExecutionEvent: {
    kind: 'INTERFACE';
    name: 'ExecutionEvent';
    fields: {
      at: {
        name: 'at';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'DateTime'; ofType: null } };
      };
      seq: {
        name: 'seq';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Int'; ofType: null } };
      };
    };
    possibleTypes:
      | 'AttemptFailedEvent'
      | 'AttemptLostEvent'
      | 'AttemptReleasedEvent'
      | 'AttemptStartedEvent'
      | 'AttemptSucceededEvent'
      | 'AttemptTimedOutEvent'
      | 'ExecutionCreatedEvent'
      | 'ExecutionEndedEvent'
      | 'ExecutionStartedEvent'
      | 'NewerEvent'
      | 'RetryScheduledEvent'
      | 'RetryStartedEvent'
      | 'TaskRunCreatedEvent'
      | 'TaskRunEndedEvent'
      | 'TaskRunStartedEvent';
  };
  ExecutionEventBatch: {
    kind: 'OBJECT';
    name: 'ExecutionEventBatch';
    fields: {
      cursor: {
        name: 'cursor';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Cursor'; ofType: null } };
      };
      events: {
        name: 'events';
        type: {
          kind: 'NON_NULL';
          name: never;
          ofType: {
            kind: 'LIST';
            name: never;
            ofType: {
              kind: 'NON_NULL';
              name: never;
              ofType: { kind: 'INTERFACE'; name: 'ExecutionEvent'; ofType: null };
            };
          };
        };
      };
      sealedAt: { name: 'sealedAt'; type: { kind: 'SCALAR'; name: 'Int'; ofType: null } };
    };
  };
  ExecutionFilter: {
    kind: 'INPUT_OBJECT';
    name: 'ExecutionFilter';
    isOneOf: false;
    inputFields: [
      { name: 'createdAfter'; type: { kind: 'SCALAR'; name: 'DateTime'; ofType: null }; defaultValue: null },
      { name: 'createdBefore'; type: { kind: 'SCALAR'; name: 'DateTime'; ofType: null }; defaultValue: null },
      { name: 'flowId'; type: { kind: 'SCALAR'; name: 'String'; ofType: null }; defaultValue: null },
      {
        name: 'labels';
        type: {
          kind: 'LIST';
          name: never;
          ofType: {
            kind: 'NON_NULL';
            name: never;
            ofType: { kind: 'INPUT_OBJECT'; name: 'LabelInput'; ofType: null };
          };
        };
        defaultValue: null;
      },
      { name: 'namespace'; type: { kind: 'SCALAR'; name: 'String'; ofType: null }; defaultValue: null },
      {
        name: 'states';
        type: {
          kind: 'LIST';
          name: never;
          ofType: { kind: 'NON_NULL'; name: never; ofType: { kind: 'ENUM'; name: 'State'; ofType: null } };
        };
        defaultValue: null;
      },
      { name: 'text'; type: { kind: 'SCALAR'; name: 'String'; ofType: null }; defaultValue: null },
    ];
  };
  ExecutionListBatch: {
    kind: 'OBJECT';
    name: 'ExecutionListBatch';
    fields: {
      cursor: {
        name: 'cursor';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Cursor'; ofType: null } };
      };
      executions: {
        name: 'executions';
        type: {
          kind: 'NON_NULL';
          name: never;
          ofType: {
            kind: 'LIST';
            name: never;
            ofType: {
              kind: 'NON_NULL';
              name: never;
              ofType: { kind: 'OBJECT'; name: 'Execution'; ofType: null };
            };
          };
        };
      };
    };
  };
  ExecutionNotEnded: {
    kind: 'OBJECT';
    name: 'ExecutionNotEnded';
    fields: {
      executionId: {
        name: 'executionId';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } };
      };
      message: {
        name: 'message';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } };
      };
    };
  };
  ExecutionNotFound: {
    kind: 'OBJECT';
    name: 'ExecutionNotFound';
    fields: {
      executionId: {
        name: 'executionId';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } };
      };
      message: {
        name: 'message';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } };
      };
    };
  };
  ExecutionOrder: { name: 'ExecutionOrder'; enumValues: 'NEWEST_FIRST' | 'OLDEST_FIRST' };
  ExecutionStartedEvent: {
    kind: 'OBJECT';
    name: 'ExecutionStartedEvent';
    fields: {
      at: {
        name: 'at';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'DateTime'; ofType: null } };
      };
      executionState: {
        name: 'executionState';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'ENUM'; name: 'State'; ofType: null } };
      };
      seq: {
        name: 'seq';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Int'; ofType: null } };
      };
    };
  };
  ExecutionTrigger: {
    kind: 'OBJECT';
    name: 'ExecutionTrigger';
    fields: {
      triggerId: {
        name: 'triggerId';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } };
      };
      type: {
        name: 'type';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } };
      };
      variables: { name: 'variables'; type: { kind: 'SCALAR'; name: 'JSON'; ofType: null } };
    };
  };
  ExecutionsNotDeletable: {
    kind: 'OBJECT';
    name: 'ExecutionsNotDeletable';
    fields: {
      failures: {
        name: 'failures';
        type: {
          kind: 'NON_NULL';
          name: never;
          ofType: {
            kind: 'LIST';
            name: never;
            ofType: {
              kind: 'NON_NULL';
              name: never;
              ofType: { kind: 'INTERFACE'; name: 'Error'; ofType: null };
            };
          };
        };
      };
      message: {
        name: 'message';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } };
      };
    };
  };
  ExpressionEvaluation: {
    kind: 'OBJECT';
    name: 'ExpressionEvaluation';
    fields: {
      error: { name: 'error'; type: { kind: 'OBJECT'; name: 'InvalidExpression'; ofType: null } };
      result: { name: 'result'; type: { kind: 'SCALAR'; name: 'String'; ofType: null } };
      trace: {
        name: 'trace';
        type: {
          kind: 'NON_NULL';
          name: never;
          ofType: {
            kind: 'LIST';
            name: never;
            ofType: {
              kind: 'NON_NULL';
              name: never;
              ofType: { kind: 'OBJECT'; name: 'ExpressionStep'; ofType: null };
            };
          };
        };
      };
    };
  };
  ExpressionStep: {
    kind: 'OBJECT';
    name: 'ExpressionStep';
    fields: {
      column: {
        name: 'column';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Int'; ofType: null } };
      };
      error: { name: 'error'; type: { kind: 'SCALAR'; name: 'String'; ofType: null } };
      line: {
        name: 'line';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Int'; ofType: null } };
      };
      text: {
        name: 'text';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } };
      };
      value: { name: 'value'; type: { kind: 'SCALAR'; name: 'JSON'; ofType: null } };
    };
  };
  Float: unknown;
  Flow: {
    kind: 'OBJECT';
    name: 'Flow';
    fields: {
      createdAt: {
        name: 'createdAt';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'DateTime'; ofType: null } };
      };
      description: { name: 'description'; type: { kind: 'SCALAR'; name: 'String'; ofType: null } };
      disabled: {
        name: 'disabled';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Boolean'; ofType: null } };
      };
      executions: {
        name: 'executions';
        type: {
          kind: 'NON_NULL';
          name: never;
          ofType: { kind: 'OBJECT'; name: 'ExecutionConnection'; ofType: null };
        };
      };
      flowId: {
        name: 'flowId';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } };
      };
      id: {
        name: 'id';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'ID'; ofType: null } };
      };
      inputs: {
        name: 'inputs';
        type: {
          kind: 'NON_NULL';
          name: never;
          ofType: {
            kind: 'LIST';
            name: never;
            ofType: {
              kind: 'NON_NULL';
              name: never;
              ofType: { kind: 'OBJECT'; name: 'FlowInput'; ofType: null };
            };
          };
        };
      };
      labels: {
        name: 'labels';
        type: {
          kind: 'NON_NULL';
          name: never;
          ofType: {
            kind: 'LIST';
            name: never;
            ofType: {
              kind: 'NON_NULL';
              name: never;
              ofType: { kind: 'OBJECT'; name: 'Label'; ofType: null };
            };
          };
        };
      };
      latestExecution: { name: 'latestExecution'; type: { kind: 'OBJECT'; name: 'Execution'; ofType: null } };
      namespace: {
        name: 'namespace';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } };
      };
      outputs: {
        name: 'outputs';
        type: {
          kind: 'NON_NULL';
          name: never;
          ofType: {
            kind: 'LIST';
            name: never;
            ofType: {
              kind: 'NON_NULL';
              name: never;
              ofType: { kind: 'OBJECT'; name: 'FlowOutput'; ofType: null };
            };
          };
        };
      };
      revision: {
        name: 'revision';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Int'; ofType: null } };
      };
      revisions: {
        name: 'revisions';
        type: {
          kind: 'NON_NULL';
          name: never;
          ofType: { kind: 'OBJECT'; name: 'FlowRevisionConnection'; ofType: null };
        };
      };
      source: {
        name: 'source';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } };
      };
      tasks: {
        name: 'tasks';
        type: {
          kind: 'NON_NULL';
          name: never;
          ofType: {
            kind: 'LIST';
            name: never;
            ofType: {
              kind: 'NON_NULL';
              name: never;
              ofType: { kind: 'OBJECT'; name: 'FlowTask'; ofType: null };
            };
          };
        };
      };
      triggers: {
        name: 'triggers';
        type: {
          kind: 'NON_NULL';
          name: never;
          ofType: {
            kind: 'LIST';
            name: never;
            ofType: {
              kind: 'NON_NULL';
              name: never;
              ofType: { kind: 'OBJECT'; name: 'FlowTrigger'; ofType: null };
            };
          };
        };
      };
      updatedAt: {
        name: 'updatedAt';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'DateTime'; ofType: null } };
      };
    };
  };
  FlowConflict: {
    kind: 'OBJECT';
    name: 'FlowConflict';
    fields: {
      currentFlow: { name: 'currentFlow'; type: { kind: 'OBJECT'; name: 'Flow'; ofType: null } };
      currentRevision: { name: 'currentRevision'; type: { kind: 'SCALAR'; name: 'Int'; ofType: null } };
      flowId: {
        name: 'flowId';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } };
      };
      message: {
        name: 'message';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } };
      };
      namespace: {
        name: 'namespace';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } };
      };
    };
  };
  FlowConnection: {
    kind: 'OBJECT';
    name: 'FlowConnection';
    fields: {
      edges: {
        name: 'edges';
        type: {
          kind: 'NON_NULL';
          name: never;
          ofType: {
            kind: 'LIST';
            name: never;
            ofType: {
              kind: 'NON_NULL';
              name: never;
              ofType: { kind: 'OBJECT'; name: 'FlowEdge'; ofType: null };
            };
          };
        };
      };
      pageInfo: {
        name: 'pageInfo';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'OBJECT'; name: 'PageInfo'; ofType: null } };
      };
      totalCount: {
        name: 'totalCount';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'OBJECT'; name: 'Count'; ofType: null } };
      };
    };
  };
  FlowDisabled: {
    kind: 'OBJECT';
    name: 'FlowDisabled';
    fields: {
      flowId: {
        name: 'flowId';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } };
      };
      message: {
        name: 'message';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } };
      };
      namespace: {
        name: 'namespace';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } };
      };
    };
  };
  FlowEdge: {
    kind: 'OBJECT';
    name: 'FlowEdge';
    fields: {
      cursor: {
        name: 'cursor';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Cursor'; ofType: null } };
      };
      node: {
        name: 'node';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'OBJECT'; name: 'Flow'; ofType: null } };
      };
    };
  };
  FlowFilter: {
    kind: 'INPUT_OBJECT';
    name: 'FlowFilter';
    isOneOf: false;
    inputFields: [
      { name: 'namespace'; type: { kind: 'SCALAR'; name: 'String'; ofType: null }; defaultValue: null },
      { name: 'text'; type: { kind: 'SCALAR'; name: 'String'; ofType: null }; defaultValue: null },
    ];
  };
  FlowInput: {
    kind: 'OBJECT';
    name: 'FlowInput';
    fields: {
      after: { name: 'after'; type: { kind: 'SCALAR'; name: 'String'; ofType: null } };
      allowCustomValue: {
        name: 'allowCustomValue';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Boolean'; ofType: null } };
      };
      before: { name: 'before'; type: { kind: 'SCALAR'; name: 'String'; ofType: null } };
      defaults: { name: 'defaults'; type: { kind: 'SCALAR'; name: 'JSON'; ofType: null } };
      dependsOn: { name: 'dependsOn'; type: { kind: 'OBJECT'; name: 'InputDependency'; ofType: null } };
      description: { name: 'description'; type: { kind: 'SCALAR'; name: 'String'; ofType: null } };
      displayName: { name: 'displayName'; type: { kind: 'SCALAR'; name: 'String'; ofType: null } };
      extension: { name: 'extension'; type: { kind: 'SCALAR'; name: 'String'; ofType: null } };
      inputId: {
        name: 'inputId';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } };
      };
      isComputed: {
        name: 'isComputed';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Boolean'; ofType: null } };
      };
      isRadio: {
        name: 'isRadio';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Boolean'; ofType: null } };
      };
      itemType: { name: 'itemType'; type: { kind: 'ENUM'; name: 'InputType'; ofType: null } };
      max: { name: 'max'; type: { kind: 'SCALAR'; name: 'Float'; ofType: null } };
      maxDuration: { name: 'maxDuration'; type: { kind: 'SCALAR'; name: 'Duration'; ofType: null } };
      min: { name: 'min'; type: { kind: 'SCALAR'; name: 'Float'; ofType: null } };
      minDuration: { name: 'minDuration'; type: { kind: 'SCALAR'; name: 'Duration'; ofType: null } };
      prefill: { name: 'prefill'; type: { kind: 'SCALAR'; name: 'JSON'; ofType: null } };
      required: {
        name: 'required';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Boolean'; ofType: null } };
      };
      type: {
        name: 'type';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'ENUM'; name: 'InputType'; ofType: null } };
      };
      validator: { name: 'validator'; type: { kind: 'SCALAR'; name: 'String'; ofType: null } };
      values: {
        name: 'values';
        type: {
          kind: 'LIST';
          name: never;
          ofType: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } };
        };
      };
    };
  };
  FlowIssue: {
    kind: 'OBJECT';
    name: 'FlowIssue';
    fields: {
      column: {
        name: 'column';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Int'; ofType: null } };
      };
      endColumn: {
        name: 'endColumn';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Int'; ofType: null } };
      };
      endLine: {
        name: 'endLine';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Int'; ofType: null } };
      };
      line: {
        name: 'line';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Int'; ofType: null } };
      };
      message: {
        name: 'message';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } };
      };
      path: {
        name: 'path';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } };
      };
      severity: {
        name: 'severity';
        type: {
          kind: 'NON_NULL';
          name: never;
          ofType: { kind: 'ENUM'; name: 'IssueSeverity'; ofType: null };
        };
      };
    };
  };
  FlowNotFound: {
    kind: 'OBJECT';
    name: 'FlowNotFound';
    fields: {
      flowId: {
        name: 'flowId';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } };
      };
      message: {
        name: 'message';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } };
      };
      namespace: {
        name: 'namespace';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } };
      };
      revision: { name: 'revision'; type: { kind: 'SCALAR'; name: 'Int'; ofType: null } };
    };
  };
  FlowOutput: {
    kind: 'OBJECT';
    name: 'FlowOutput';
    fields: {
      description: { name: 'description'; type: { kind: 'SCALAR'; name: 'String'; ofType: null } };
      displayName: { name: 'displayName'; type: { kind: 'SCALAR'; name: 'String'; ofType: null } };
      outputId: {
        name: 'outputId';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } };
      };
      required: {
        name: 'required';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Boolean'; ofType: null } };
      };
      type: {
        name: 'type';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'ENUM'; name: 'InputType'; ofType: null } };
      };
    };
  };
  FlowRevision: {
    kind: 'OBJECT';
    name: 'FlowRevision';
    fields: {
      createdAt: {
        name: 'createdAt';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'DateTime'; ofType: null } };
      };
      flowId: {
        name: 'flowId';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } };
      };
      id: {
        name: 'id';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'ID'; ofType: null } };
      };
      namespace: {
        name: 'namespace';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } };
      };
      revision: {
        name: 'revision';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Int'; ofType: null } };
      };
      source: {
        name: 'source';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } };
      };
    };
  };
  FlowRevisionConnection: {
    kind: 'OBJECT';
    name: 'FlowRevisionConnection';
    fields: {
      edges: {
        name: 'edges';
        type: {
          kind: 'NON_NULL';
          name: never;
          ofType: {
            kind: 'LIST';
            name: never;
            ofType: {
              kind: 'NON_NULL';
              name: never;
              ofType: { kind: 'OBJECT'; name: 'FlowRevisionEdge'; ofType: null };
            };
          };
        };
      };
      pageInfo: {
        name: 'pageInfo';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'OBJECT'; name: 'PageInfo'; ofType: null } };
      };
    };
  };
  FlowRevisionEdge: {
    kind: 'OBJECT';
    name: 'FlowRevisionEdge';
    fields: {
      cursor: {
        name: 'cursor';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Cursor'; ofType: null } };
      };
      node: {
        name: 'node';
        type: {
          kind: 'NON_NULL';
          name: never;
          ofType: { kind: 'OBJECT'; name: 'FlowRevision'; ofType: null };
        };
      };
    };
  };
  FlowTask: {
    kind: 'OBJECT';
    name: 'FlowTask';
    fields: {
      branch: {
        name: 'branch';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } };
      };
      description: { name: 'description'; type: { kind: 'SCALAR'; name: 'String'; ofType: null } };
      disabled: {
        name: 'disabled';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Boolean'; ofType: null } };
      };
      hasTasks: {
        name: 'hasTasks';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Boolean'; ofType: null } };
      };
      taskId: {
        name: 'taskId';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } };
      };
      tasks: {
        name: 'tasks';
        type: {
          kind: 'NON_NULL';
          name: never;
          ofType: {
            kind: 'LIST';
            name: never;
            ofType: {
              kind: 'NON_NULL';
              name: never;
              ofType: { kind: 'OBJECT'; name: 'FlowTask'; ofType: null };
            };
          };
        };
      };
      type: {
        name: 'type';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } };
      };
    };
  };
  FlowTrigger: {
    kind: 'OBJECT';
    name: 'FlowTrigger';
    fields: {
      disabled: {
        name: 'disabled';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Boolean'; ofType: null } };
      };
      triggerId: {
        name: 'triggerId';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } };
      };
      type: {
        name: 'type';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } };
      };
      webhookPath: { name: 'webhookPath'; type: { kind: 'SCALAR'; name: 'String'; ofType: null } };
    };
  };
  FlowValidation: {
    kind: 'OBJECT';
    name: 'FlowValidation';
    fields: {
      flowId: { name: 'flowId'; type: { kind: 'SCALAR'; name: 'String'; ofType: null } };
      issues: {
        name: 'issues';
        type: {
          kind: 'NON_NULL';
          name: never;
          ofType: {
            kind: 'LIST';
            name: never;
            ofType: {
              kind: 'NON_NULL';
              name: never;
              ofType: { kind: 'OBJECT'; name: 'FlowIssue'; ofType: null };
            };
          };
        };
      };
      namespace: { name: 'namespace'; type: { kind: 'SCALAR'; name: 'String'; ofType: null } };
      valid: {
        name: 'valid';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Boolean'; ofType: null } };
      };
    };
  };
  ID: unknown;
  IdempotencyConflict: {
    kind: 'OBJECT';
    name: 'IdempotencyConflict';
    fields: {
      executionId: {
        name: 'executionId';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } };
      };
      message: {
        name: 'message';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } };
      };
    };
  };
  InputDependency: {
    kind: 'OBJECT';
    name: 'InputDependency';
    fields: {
      condition: { name: 'condition'; type: { kind: 'SCALAR'; name: 'String'; ofType: null } };
      inputIds: {
        name: 'inputIds';
        type: {
          kind: 'NON_NULL';
          name: never;
          ofType: {
            kind: 'LIST';
            name: never;
            ofType: {
              kind: 'NON_NULL';
              name: never;
              ofType: { kind: 'SCALAR'; name: 'String'; ofType: null };
            };
          };
        };
      };
    };
  };
  InputFile: {
    kind: 'INPUT_OBJECT';
    name: 'InputFile';
    isOneOf: false;
    inputFields: [
      {
        name: 'file';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Upload'; ofType: null } };
        defaultValue: null;
      },
      {
        name: 'inputId';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } };
        defaultValue: null;
      },
    ];
  };
  InputIssue: {
    kind: 'OBJECT';
    name: 'InputIssue';
    fields: {
      inputId: {
        name: 'inputId';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } };
      };
      message: {
        name: 'message';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } };
      };
    };
  };
  InputType: {
    name: 'InputType';
    enumValues:
      | 'ARRAY'
      | 'BOOLEAN'
      | 'DATE'
      | 'DATETIME'
      | 'DURATION'
      | 'EMAIL'
      | 'ENUM'
      | 'FILE'
      | 'FLOAT'
      | 'INT'
      | 'JSON'
      | 'MULTISELECT'
      | 'SECRET'
      | 'SELECT'
      | 'STRING'
      | 'TIME'
      | 'URI'
      | 'YAML';
  };
  InputValidation: {
    kind: 'OBJECT';
    name: 'InputValidation';
    fields: {
      inputs: {
        name: 'inputs';
        type: {
          kind: 'NON_NULL';
          name: never;
          ofType: {
            kind: 'LIST';
            name: never;
            ofType: {
              kind: 'NON_NULL';
              name: never;
              ofType: { kind: 'OBJECT'; name: 'CheckedInput'; ofType: null };
            };
          };
        };
      };
      issues: {
        name: 'issues';
        type: {
          kind: 'NON_NULL';
          name: never;
          ofType: {
            kind: 'LIST';
            name: never;
            ofType: {
              kind: 'NON_NULL';
              name: never;
              ofType: { kind: 'OBJECT'; name: 'InputIssue'; ofType: null };
            };
          };
        };
      };
      valid: {
        name: 'valid';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Boolean'; ofType: null } };
      };
    };
  };
  Int: unknown;
  InvalidExpression: {
    kind: 'OBJECT';
    name: 'InvalidExpression';
    fields: {
      candidates: {
        name: 'candidates';
        type: {
          kind: 'NON_NULL';
          name: never;
          ofType: {
            kind: 'LIST';
            name: never;
            ofType: {
              kind: 'NON_NULL';
              name: never;
              ofType: { kind: 'SCALAR'; name: 'String'; ofType: null };
            };
          };
        };
      };
      column: {
        name: 'column';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Int'; ofType: null } };
      };
      line: {
        name: 'line';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Int'; ofType: null } };
      };
      message: {
        name: 'message';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } };
      };
    };
  };
  InvalidFlow: {
    kind: 'OBJECT';
    name: 'InvalidFlow';
    fields: {
      issues: {
        name: 'issues';
        type: {
          kind: 'NON_NULL';
          name: never;
          ofType: {
            kind: 'LIST';
            name: never;
            ofType: {
              kind: 'NON_NULL';
              name: never;
              ofType: { kind: 'OBJECT'; name: 'FlowIssue'; ofType: null };
            };
          };
        };
      };
      message: {
        name: 'message';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } };
      };
    };
  };
  InvalidInputs: {
    kind: 'OBJECT';
    name: 'InvalidInputs';
    fields: {
      issues: {
        name: 'issues';
        type: {
          kind: 'NON_NULL';
          name: never;
          ofType: {
            kind: 'LIST';
            name: never;
            ofType: {
              kind: 'NON_NULL';
              name: never;
              ofType: { kind: 'OBJECT'; name: 'InputIssue'; ofType: null };
            };
          };
        };
      };
      message: {
        name: 'message';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } };
      };
    };
  };
  InvalidLabels: {
    kind: 'OBJECT';
    name: 'InvalidLabels';
    fields: {
      key: {
        name: 'key';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } };
      };
      message: {
        name: 'message';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } };
      };
    };
  };
  IssueSeverity: { name: 'IssueSeverity'; enumValues: 'ERROR' | 'WARNING' };
  JSON: unknown;
  Label: {
    kind: 'OBJECT';
    name: 'Label';
    fields: {
      key: {
        name: 'key';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } };
      };
      value: {
        name: 'value';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } };
      };
    };
  };
  LabelInput: {
    kind: 'INPUT_OBJECT';
    name: 'LabelInput';
    isOneOf: false;
    inputFields: [
      {
        name: 'key';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } };
        defaultValue: null;
      },
      {
        name: 'value';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } };
        defaultValue: null;
      },
    ];
  };
  LogBatch: {
    kind: 'OBJECT';
    name: 'LogBatch';
    fields: {
      cursor: {
        name: 'cursor';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Cursor'; ofType: null } };
      };
      lines: {
        name: 'lines';
        type: {
          kind: 'NON_NULL';
          name: never;
          ofType: {
            kind: 'LIST';
            name: never;
            ofType: {
              kind: 'NON_NULL';
              name: never;
              ofType: { kind: 'OBJECT'; name: 'LogLine'; ofType: null };
            };
          };
        };
      };
      sealedAt: { name: 'sealedAt'; type: { kind: 'SCALAR'; name: 'Int'; ofType: null } };
    };
  };
  LogLevel: { name: 'LogLevel'; enumValues: 'DEBUG' | 'ERROR' | 'INFO' | 'TRACE' | 'WARN' };
  LogLine: {
    kind: 'OBJECT';
    name: 'LogLine';
    fields: {
      at: {
        name: 'at';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'DateTime'; ofType: null } };
      };
      attemptNumber: { name: 'attemptNumber'; type: { kind: 'SCALAR'; name: 'Int'; ofType: null } };
      level: {
        name: 'level';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'ENUM'; name: 'LogLevel'; ofType: null } };
      };
      line: { name: 'line'; type: { kind: 'SCALAR'; name: 'Int'; ofType: null } };
      message: {
        name: 'message';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } };
      };
      position: {
        name: 'position';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Int'; ofType: null } };
      };
      taskId: { name: 'taskId'; type: { kind: 'SCALAR'; name: 'String'; ofType: null } };
      taskRunId: { name: 'taskRunId'; type: { kind: 'SCALAR'; name: 'String'; ofType: null } };
    };
  };
  LogLineConnection: {
    kind: 'OBJECT';
    name: 'LogLineConnection';
    fields: {
      edges: {
        name: 'edges';
        type: {
          kind: 'NON_NULL';
          name: never;
          ofType: {
            kind: 'LIST';
            name: never;
            ofType: {
              kind: 'NON_NULL';
              name: never;
              ofType: { kind: 'OBJECT'; name: 'LogLineEdge'; ofType: null };
            };
          };
        };
      };
      pageInfo: {
        name: 'pageInfo';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'OBJECT'; name: 'PageInfo'; ofType: null } };
      };
    };
  };
  LogLineEdge: {
    kind: 'OBJECT';
    name: 'LogLineEdge';
    fields: {
      cursor: {
        name: 'cursor';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Cursor'; ofType: null } };
      };
      node: {
        name: 'node';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'OBJECT'; name: 'LogLine'; ofType: null } };
      };
    };
  };
  Mutation: {
    kind: 'OBJECT';
    name: 'Mutation';
    fields: {
      createExecution: {
        name: 'createExecution';
        type: {
          kind: 'NON_NULL';
          name: never;
          ofType: { kind: 'UNION'; name: 'CreateExecutionResult'; ofType: null };
        };
      };
      deleteExecution: {
        name: 'deleteExecution';
        type: {
          kind: 'NON_NULL';
          name: never;
          ofType: { kind: 'UNION'; name: 'DeleteExecutionResult'; ofType: null };
        };
      };
      deleteExecutions: {
        name: 'deleteExecutions';
        type: {
          kind: 'NON_NULL';
          name: never;
          ofType: { kind: 'UNION'; name: 'DeleteExecutionsResult'; ofType: null };
        };
      };
      deleteFlow: {
        name: 'deleteFlow';
        type: {
          kind: 'NON_NULL';
          name: never;
          ofType: { kind: 'UNION'; name: 'DeleteFlowResult'; ofType: null };
        };
      };
      saveFlow: {
        name: 'saveFlow';
        type: {
          kind: 'NON_NULL';
          name: never;
          ofType: { kind: 'UNION'; name: 'SaveFlowResult'; ofType: null };
        };
      };
    };
  };
  Namespace: {
    kind: 'OBJECT';
    name: 'Namespace';
    fields: {
      children: {
        name: 'children';
        type: {
          kind: 'NON_NULL';
          name: never;
          ofType: { kind: 'OBJECT'; name: 'NamespaceConnection'; ofType: null };
        };
      };
      executions: {
        name: 'executions';
        type: {
          kind: 'NON_NULL';
          name: never;
          ofType: { kind: 'OBJECT'; name: 'ExecutionConnection'; ofType: null };
        };
      };
      flows: {
        name: 'flows';
        type: {
          kind: 'NON_NULL';
          name: never;
          ofType: { kind: 'OBJECT'; name: 'FlowConnection'; ofType: null };
        };
      };
      id: {
        name: 'id';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'ID'; ofType: null } };
      };
      name: {
        name: 'name';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } };
      };
      parent: { name: 'parent'; type: { kind: 'OBJECT'; name: 'Namespace'; ofType: null } };
    };
  };
  NamespaceConnection: {
    kind: 'OBJECT';
    name: 'NamespaceConnection';
    fields: {
      edges: {
        name: 'edges';
        type: {
          kind: 'NON_NULL';
          name: never;
          ofType: {
            kind: 'LIST';
            name: never;
            ofType: {
              kind: 'NON_NULL';
              name: never;
              ofType: { kind: 'OBJECT'; name: 'NamespaceEdge'; ofType: null };
            };
          };
        };
      };
      pageInfo: {
        name: 'pageInfo';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'OBJECT'; name: 'PageInfo'; ofType: null } };
      };
    };
  };
  NamespaceEdge: {
    kind: 'OBJECT';
    name: 'NamespaceEdge';
    fields: {
      cursor: {
        name: 'cursor';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Cursor'; ofType: null } };
      };
      node: {
        name: 'node';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'OBJECT'; name: 'Namespace'; ofType: null } };
      };
    };
  };
  NewerEvent: {
    kind: 'OBJECT';
    name: 'NewerEvent';
    fields: {
      at: {
        name: 'at';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'DateTime'; ofType: null } };
      };
      kind: {
        name: 'kind';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } };
      };
      seq: {
        name: 'seq';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Int'; ofType: null } };
      };
    };
  };
  Node: {
    kind: 'INTERFACE';
    name: 'Node';
    fields: {
      id: {
        name: 'id';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'ID'; ofType: null } };
      };
    };
    possibleTypes: 'Attempt' | 'Execution' | 'Flow' | 'FlowRevision' | 'Namespace' | 'TaskRun';
  };
  PageInfo: {
    kind: 'OBJECT';
    name: 'PageInfo';
    fields: {
      endCursor: { name: 'endCursor'; type: { kind: 'SCALAR'; name: 'Cursor'; ofType: null } };
      hasNextPage: {
        name: 'hasNextPage';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Boolean'; ofType: null } };
      };
      hasPreviousPage: {
        name: 'hasPreviousPage';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Boolean'; ofType: null } };
      };
      startCursor: { name: 'startCursor'; type: { kind: 'SCALAR'; name: 'Cursor'; ofType: null } };
    };
  };
  Query: {
    kind: 'OBJECT';
    name: 'Query';
    fields: {
      evaluateExpression: {
        name: 'evaluateExpression';
        type: { kind: 'OBJECT'; name: 'ExpressionEvaluation'; ofType: null };
      };
      execution: { name: 'execution'; type: { kind: 'OBJECT'; name: 'Execution'; ofType: null } };
      executions: {
        name: 'executions';
        type: {
          kind: 'NON_NULL';
          name: never;
          ofType: { kind: 'OBJECT'; name: 'ExecutionConnection'; ofType: null };
        };
      };
      flow: { name: 'flow'; type: { kind: 'OBJECT'; name: 'Flow'; ofType: null } };
      flowJsonSchema: {
        name: 'flowJsonSchema';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'JSON'; ofType: null } };
      };
      flows: {
        name: 'flows';
        type: {
          kind: 'NON_NULL';
          name: never;
          ofType: { kind: 'OBJECT'; name: 'FlowConnection'; ofType: null };
        };
      };
      logs: { name: 'logs'; type: { kind: 'OBJECT'; name: 'LogLineConnection'; ofType: null } };
      namespace: { name: 'namespace'; type: { kind: 'OBJECT'; name: 'Namespace'; ofType: null } };
      namespaces: {
        name: 'namespaces';
        type: {
          kind: 'NON_NULL';
          name: never;
          ofType: { kind: 'OBJECT'; name: 'NamespaceConnection'; ofType: null };
        };
      };
      node: { name: 'node'; type: { kind: 'INTERFACE'; name: 'Node'; ofType: null } };
      nodes: {
        name: 'nodes';
        type: {
          kind: 'NON_NULL';
          name: never;
          ofType: { kind: 'LIST'; name: never; ofType: { kind: 'INTERFACE'; name: 'Node'; ofType: null } };
        };
      };
      server: {
        name: 'server';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'OBJECT'; name: 'Server'; ofType: null } };
      };
      taskRun: { name: 'taskRun'; type: { kind: 'OBJECT'; name: 'TaskRun'; ofType: null } };
      taskTypes: {
        name: 'taskTypes';
        type: {
          kind: 'NON_NULL';
          name: never;
          ofType: {
            kind: 'LIST';
            name: never;
            ofType: {
              kind: 'NON_NULL';
              name: never;
              ofType: { kind: 'OBJECT'; name: 'TypeDocumentation'; ofType: null };
            };
          };
        };
      };
      triggerTypes: {
        name: 'triggerTypes';
        type: {
          kind: 'NON_NULL';
          name: never;
          ofType: {
            kind: 'LIST';
            name: never;
            ofType: {
              kind: 'NON_NULL';
              name: never;
              ofType: { kind: 'OBJECT'; name: 'TypeDocumentation'; ofType: null };
            };
          };
        };
      };
      validateFlow: {
        name: 'validateFlow';
        type: {
          kind: 'NON_NULL';
          name: never;
          ofType: { kind: 'OBJECT'; name: 'FlowValidation'; ofType: null };
        };
      };
      validateInputs: {
        name: 'validateInputs';
        type: {
          kind: 'NON_NULL';
          name: never;
          ofType: { kind: 'UNION'; name: 'ValidateInputsResult'; ofType: null };
        };
      };
      viewer: {
        name: 'viewer';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'OBJECT'; name: 'Viewer'; ofType: null } };
      };
    };
  };
  RetryScheduledEvent: {
    kind: 'OBJECT';
    name: 'RetryScheduledEvent';
    fields: {
      at: {
        name: 'at';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'DateTime'; ofType: null } };
      };
      attemptNumber: {
        name: 'attemptNumber';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Int'; ofType: null } };
      };
      changedExecutionState: {
        name: 'changedExecutionState';
        type: { kind: 'ENUM'; name: 'State'; ofType: null };
      };
      dueAt: {
        name: 'dueAt';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'DateTime'; ofType: null } };
      };
      seq: {
        name: 'seq';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Int'; ofType: null } };
      };
      taskId: {
        name: 'taskId';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } };
      };
      taskRunId: {
        name: 'taskRunId';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } };
      };
      taskRunState: {
        name: 'taskRunState';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'ENUM'; name: 'State'; ofType: null } };
      };
    };
  };
  RetryStartedEvent: {
    kind: 'OBJECT';
    name: 'RetryStartedEvent';
    fields: {
      at: {
        name: 'at';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'DateTime'; ofType: null } };
      };
      attemptNumber: {
        name: 'attemptNumber';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Int'; ofType: null } };
      };
      changedExecutionState: {
        name: 'changedExecutionState';
        type: { kind: 'ENUM'; name: 'State'; ofType: null };
      };
      seq: {
        name: 'seq';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Int'; ofType: null } };
      };
      taskId: {
        name: 'taskId';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } };
      };
      taskRunId: {
        name: 'taskRunId';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } };
      };
      taskRunState: {
        name: 'taskRunState';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'ENUM'; name: 'State'; ofType: null } };
      };
    };
  };
  SaveFlowInput: {
    kind: 'INPUT_OBJECT';
    name: 'SaveFlowInput';
    isOneOf: false;
    inputFields: [
      { name: 'expectedRevision'; type: { kind: 'SCALAR'; name: 'Int'; ofType: null }; defaultValue: null },
      {
        name: 'source';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } };
        defaultValue: null;
      },
    ];
  };
  SaveFlowResult: {
    kind: 'UNION';
    name: 'SaveFlowResult';
    fields: {};
    possibleTypes: 'FlowConflict' | 'InvalidFlow' | 'SaveFlowSuccess';
  };
  SaveFlowSuccess: {
    kind: 'OBJECT';
    name: 'SaveFlowSuccess';
    fields: {
      flow: {
        name: 'flow';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'OBJECT'; name: 'Flow'; ofType: null } };
      };
      issues: {
        name: 'issues';
        type: {
          kind: 'NON_NULL';
          name: never;
          ofType: {
            kind: 'LIST';
            name: never;
            ofType: {
              kind: 'NON_NULL';
              name: never;
              ofType: { kind: 'OBJECT'; name: 'FlowIssue'; ofType: null };
            };
          };
        };
      };
      revisionCreated: {
        name: 'revisionCreated';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Boolean'; ofType: null } };
      };
    };
  };
  Server: {
    kind: 'OBJECT';
    name: 'Server';
    fields: {
      bus: {
        name: 'bus';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } };
      };
      queue: {
        name: 'queue';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } };
      };
      time: {
        name: 'time';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'DateTime'; ofType: null } };
      };
      version: {
        name: 'version';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } };
      };
    };
  };
  State: {
    name: 'State';
    enumValues:
      | 'CANCELLED'
      | 'CREATED'
      | 'FAILED'
      | 'KILLED'
      | 'KILLING'
      | 'PAUSED'
      | 'QUEUED'
      | 'RESTARTED'
      | 'RETRIED'
      | 'RETRYING'
      | 'RUNNING'
      | 'SKIPPED'
      | 'SUCCESS'
      | 'WARNING';
  };
  StateChange: {
    kind: 'OBJECT';
    name: 'StateChange';
    fields: {
      at: {
        name: 'at';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'DateTime'; ofType: null } };
      };
      state: {
        name: 'state';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'ENUM'; name: 'State'; ofType: null } };
      };
    };
  };
  StateChangeConnection: {
    kind: 'OBJECT';
    name: 'StateChangeConnection';
    fields: {
      edges: {
        name: 'edges';
        type: {
          kind: 'NON_NULL';
          name: never;
          ofType: {
            kind: 'LIST';
            name: never;
            ofType: {
              kind: 'NON_NULL';
              name: never;
              ofType: { kind: 'OBJECT'; name: 'StateChangeEdge'; ofType: null };
            };
          };
        };
      };
      pageInfo: {
        name: 'pageInfo';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'OBJECT'; name: 'PageInfo'; ofType: null } };
      };
    };
  };
  StateChangeEdge: {
    kind: 'OBJECT';
    name: 'StateChangeEdge';
    fields: {
      cursor: {
        name: 'cursor';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Cursor'; ofType: null } };
      };
      node: {
        name: 'node';
        type: {
          kind: 'NON_NULL';
          name: never;
          ofType: { kind: 'OBJECT'; name: 'StateChange'; ofType: null };
        };
      };
    };
  };
  String: unknown;
  Subscription: {
    kind: 'OBJECT';
    name: 'Subscription';
    fields: {
      executionEvents: {
        name: 'executionEvents';
        type: {
          kind: 'NON_NULL';
          name: never;
          ofType: { kind: 'OBJECT'; name: 'ExecutionEventBatch'; ofType: null };
        };
      };
      executions: {
        name: 'executions';
        type: {
          kind: 'NON_NULL';
          name: never;
          ofType: { kind: 'OBJECT'; name: 'ExecutionListBatch'; ofType: null };
        };
      };
      logs: {
        name: 'logs';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'OBJECT'; name: 'LogBatch'; ofType: null } };
      };
    };
  };
  TaskRun: {
    kind: 'OBJECT';
    name: 'TaskRun';
    fields: {
      attempts: {
        name: 'attempts';
        type: {
          kind: 'NON_NULL';
          name: never;
          ofType: { kind: 'OBJECT'; name: 'AttemptConnection'; ofType: null };
        };
      };
      createdAt: {
        name: 'createdAt';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'DateTime'; ofType: null } };
      };
      duration: {
        name: 'duration';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Duration'; ofType: null } };
      };
      endedAt: { name: 'endedAt'; type: { kind: 'SCALAR'; name: 'DateTime'; ofType: null } };
      execution: {
        name: 'execution';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'OBJECT'; name: 'Execution'; ofType: null } };
      };
      executionId: {
        name: 'executionId';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } };
      };
      id: {
        name: 'id';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'ID'; ofType: null } };
      };
      logs: {
        name: 'logs';
        type: {
          kind: 'NON_NULL';
          name: never;
          ofType: { kind: 'OBJECT'; name: 'LogLineConnection'; ofType: null };
        };
      };
      outputs: { name: 'outputs'; type: { kind: 'SCALAR'; name: 'JSON'; ofType: null } };
      parentTaskRunId: { name: 'parentTaskRunId'; type: { kind: 'SCALAR'; name: 'String'; ofType: null } };
      startedAt: { name: 'startedAt'; type: { kind: 'SCALAR'; name: 'DateTime'; ofType: null } };
      state: {
        name: 'state';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'ENUM'; name: 'State'; ofType: null } };
      };
      stateHistory: {
        name: 'stateHistory';
        type: {
          kind: 'NON_NULL';
          name: never;
          ofType: { kind: 'OBJECT'; name: 'StateChangeConnection'; ofType: null };
        };
      };
      taskId: {
        name: 'taskId';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } };
      };
      taskRunId: {
        name: 'taskRunId';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } };
      };
      taskType: { name: 'taskType'; type: { kind: 'SCALAR'; name: 'String'; ofType: null } };
      value: { name: 'value'; type: { kind: 'SCALAR'; name: 'String'; ofType: null } };
    };
  };
  TaskRunConnection: {
    kind: 'OBJECT';
    name: 'TaskRunConnection';
    fields: {
      edges: {
        name: 'edges';
        type: {
          kind: 'NON_NULL';
          name: never;
          ofType: {
            kind: 'LIST';
            name: never;
            ofType: {
              kind: 'NON_NULL';
              name: never;
              ofType: { kind: 'OBJECT'; name: 'TaskRunEdge'; ofType: null };
            };
          };
        };
      };
      pageInfo: {
        name: 'pageInfo';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'OBJECT'; name: 'PageInfo'; ofType: null } };
      };
    };
  };
  TaskRunCreatedEvent: {
    kind: 'OBJECT';
    name: 'TaskRunCreatedEvent';
    fields: {
      at: {
        name: 'at';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'DateTime'; ofType: null } };
      };
      parentTaskRunId: { name: 'parentTaskRunId'; type: { kind: 'SCALAR'; name: 'String'; ofType: null } };
      seq: {
        name: 'seq';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Int'; ofType: null } };
      };
      taskId: {
        name: 'taskId';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } };
      };
      taskRunId: {
        name: 'taskRunId';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } };
      };
      taskRunState: {
        name: 'taskRunState';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'ENUM'; name: 'State'; ofType: null } };
      };
      value: { name: 'value'; type: { kind: 'SCALAR'; name: 'String'; ofType: null } };
    };
  };
  TaskRunEdge: {
    kind: 'OBJECT';
    name: 'TaskRunEdge';
    fields: {
      cursor: {
        name: 'cursor';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Cursor'; ofType: null } };
      };
      node: {
        name: 'node';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'OBJECT'; name: 'TaskRun'; ofType: null } };
      };
    };
  };
  TaskRunEndedEvent: {
    kind: 'OBJECT';
    name: 'TaskRunEndedEvent';
    fields: {
      at: {
        name: 'at';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'DateTime'; ofType: null } };
      };
      seq: {
        name: 'seq';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Int'; ofType: null } };
      };
      taskId: {
        name: 'taskId';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } };
      };
      taskRunId: {
        name: 'taskRunId';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } };
      };
      taskRunState: {
        name: 'taskRunState';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'ENUM'; name: 'State'; ofType: null } };
      };
    };
  };
  TaskRunEvent: {
    kind: 'INTERFACE';
    name: 'TaskRunEvent';
    fields: {
      at: {
        name: 'at';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'DateTime'; ofType: null } };
      };
      seq: {
        name: 'seq';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Int'; ofType: null } };
      };
      taskId: {
        name: 'taskId';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } };
      };
      taskRunId: {
        name: 'taskRunId';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } };
      };
    };
    possibleTypes:
      | 'AttemptFailedEvent'
      | 'AttemptLostEvent'
      | 'AttemptReleasedEvent'
      | 'AttemptStartedEvent'
      | 'AttemptSucceededEvent'
      | 'AttemptTimedOutEvent'
      | 'RetryScheduledEvent'
      | 'RetryStartedEvent'
      | 'TaskRunCreatedEvent'
      | 'TaskRunEndedEvent'
      | 'TaskRunStartedEvent';
  };
  TaskRunStartedEvent: {
    kind: 'OBJECT';
    name: 'TaskRunStartedEvent';
    fields: {
      at: {
        name: 'at';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'DateTime'; ofType: null } };
      };
      seq: {
        name: 'seq';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Int'; ofType: null } };
      };
      taskId: {
        name: 'taskId';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } };
      };
      taskRunId: {
        name: 'taskRunId';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } };
      };
      taskRunState: {
        name: 'taskRunState';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'ENUM'; name: 'State'; ofType: null } };
      };
    };
  };
  TypeDocumentation: {
    kind: 'OBJECT';
    name: 'TypeDocumentation';
    fields: {
      aliases: {
        name: 'aliases';
        type: {
          kind: 'NON_NULL';
          name: never;
          ofType: {
            kind: 'LIST';
            name: never;
            ofType: {
              kind: 'NON_NULL';
              name: never;
              ofType: { kind: 'SCALAR'; name: 'String'; ofType: null };
            };
          };
        };
      };
      deprecated: { name: 'deprecated'; type: { kind: 'SCALAR'; name: 'String'; ofType: null } };
      description: {
        name: 'description';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } };
      };
      page: {
        name: 'page';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } };
      };
      runnable: {
        name: 'runnable';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Boolean'; ofType: null } };
      };
      title: {
        name: 'title';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } };
      };
      type: {
        name: 'type';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } };
      };
    };
  };
  Upload: unknown;
  ValidateInputsResult: {
    kind: 'UNION';
    name: 'ValidateInputsResult';
    fields: {};
    possibleTypes: 'FlowNotFound' | 'InputValidation' | 'InvalidFlow';
  };
  Viewer: {
    kind: 'OBJECT';
    name: 'Viewer';
    fields: {
      kind: {
        name: 'kind';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'ENUM'; name: 'ViewerKind'; ofType: null } };
      };
    };
  };
  ViewerKind: { name: 'ViewerKind'; enumValues: 'ANYONE' };
};

/** An IntrospectionQuery representation of your schema.
 *
 * @remarks
 * This is an introspection of your schema saved as a file by GraphQLSP.
 * It will automatically be used by `gql.tada` to infer the types of your GraphQL documents.
 * If you need to reuse this data or update your `scalars`, update `tadaOutputLocation` to
 * instead save to a .ts instead of a .d.ts file.
 */
export type introspection = {
  name: never;
  query: 'Query';
  mutation: 'Mutation';
  subscription: 'Subscription';
  types: introspection_types;
};

import * as gqlTada from 'gql.tada';

declare module 'gql.tada' {
  interface setupSchema {
    introspection: introspection;
  }
}
