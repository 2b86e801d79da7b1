/* eslint-disable */
/* prettier-ignore */

export type introspection_types = {
  Attempt: {
    kind: 'OBJECT';
    name: 'Attempt';
    fields: {
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
      id: {
        name: 'id';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'ID'; ofType: null } };
      };
      logLines: {
        name: 'logLines';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Int'; ofType: null } };
      };
      number: {
        name: 'number';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Int'; ofType: null } };
      };
      startedAt: { name: 'startedAt'; type: { kind: 'SCALAR'; name: 'DateTime'; ofType: null } };
      state: {
        name: 'state';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'ENUM'; name: 'AttemptState'; ofType: null } };
      };
      workerId: { name: 'workerId'; type: { kind: 'SCALAR'; name: 'String'; ofType: null } };
    };
  };
  AttemptState: {
    name: 'AttemptState';
    enumValues: 'FAILED' | 'KILLED' | 'LOST' | 'READY' | 'RUNNING' | 'SUCCEEDED' | 'TIMED_OUT';
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
      input: {
        name: 'input';
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
    };
  };
  Cursor: unknown;
  DateTime: unknown;
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
      | 'FlowDisabled'
      | 'FlowNotFound'
      | 'InvalidExpression'
      | 'InvalidFlow'
      | 'InvalidInputs'
      | 'InvalidLabels';
  };
  EventKind: {
    name: 'EventKind';
    enumValues:
      | 'ATTEMPT_FAILED'
      | 'ATTEMPT_KILLED'
      | 'ATTEMPT_LOST'
      | 'ATTEMPT_RELEASED'
      | 'ATTEMPT_STARTED'
      | 'ATTEMPT_SUCCEEDED'
      | 'ATTEMPT_TIMED_OUT'
      | 'EXECUTION_CREATED'
      | 'EXECUTION_ENDED'
      | 'EXECUTION_STARTED'
      | 'RETRY_SCHEDULED'
      | 'RETRY_STARTED'
      | 'TASK_RUN_CREATED'
      | 'TASK_RUN_ENDED'
      | 'TASK_RUN_STARTED';
  };
  Execution: {
    kind: 'OBJECT';
    name: 'Execution';
    fields: {
      createdAt: {
        name: 'createdAt';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'DateTime'; ofType: null } };
      };
      duration: { name: 'duration'; type: { kind: 'SCALAR'; name: 'Duration'; ofType: null } };
      endedAt: { name: 'endedAt'; type: { kind: 'SCALAR'; name: 'DateTime'; ofType: null } };
      error: { name: 'error'; type: { kind: 'SCALAR'; name: 'String'; ofType: null } };
      eventsCursor: {
        name: 'eventsCursor';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Cursor'; ofType: null } };
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
      namespace: {
        name: 'namespace';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } };
      };
      originalId: {
        name: 'originalId';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'ID'; ofType: null } };
      };
      outputs: { name: 'outputs'; type: { kind: 'SCALAR'; name: 'JSON'; ofType: null } };
      parentId: { name: 'parentId'; type: { kind: 'SCALAR'; name: 'ID'; ofType: null } };
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
          ofType: {
            kind: 'LIST';
            name: never;
            ofType: {
              kind: 'NON_NULL';
              name: never;
              ofType: { kind: 'OBJECT'; name: 'StateChange'; ofType: null };
            };
          };
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
  ExecutionEvent: {
    kind: 'OBJECT';
    name: 'ExecutionEvent';
    fields: {
      at: {
        name: 'at';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'DateTime'; ofType: null } };
      };
      attempt: { name: 'attempt'; type: { kind: 'SCALAR'; name: 'Int'; ofType: null } };
      dueAt: { name: 'dueAt'; type: { kind: 'SCALAR'; name: 'DateTime'; ofType: null } };
      executionState: { name: 'executionState'; type: { kind: 'ENUM'; name: 'State'; ofType: null } };
      kind: {
        name: 'kind';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'ENUM'; name: 'EventKind'; ofType: null } };
      };
      message: { name: 'message'; type: { kind: 'SCALAR'; name: 'String'; ofType: null } };
      parentTaskRunId: { name: 'parentTaskRunId'; type: { kind: 'SCALAR'; name: 'ID'; ofType: null } };
      seq: {
        name: 'seq';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Int'; ofType: null } };
      };
      taskId: { name: 'taskId'; type: { kind: 'SCALAR'; name: 'String'; ofType: null } };
      taskRunId: { name: 'taskRunId'; type: { kind: 'SCALAR'; name: 'ID'; ofType: null } };
      taskRunState: { name: 'taskRunState'; type: { kind: 'ENUM'; name: 'State'; ofType: null } };
      value: { name: 'value'; type: { kind: 'SCALAR'; name: 'String'; ofType: null } };
    };
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
              ofType: { kind: 'OBJECT'; name: 'ExecutionEvent'; ofType: null };
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
  ExecutionTrigger: {
    kind: 'OBJECT';
    name: 'ExecutionTrigger';
    fields: {
      id: {
        name: 'id';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } };
      };
      type: {
        name: 'type';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } };
      };
      variables: { name: 'variables'; type: { kind: 'SCALAR'; name: 'JSON'; ofType: null } };
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
      description: { name: 'description'; type: { kind: 'SCALAR'; name: 'String'; ofType: null } };
      disabled: {
        name: 'disabled';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Boolean'; ofType: null } };
      };
      taskId: {
        name: 'taskId';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } };
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
  InputDependency: {
    kind: 'OBJECT';
    name: 'InputDependency';
    fields: {
      condition: { name: 'condition'; type: { kind: 'SCALAR'; name: 'String'; ofType: null } };
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
        name: 'input';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null } };
        defaultValue: null;
      },
    ];
  };
  InputIssue: {
    kind: 'OBJECT';
    name: 'InputIssue';
    fields: {
      input: {
        name: 'input';
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
      attempt: { name: 'attempt'; type: { kind: 'SCALAR'; name: 'Int'; ofType: null } };
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
      taskRunId: { name: 'taskRunId'; type: { kind: 'SCALAR'; name: 'ID'; ofType: null } };
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
  Node: {
    kind: 'INTERFACE';
    name: 'Node';
    fields: {
      id: {
        name: 'id';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'ID'; ofType: null } };
      };
    };
    possibleTypes: 'Execution' | 'Flow' | 'FlowRevision';
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
      flowRevisions: {
        name: 'flowRevisions';
        type: {
          kind: 'NON_NULL';
          name: never;
          ofType: { kind: 'OBJECT'; name: 'FlowRevisionConnection'; ofType: null };
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
      logs: {
        name: 'logs';
        type: {
          kind: 'NON_NULL';
          name: never;
          ofType: { kind: 'OBJECT'; name: 'LogLineConnection'; ofType: null };
        };
      };
      namespaces: {
        name: 'namespaces';
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
      node: { name: 'node'; type: { kind: 'INTERFACE'; name: 'Node'; ofType: null } };
      server: {
        name: 'server';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'OBJECT'; name: 'Server'; ofType: null } };
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
    };
  };
  SaveFlowInput: {
    kind: 'INPUT_OBJECT';
    name: 'SaveFlowInput';
    isOneOf: false;
    inputFields: [
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
    possibleTypes: 'InvalidFlow' | 'SaveFlowSuccess';
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
          ofType: {
            kind: 'LIST';
            name: never;
            ofType: {
              kind: 'NON_NULL';
              name: never;
              ofType: { kind: 'OBJECT'; name: 'Attempt'; ofType: null };
            };
          };
        };
      };
      createdAt: {
        name: 'createdAt';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'DateTime'; ofType: null } };
      };
      endedAt: { name: 'endedAt'; type: { kind: 'SCALAR'; name: 'DateTime'; ofType: null } };
      id: {
        name: 'id';
        type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'ID'; ofType: null } };
      };
      outputs: { name: 'outputs'; type: { kind: 'SCALAR'; name: 'JSON'; ofType: null } };
      parentTaskRunId: { name: 'parentTaskRunId'; type: { kind: 'SCALAR'; name: 'ID'; ofType: null } };
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
          ofType: {
            kind: 'LIST';
            name: never;
            ofType: {
              kind: 'NON_NULL';
              name: never;
              ofType: { kind: 'OBJECT'; name: 'StateChange'; ofType: null };
            };
          };
        };
      };
      taskId: {
        name: 'taskId';
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
  Upload: unknown;
  ValidateInputsResult: {
    kind: 'UNION';
    name: 'ValidateInputsResult';
    fields: {};
    possibleTypes: 'FlowNotFound' | 'InputValidation' | 'InvalidFlow';
  };
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
