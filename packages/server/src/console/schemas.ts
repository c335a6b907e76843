/** Shapes of what the console is sent. */
type Properties = Readonly<Record<string, object>>;

export function body(properties: Properties, required: readonly string[] = Object.keys(properties)): object {
  return { type: 'object', properties, required, additionalProperties: false };
}
export const word = (maxLength: number, minLength = 1): object => ({ type: 'string', minLength, maxLength });
