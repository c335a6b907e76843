/** Texts of faults as a person reads them: numbers that have a name are named. */
import { errorRemedy, errorText, type Fault, type FaultText, type Lang } from '@wssoftphone/protocol';
import { stateName } from '@wssoftphone/protocol/texts';

export function textOf(fault: Fault, lang: Lang): string {
  return errorText(fault.code, lang, named(fault, lang));
}

/** The fault itself stays as it is: its args are for programs. */
export function faultText(fault: Fault, lang: Lang): FaultText {
  return { ...fault, text: textOf(fault, lang), remedy: errorRemedy(fault.code, lang, named(fault, lang)) };
}

function named({ args }: Fault, lang: Lang): Fault['args'] {
  return args?.state === undefined ? args : { ...args, state: stateName(args.state, lang) };
}
