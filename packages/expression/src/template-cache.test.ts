import { expect, it } from 'vitest';
import { templateOf } from './template-cache';

it('keeps the thousand templates used last, and not for ever what is not used', () => {
  const kept = templateOf('{{ kept }}');
  const dropped = templateOf('{{ dropped }}');
  for (let index = 0; index < 998; index += 1) templateOf(`{{ a${index} }}`);
  expect(templateOf('{{ kept }}')).toBe(kept);
  for (let index = 0; index < 1_200; index += 1) templateOf(`{{ b${index} }}`);
  expect(templateOf('{{ kept }}')).toBe(kept);
  expect(templateOf('{{ dropped }}')).not.toBe(dropped);
});

it('does not keep very long templates', () => {
  const long = `{{ a }}${' '.repeat(70_000)}`;
  expect(templateOf(long)).not.toBe(templateOf(long));
});
