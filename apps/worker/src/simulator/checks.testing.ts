import type { StoredRows } from '@headrace/db/memory';
import { checkEnd } from './check-end.testing';
import { checkEvents, checkFollowers, checkNudges } from './check-events.testing';
import { checkFaults, checkIdle } from './check-faults.testing';
import { checkLog } from './check-log.testing';
import { checkRows } from './check-rows.testing';
import type { World } from './world.testing';

/** Checks what a world left, and what it looked like on the way. */
export function checkWorld(world: World, rows: StoredRows): void {
  for (const audit of world.audits) {
    checkRows(world, audit.rows);
    checkEvents(world, audit.rows);
    checkIdle(world, audit);
  }
  checkFollowers(world, rows);
  checkEvents(world, rows);
  checkRows(world, rows);
  checkEnd(world, rows);
  checkLog(world, rows);
  checkFaults(world, rows);
  checkNudges(world, rows);
}
