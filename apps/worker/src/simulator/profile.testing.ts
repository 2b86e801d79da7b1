import { Random } from './random.testing';
import { CALM, type Climate } from './weather.testing';

/** What goes wrong in a world, and how large it is. Counts of things that happen at random moments before it heals. */
export interface Profile {
  readonly name: 'calm' | 'kills' | 'lostAnswers' | 'noHints' | 'outages' | 'handovers' | 'mixed';
  readonly climate: Climate;
  readonly apis: number;
  readonly workers: number;
  readonly executions: number;
  readonly flows: number;
  /** After this nothing goes wrong any more. */
  readonly healMs: number;
  readonly kills: number;
  /** Kills at the next pass of a named failpoint. */
  readonly failpoints: number;
  readonly stops: number;
  readonly freezes: number;
  readonly cuts: number;
  readonly outages: number;
  readonly jumps: number;
  readonly edits: number;
  readonly poisons: number;
  /** Some processes cannot read some flows. */
  readonly isRolling: boolean;
  readonly mayHang: boolean;
  readonly mayBeRefused: boolean;
  readonly failing: number;
}

const NOTHING = {
  climate: CALM,
  kills: 0,
  failpoints: 0,
  stops: 0,
  freezes: 0,
  cuts: 0,
  outages: 0,
  jumps: 0,
  edits: 0,
  poisons: 0,
  isRolling: false,
  mayHang: false,
  mayBeRefused: false,
};

/** The profile of the world of a seed. */
export function profileOf(seed: number): Profile {
  return randomProfile(new Random(seed).fork('profile'));
}

/** Worlds of one kind of fault have the sharpest checks; most have several at once. */
function randomProfile(random: Random): Profile {
  const size = {
    apis: random.int(1, 2),
    workers: random.int(1, 4),
    executions: random.chance(0.1) ? random.int(12, 30) : random.int(2, 9),
    flows: random.int(1, 4),
    healMs: random.chance(0.7) ? random.int(5_000, 25_000) : random.int(25_000, 60_000),
    failing: random.pick([0, 0.2, 0.5]),
  };
  const some = (chance: number, most: number) => (random.chance(chance) ? random.int(1, most) : 0);
  const rarely = <Value>(chance: number, value: Value, otherwise: Value) =>
    random.chance(chance) ? value : otherwise;
  const chance = random.next();
  if (chance < 0.1) return { ...NOTHING, ...size, name: 'calm' };
  if (chance < 0.16)
    return {
      ...NOTHING,
      ...size,
      workers: random.int(2, 4),
      name: 'kills',
      kills: random.int(1, 3),
      mayHang: true,
    };
  if (chance < 0.24)
    return { ...NOTHING, ...size, name: 'lostAnswers', climate: { ...CALM, latencyMs: 5, lostAnswer: 0.15 } };
  if (chance < 0.3) return { ...NOTHING, ...size, name: 'noHints', climate: { ...CALM, lostHint: 1 } };
  if (chance < 0.36) return { ...NOTHING, ...size, name: 'outages', outages: random.int(1, 2) };
  if (chance < 0.42)
    return {
      ...NOTHING,
      ...size,
      workers: random.int(2, 4),
      name: 'handovers',
      climate: { ...CALM, latencyMs: 60, lostAnswer: 0.1, lateCall: 0.3, silence: 0.03 },
      stops: random.int(1, 4),
      freezes: random.int(1, 4),
      cuts: random.int(0, 2),
    };
  return {
    ...size,
    name: 'mixed',
    climate: {
      latencyMs: random.pick([1, 5, 30]),
      lostAnswer: rarely(0.5, random.pick([0.02, 0.15]), 0),
      refusal: rarely(0.5, random.pick([0.02, 0.15]), 0),
      silence: rarely(0.25, 0.01, 0),
      lateCall: rarely(0.5, 0.2, 0),
      lostHint: rarely(0.4, random.pick([0.3, 1]), 0),
      doubledHint: rarely(0.4, 0.3, 0),
      lateHint: rarely(0.4, 0.3, 0),
      skewMs: rarely(0.3, random.pick([2, 50, 2_000]), 0),
    },
    kills: some(0.4, 4),
    failpoints: some(0.35, 4),
    stops: some(0.35, 3),
    freezes: some(0.35, 3),
    cuts: some(0.3, 3),
    outages: some(0.25, 2),
    jumps: some(0.1, 2),
    edits: some(0.3, 3),
    poisons: some(0.08, 2),
    isRolling: random.chance(0.08),
    mayHang: random.chance(0.3),
    mayBeRefused: random.chance(0.15),
  };
}
