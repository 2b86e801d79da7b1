/** What the editor starts with for a new flow. */
export const newFlowSource = `id: my-first-flow
namespace: tutorial

description: Says hello to whoever is named.

inputs:
  - id: name
    type: STRING
    defaults: World

tasks:
  - id: hello
    type: io.kestra.plugin.core.log.Log
    message: Hello {{ inputs.name }}!
`;
