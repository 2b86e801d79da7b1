import { type Lease, startLeaseKeeper } from './keeper';

// A process that keeps a lease, bundled as the product is: `node <this> <stop|leave> <lease as JSON>`. Says `started`, and what the
// keeper says; at the first byte from outside it stops the keeper or leaves it as it is, and then has nothing more to do.
const [ending, lease] = process.argv.slice(2);
const say = (text: string) => process.stdout.write(`${text}\n`);
const keeper = await startLeaseKeeper({
  ...(JSON.parse(lease ?? '') as Lease),
  onLost: (reason) => say(`lost: ${reason}`),
  onError: (error) => say(`error: ${error.message}`),
});
say('started');
process.stdin.once('data', () => {
  process.stdin.destroy();
  if (ending === 'stop') void keeper.stop().then(() => say('stopped'));
});
