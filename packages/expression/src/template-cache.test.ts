import { expect, it } from 'vitest';
import { idleMeter } from './reading.testing';
import { templateOf } from './template-cache';

const meter = idleMeter();

it('keeps the thousand templates used last, and not for ever what is not used', () => {
  const kept = templateOf('{{ kept }}', meter);
  const dropped = templateOf('{{ dropped }}', meter);
  for (let index = 0; index < 998; index += 1) templateOf(`{{ a${index} }}`, meter);
  expect(templateOf('{{ kept }}', meter)).toBe(kept);
  for (let index = 0; index < 1_200; index += 1) templateOf(`{{ b${index} }}`, meter);
  expect(templateOf('{{ kept }}', meter)).toBe(kept);
  expect(templateOf('{{ dropped }}', meter)).not.toBe(dropped);
});

it('does not keep very long templates', () => {
  const long = `{{ a }}${' '.repeat(70_000)}`;
  expect(templateOf(long, meter)).not.toBe(templateOf(long, meter));
});
