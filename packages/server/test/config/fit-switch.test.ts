import { describe, expect, it } from 'vitest';
import { assembleConfig } from '../../src/config/assemble.ts';
import { fitToSwitch } from '../../src/config/fit-switch.ts';
import { demoRows } from '../../src/demo/demo-tenant.ts';

const loaded = assembleConfig(
  '1',
  demoRows(() => 'secret'),
);
const answerable = (of: readonly { readonly number: string; readonly serverAnswer: boolean }[]) =>
  of.filter((phone) => phone.serverAnswer).map((phone) => phone.number);

describe('telephones that the server can answer', () => {
  it('are those of the configuration on the virtual switch', () => {
    const fitted = fitToSwitch(loaded, 'virtual');
    expect(answerable(fitted.config.extensions)).toEqual(['6001', '6002', '6003', '6004', '6005', '6010']);
  });

  it('are none of the virtual ones on a real switch, for the engine and for the switch alike', () => {
    const fitted = fitToSwitch(loaded, 'asterisk');
    // The one in the browser is picked up by its page.
    expect(answerable(fitted.config.extensions)).toEqual(['6010']);
    expect(answerable(fitted.phones)).toEqual(['6010']);
    expect(fitted.config.extensions).toHaveLength(loaded.config.extensions.length);
  });

  it('stay answerable where a desk telephone was said to be', () => {
    const desk = loaded.config.extensions.map((one) => ({ ...one, kind: 'desk' as const }));
    const fitted = fitToSwitch({ ...loaded, config: { ...loaded.config, extensions: desk } }, 'asterisk');
    expect(answerable(fitted.config.extensions)).toHaveLength(6);
  });
});
