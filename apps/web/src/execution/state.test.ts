import { describe, expect, it } from 'vitest';
import { allStates, isEnded, isState, stateLook } from './state';

describe('states', () => {
  it('can be told apart without colour: no two share both word and glyph', () => {
    const seen = allStates.map((state) => `${stateLook(state).label} ${stateLook(state).icon}`);
    expect(new Set(seen).size).toBe(allStates.length);
  });

  it('knows which are final', () => {
    expect(allStates.filter(isEnded).sort()).toEqual(
      ['CANCELLED', 'FAILED', 'KILLED', 'RETRIED', 'SKIPPED', 'SUCCESS', 'WARNING'].sort(),
    );
  });

  it('recognises its own names only', () => {
    expect(isState('RUNNING')).toBe(true);
    expect(isState('running')).toBe(false);
    expect(isState('constructor')).toBe(false);
  });
});
