import { journalSuite } from './journal.suite';
import { createMemoryJournal } from './memory';

journalSuite('memory', async () => {
  let nowMs = Date.parse('2026-06-01T00:00:00.000Z');
  const now = () => new Date(nowMs);
  const journal = createMemoryJournal({ now, startedAt: new Date(0) });
  return {
    journal,
    now,
    pass: async (ms) => {
      nowMs += ms;
    },
    rows: async () => journal.rows(),
    saveFlow: async (pointer) => journal.saveFlow(pointer),
    dropFlow: async (flow) => journal.dropFlow(flow),
    close: async () => {},
  };
});
