import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  COMMAND_PARAMS,
  COMMAND_SPELLINGS,
  EAgentListType,
  ESPCommand,
  ESPError,
  ESPEvent,
  PARAM_SPELLINGS,
  SUBPROTOCOL_V4,
} from '../src/index.ts';

const page = readFileSync(new URL('../../../docs/reference/protocol.md', import.meta.url), 'utf8');
const words = new Set(page.match(/[A-Za-z_]\w*/g));
const missing = (names: readonly string[]) => names.filter((name) => !words.has(name));
const commandRow = (command: string) =>
  page.split('\n').find((line) => line.startsWith('|') && new RegExp(`^\\|[^|]*\\b${command}\\b`).test(line)) ?? '';

describe('docs/reference/protocol.md', () => {
  it('names every command, response code, list type and spelling', () => {
    expect(missing(Object.keys(ESPCommand))).toEqual([]);
    expect(missing(Object.keys(ESPError))).toEqual([]);
    expect(missing(Object.keys(EAgentListType))).toEqual([]);
    expect(missing([...COMMAND_SPELLINGS.keys(), ...[...PARAM_SPELLINGS.values()].flat()])).toEqual([]);
    expect(page).toContain(SUBPROTOCOL_V4);
  });

  it('names every event, in full or as the …Succ and …Failed of its command', () => {
    const ofCommand = (event: string) => {
      const command = event.replace(/(Succ|Failed)$/, '');
      return command !== event && /…Succ/.test(commandRow(command));
    };
    expect(missing(Object.keys(ESPEvent)).filter((event) => !ofCommand(event))).toEqual([]);
  });

  it.each(Object.entries(COMMAND_PARAMS))('gives the parameters and bounds of %s', (command, schema) => {
    const row = commandRow(command);
    for (const [name, field] of Object.entries(schema.properties) as [
      string,
      { maxLength?: number; default?: unknown },
    ][]) {
      if (name === 'agentId' || name === 'attached') continue;
      const spelling = PARAM_SPELLINGS.get(name)?.[0] ?? name;
      const required = schema.required?.some((one) => one === name) && field.default === undefined;
      expect(row).toContain(required ? `**${spelling}**` : spelling);
      if (field.maxLength) expect(row).toMatch(new RegExp(`${spelling}(\\*\\*)? (\\(.*\\) )?${field.maxLength}\\b`));
    }
    expect(row.includes('attached data')).toBe('attached' in schema.properties);
  });
});
