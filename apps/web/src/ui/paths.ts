/** Path of a flow's page, or of one of its tabs. */
export function flowPath(flow: { namespace: string; flowId: string }, tab?: string): string {
  const base = `/flows/${encodeURIComponent(flow.namespace)}/${encodeURIComponent(flow.flowId)}`;
  return tab ? `${base}?tab=${tab}` : base;
}

/** Path of a flow's editor. */
export function editFlowPath(flow: { namespace: string; flowId: string }): string {
  return `${flowPath(flow)}/edit`;
}

/** Path of an execution's page, or of one of its tabs. */
export function executionPath(id: string, tab?: string): string {
  return tab ? `/executions/${encodeURIComponent(id)}?tab=${tab}` : `/executions/${encodeURIComponent(id)}`;
}

/** Where the file behind a `kestra:///` address of an execution can be downloaded. */
export function executionFileHref(id: string, address: string): string {
  return `/api/v1/executions/${encodeURIComponent(id)}/file?path=${encodeURIComponent(address)}`;
}
