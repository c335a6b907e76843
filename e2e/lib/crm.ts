/** A CRM for tests: answers what it was told to, and remembers what it was asked. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly body: Readonly<Record<string, string>>;
}

export class Crm {
  readonly asked: Asked[] = [];
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
  }

  static async open(answer: (asked: Asked) => object): Promise<Crm> {
    const server = createServer(async (request, response) => {
      let body = '';
      for await (const part of request) body += String(part);
      const asked: Asked = {
        method: request.method ?? '',
        path: request.url ?? '',
        body: body === '' ? {} : (JSON.parse(body) as Asked['body']),
      };
      crm.asked.push(asked);
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(answer(asked)));
    });
    const crm = new Crm(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return crm;
  }

  /** With port, as an allow-list names it. */
  get host(): string {
    return `127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }
  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }
}
