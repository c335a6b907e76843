/** The reference page of the error catalogue (docs/reference/errors.md), made from the catalogue itself. */
import { ERRORS, type ErrorEntry } from './errors.ts';

export function errorsPage(): string {
  const rows = Object.entries<ErrorEntry>(ERRORS).map(
    ([code, { zh, en, cause, remedy }]) =>
      `| \`${code}\` | ${cell(cause)} | ${cell(en)} | ${cell(zh)} | ${cell(remedy.en)} | ${cell(remedy.zh)} |`,
  );
  return `# Errors

Generated from \`packages/protocol/src/errors.ts\`; do not edit.

A code never changes its meaning; texts may improve. Words in braces are filled in. A code reaches a page in one of three
ways:

- in a response whose \`errorCode\` is not \`Succ\`: the command was not taken. Deployed pages get the text as \`errorDesc\`;
  \`wssp.v4\` pages get \`fault\` with \`code\`, \`args\`, \`text\` and \`remedy\`;
- in a \`…Failed\` event (and \`DialDenied\`): the command was taken and came to nothing. Deployed pages get the code as
  \`errorCode\` and the text as \`errorDesc\`;
- in \`wssp.v4\`, as the reason why a button is off.

Some codes are the client library's own; it says so in their cause.

| code | why | text (en) | text (zh-CN) | what to do | 处理方法 |
|---|---|---|---|---|---|
${rows.join('\n')}
`;
}

const cell = (text: string): string => text.replaceAll('|', '\\|');
