/** Every way in leads through here: numbers in cipher are read once, at the gateway's edge, and never by a page. */
import type { Clock } from '../../ports/clock.ts';
import type { Desk } from '../../ports/desk.ts';
import type { NumberCiphers } from './ciphers.ts';

export function decipheringDesk(desk: Desk, ciphers: NumberCiphers, clock: Clock): Desk {
  return {
    submit(submission) {
      const { command } = submission;
      if (command.command !== 'EncryptDial') {
        desk.submit(submission);
        return;
      }
      const { encryptMode, phoneNum } = command.params;
      const deciphered = ciphers.decipher(encryptMode, phoneNum, clock.now());
      desk.submit({ ...submission, command: { ...command, params: { ...command.params, deciphered } } });
    },
    connectionClosed: (conn) => desk.connectionClosed(conn),
    reload: () => desk.reload(),
    session: (ins) => desk.session(ins),
  };
}
