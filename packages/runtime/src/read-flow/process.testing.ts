import { createFlowReader } from './reader';

// A process that reads a flow of standard input, bundled as the product is. Says what it is called; then it has nothing more to do.
let source = '';
for await (const chunk of process.stdin) source += String(chunk);
const reader = createFlowReader();
const checked = await reader.check(source);
const masked = await reader.masked(source);
process.stdout.write(`${checked.ok ? checked.flow.id : 'bad'} ${masked.includes('s3cret')}`);
